// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQueue>

#include <functional>

namespace cid {

/// Finds the names of machines whose connection ended, for a line in the log. When a switch takes thousands away at
/// once only a few names are looked up at a time; whoever does not fit is told under the node's name. Lives on the main
/// thread.
class Farewells : public QObject
{
    Q_OBJECT
public:
    using Found = std::function<void(const QString &name)>; ///< an empty name: there is none
    using LookUp = std::function<void(const QString &address, const Found &found)>;

    static constexpr qsizetype maxAtOnce = 4;
    static constexpr qsizetype maxWaiting = 256;

    /// \a lookUp answers from the event loop, always.
    explicit Farewells(LookUp lookUp, QObject *parent = nullptr);

    void add(const QString &node, const QString &address);

Q_SIGNALS:
    void told(const QString &name);

private:
    struct Leaver
    {
        QString node;
        QString address;
    };
    void next();

    LookUp m_lookUp;
    QQueue<Leaver> m_waiting;
    qsizetype m_running = 0;
};

} // namespace cid
