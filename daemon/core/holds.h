// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/change_set.h"

#include <QSet>

#include <map>
#include <set>

namespace cid {

/// Which job keeps which node, until when. A plain value of one thread; the Recorder alone changes it, together with
/// the store.
class Holds
{
public:
    void put(const Hold &hold);
    void remove(const NodeName &node);

    /// Null where nobody holds the node.
    [[nodiscard]] const Hold *find(const NodeName &node) const;
    /// An id that two schedulers use is two jobs; an empty owner means both.
    [[nodiscard]] QList<Hold> ofJob(const JobId &job, const QString &owner = {}) const;
    [[nodiscard]] QList<Hold> all() const;
    [[nodiscard]] qsizetype count() const { return static_cast<qsizetype>(m_all.size()); }
    /// Those whose time has come.
    [[nodiscard]] QList<Hold> due(qint64 now) const;

private:
    std::map<NodeName, Hold> m_all;
    QHash<JobId, QSet<NodeName>> m_ofJob;
    std::set<std::pair<qint64, NodeName>> m_ends; ///< of those that end by themselves
};

} // namespace cid
