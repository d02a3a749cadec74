// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/models/node_board.h"

#include "common/models/natural_order.h"

#include <QSet>

#include <algorithm>
#include <numeric>

namespace cid {

namespace {

// Of the newest second in the smoothed rate: the figure settles within some five seconds.
constexpr double newestShare = 0.35;

} // namespace

NodeBoard::NodeBoard(NodeMirror &mirror, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_mirror(mirror)
    , m_clock(clock)
    , m_lastSample(clock.monotonic())
{
    connect(&mirror, &NodeMirror::aboutToReset, this, &NodeBoard::aboutToReset);
    connect(&mirror, &NodeMirror::aboutToAppend, this, &NodeBoard::aboutToReset);
    const auto renew = [this] {
        rebuild();
        Q_EMIT reset();
        m_isDirty = true;
    };
    connect(&mirror, &NodeMirror::reset, this, renew);
    connect(&mirror, &NodeMirror::appended, this, renew);
    connect(&mirror, &NodeMirror::rowsChanged, this, [this] { m_isDirty = true; });
    connect(&m_pulse, &QTimer::timeout, this, &NodeBoard::pulse);
    connect(&m_sample, &QTimer::timeout, this, &NodeBoard::sample);
    m_pulse.start(pulseMs);
    m_sample.start(sampleMs);
    rebuild();
}

void NodeBoard::rebuild()
{
    const QList<NodeStatus> &nodes = m_mirror.nodes();
    m_figures.resize(nodes.size());
    QSet<QString> groups;
    for (const NodeStatus &node : nodes) {
        for (const QString &group : node.groups)
            groups.insert(group);
    }
    m_groups = groups.values();
    std::sort(m_groups.begin(), m_groups.end(), naturalLess);
    QList<int> order(nodes.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&nodes](int a, int b) { return naturalLess(nodes[a].name, nodes[b].name); });
    m_nameRanks.resize(nodes.size());
    for (qsizetype i = 0; i < order.size(); ++i)
        m_nameRanks[order[i]] = static_cast<int>(i);
    sample();
}

void NodeBoard::pulse()
{
    if (std::exchange(m_isDirty, false))
        Q_EMIT pulsed();
}

void NodeBoard::sample()
{
    const auto now = m_clock.monotonic();
    const double seconds = std::chrono::duration<double>(now - m_lastSample).count();
    m_lastSample = now;
    m_counts.fill(0);
    m_totalRate = 0;
    for (int row = 0; row < count(); ++row) {
        ++m_counts[static_cast<size_t>(status(row).state)];
        sampleRow(row, seconds);
        m_totalRate += m_figures[row].rate;
    }
    // Ages and elapsed times go on even where nobody reports.
    m_isDirty = m_isDirty || count() > 0;
}

void NodeBoard::sampleRow(int row, double seconds)
{
    const NodeStatus &node = status(row);
    NodeFigures &figures = m_figures[row];
    if (node.state != NodeState::Installing || node.progress.total <= 0) {
        figures.rate = 0;
        figures.left = -1;
        if (node.deployment != figures.m_deployment)
            figures = {};
        return;
    }
    if (figures.m_deployment != node.deployment || node.progress.written < figures.m_written) {
        figures = {};
        figures.m_deployment = node.deployment;
        figures.m_written = node.progress.written;
        const qint64 age = now() - node.since;
        if (age > 0)
            figures.rate = static_cast<double>(node.progress.written) * 1000 / static_cast<double>(age);
    } else if (seconds > 0) {
        const double current = static_cast<double>(node.progress.written - figures.m_written) / seconds;
        figures.m_written = node.progress.written;
        figures.rate += (current - figures.rate) * newestShare;
    }
    if (figures.trendCount < NodeFigures::trendLength)
        ++figures.trendCount;
    else
        figures.trendStart = static_cast<quint8>((figures.trendStart + 1) % NodeFigures::trendLength);
    const int newest = (figures.trendStart + figures.trendCount - 1) % NodeFigures::trendLength;
    figures.trend[static_cast<size_t>(newest)] = static_cast<float>(figures.rate);
    const auto rest = static_cast<double>(node.progress.total - node.progress.written);
    figures.left = figures.rate > 1 ? static_cast<qint64>(rest * 1000 / figures.rate) : -1;
}

QStringList NodeBoard::images() const
{
    QSet<QString> names;
    for (const NodeStatus &node : m_mirror.nodes()) {
        if (!node.image.isNull())
            names.insert(node.image.toString());
        if (!node.wanted.isNull())
            names.insert(node.wanted.toString());
    }
    QStringList sorted = names.values();
    std::sort(sorted.begin(), sorted.end(), naturalLess);
    return sorted;
}

} // namespace cid
