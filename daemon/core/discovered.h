// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"

#include <QHash>

#include <functional>
#include <list>
#include <map>

namespace cid {

/// Machines that node_db does not name, found again by any of their addresses. Their number and their bytes have a cap:
/// the one that was silent longest makes room. A note costs the same with one machine and with all that fit. A plain
/// value of one thread.
class Discovered
{
public:
    /// The machine is new, or the known one that has the first known of these addresses.
    void note(const DiscoveredMachine &seen);
    /// Takes out the machines of which \a isKnown says so for any address.
    void removeKnown(const std::function<bool(const QString &mac)> &isKnown);
    /// In the order of power-on.
    [[nodiscard]] QList<DiscoveredMachine> all() const;
    /// Those that have any of these addresses, each once, in the order of power-on.
    [[nodiscard]] QList<DiscoveredMachine> withAnyOf(const QStringList &macs) const;
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_machines.size()); }
    /// What they take, about.
    [[nodiscard]] qsizetype bytes() const { return m_bytes; }

private:
    using Number = qint64;
    struct Entry
    {
        DiscoveredMachine machine;
        qsizetype bytes = 0;
        std::list<Number>::iterator age;
    };

    void fill(Number number, Entry &entry, const DiscoveredMachine &seen);
    void unlink(Number number, Entry &entry);
    void remove(Number number);

    std::map<Number, Entry> m_machines; ///< by power-on
    QHash<QString, Number> m_byMac;
    std::list<Number> m_ages; ///< silent longest first
    qsizetype m_bytes = 0;
    Number m_last = 0;
};

} // namespace cid
