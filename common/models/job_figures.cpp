// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/models/job_figures.h"

#include <QRegularExpression>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int stragglerFactor = 3;
constexpr qsizetype fewest = 4; // of which a median says anything

// "n12: chunk 1,204 of …" and "n7: chunk 88 of …" are one reason.
QString common(const QString &reason, const NodeName &node)
{
    static const QRegularExpression numbers(u"[0-9][0-9,.]*"_s);
    return QString(reason).replace(node, u"#"_s).replace(numbers, u"#"_s);
}

QMap<NodeState, qint64> medians(const QList<Event> &events)
{
    QMap<NodeState, QList<qint64>> times;
    for (const Event &event : events) {
        const auto from = nodeStateFromName(event.from);
        if (event.what == "state" && from)
            times[*from].append(event.duration);
    }
    QMap<NodeState, qint64> result;
    for (auto it = times.begin(); it != times.end(); ++it) {
        if (it->size() < fewest)
            continue;
        const auto middle = it->begin() + it->size() / 2;
        std::nth_element(it->begin(), middle, it->end());
        result.insert(it.key(), *middle);
    }
    return result;
}

} // namespace

JobFigures JobFigures::of(const QMap<NodeName, JobNode> &nodes, const QList<Event> &events, qint64 now)
{
    JobFigures figures;
    QMap<QString, FailureGroup> groups;
    QList<std::pair<double, QString>> slow;
    const QMap<NodeState, qint64> usual = medians(events);
    for (auto it = nodes.cbegin(); it != nodes.cend(); ++it) {
        const JobNode &node = it.value();
        const DeploymentState state = node.deployment ? node.deployment->state : DeploymentState::Done;
        switch (state) {
        case DeploymentState::Done:
            ++figures.done;
            break;
        case DeploymentState::Queued:
            ++figures.queued;
            break;
        case DeploymentState::Open: {
            const NodeState stage = node.status.state;
            ++figures.stages[static_cast<size_t>(stage)];
            const qint64 median = usual.value(stage);
            const qint64 elapsed = now - node.status.since;
            if (median > 0 && elapsed > stragglerFactor * median)
                slow.append({static_cast<double>(elapsed) / static_cast<double>(median), it.key()});
            break;
        }
        default:
            ++figures.failed;
            const Failure &failure = node.deployment->failure;
            FailureGroup &group = groups[common(failure.reason, it.key())];
            group.reason = group.nodes.isEmpty() ? failure.reason : common(failure.reason, it.key());
            group.stage = failure.stage;
            group.nodes.append(it.key());
        }
    }
    std::sort(slow.begin(), slow.end(), std::greater<>());
    for (const auto &[factor, name] : std::as_const(slow))
        figures.stragglers.append(name);
    figures.failures = groups.values();
    std::stable_sort(figures.failures.begin(), figures.failures.end(),
                     [](const FailureGroup &a, const FailureGroup &b) { return a.nodes.size() > b.nodes.size(); });
    return figures;
}

JobReplay::JobReplay(const QList<Event> &events)
{
    for (const Event &event : events) {
        const auto from = nodeStateFromName(event.from);
        const auto to = nodeStateFromName(event.to);
        if (event.what == "state" && from && to)
            m_steps.append({event.time, event.node, *from, *to, event.reason});
    }
    std::stable_sort(m_steps.begin(), m_steps.end(), [](const Step &a, const Step &b) { return a.time < b.time; });
    Count count;
    const auto add = [&count](NodeState state, int by) {
        count.running += state == NodeState::Running ? by : 0;
        count.busy += isBusy(state) ? by : 0;
        count.failed += state == NodeState::Failed || state == NodeState::Lost ? by : 0;
    };
    QHash<NodeName, NodeState> states;
    for (const Step &step : std::as_const(m_steps)) {
        if (!states.contains(step.node)) {
            states.insert(step.node, step.from); // where it was before the first that is known
            add(step.from, 1);
        }
    }
    m_counts.append(count);
    for (const Step &step : std::as_const(m_steps)) {
        add(std::exchange(states[step.node], step.to), -1);
        add(step.to, 1);
        m_counts.append(count);
    }
}

QMap<NodeName, NodeState> JobReplay::statesAt(qint64 time) const
{
    QMap<NodeName, NodeState> states;
    for (const Step &step : m_steps) {
        if (step.time <= time)
            states[step.node] = step.to;
        else if (!states.contains(step.node))
            states[step.node] = step.from; // where it was before the first that is known
    }
    return states;
}

JobReplay::Count JobReplay::countAt(qint64 time) const
{
    const auto after = std::upper_bound(m_steps.begin(), m_steps.end(), time,
                                        [](qint64 moment, const Step &step) { return moment < step.time; });
    return m_counts.isEmpty() ? Count() : m_counts[after - m_steps.begin()];
}

QStringList JobReplay::lastReasons(qint64 time, int count) const
{
    QStringList lines;
    for (auto step = m_steps.crbegin(); step != m_steps.crend() && lines.size() < count; ++step) {
        if (step->time <= time)
            lines.prepend(
                u"%1: %2 → %3 %4"_s.arg(step->node, nodeStateName(step->from), nodeStateName(step->to), step->reason)
                    .trimmed());
    }
    return lines;
}

} // namespace cid
