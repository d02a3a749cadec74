// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/job_run.h"

#include <array>

namespace cid {

/// Nodes of a job that failed for the same reason.
struct FailureGroup
{
    QString reason; ///< numbers and names in it are replaced by "#" where nodes differ in nothing else
    NodeState stage = NodeState::Unknown;
    QStringList nodes;
    bool operator==(const FailureGroup &) const = default;
};

/// What an operator wants to know of a job at a glance. Pure.
struct JobFigures
{
    std::array<int, nodeStateCount> stages{}; ///< nodes that are on their way
    int done = 0;
    int failed = 0; ///< and cancelled
    int queued = 0;
    QStringList stragglers; ///< in one stage for over three times the others' median, the slowest first
    QList<FailureGroup> failures; ///< the largest first

    [[nodiscard]] static JobFigures of(const QMap<NodeName, JobNode> &nodes, const QList<Event> &events, qint64 now);
};

/// How a job went, from its events: the state of each node at any time. A plain value.
class JobReplay
{
public:
    struct Count
    {
        int running = 0;
        int busy = 0;
        int failed = 0;
        bool operator==(const Count &) const = default;
    };

    JobReplay() = default;
    explicit JobReplay(const QList<Event> &events);

    [[nodiscard]] bool isEmpty() const { return m_steps.isEmpty(); }
    [[nodiscard]] qint64 begin() const { return m_steps.isEmpty() ? 0 : m_steps.first().time; }
    [[nodiscard]] qint64 end() const { return m_steps.isEmpty() ? 0 : m_steps.last().time; }
    /// The state of every node that the events name.
    [[nodiscard]] QMap<NodeName, NodeState> statesAt(qint64 time) const;
    [[nodiscard]] Count countAt(qint64 time) const;
    /// Everything that happened up to then, the newest last.
    [[nodiscard]] QStringList lastReasons(qint64 time, int count) const;

private:
    struct Step
    {
        qint64 time = 0;
        NodeName node;
        NodeState from = NodeState::Unknown;
        NodeState to = NodeState::Unknown;
        QString reason;
    };
    QList<Step> m_steps;
    QList<Count> m_counts; ///< after each step; the first is before all of them
};

} // namespace cid
