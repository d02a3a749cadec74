// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/holds.h"

namespace cid {

void Holds::put(const Hold &hold)
{
    remove(hold.node);
    m_all.emplace(hold.node, hold);
    m_ofJob[hold.job].insert(hold.node);
    if (hold.endsAt != 0)
        m_ends.emplace(hold.endsAt, hold.node);
}

void Holds::remove(const NodeName &node)
{
    const auto found = m_all.find(node);
    if (found == m_all.end())
        return;
    m_ends.erase({found->second.endsAt, node});
    const auto ofJob = m_ofJob.find(found->second.job);
    ofJob->remove(node);
    if (ofJob->isEmpty())
        m_ofJob.erase(ofJob);
    m_all.erase(found);
}

const Hold *Holds::find(const NodeName &node) const
{
    const auto found = m_all.find(node);
    return found == m_all.end() ? nullptr : &found->second;
}

QList<Hold> Holds::ofJob(const JobId &job, const QString &owner) const
{
    QList<Hold> result;
    const auto nodes = m_ofJob.constFind(job);
    if (nodes == m_ofJob.cend())
        return result;
    for (const NodeName &node : *nodes) {
        const Hold &hold = m_all.at(node);
        if (owner.isEmpty() || hold.owner == owner)
            result.append(hold);
    }
    return result;
}

QList<Hold> Holds::all() const
{
    QList<Hold> result;
    for (const auto &[node, hold] : m_all)
        result.append(hold);
    return result;
}

QList<Hold> Holds::due(qint64 now) const
{
    QList<Hold> result;
    for (auto it = m_ends.begin(); it != m_ends.end() && it->first <= now; ++it)
        result.append(m_all.at(it->second));
    return result;
}

} // namespace cid
