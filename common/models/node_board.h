// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/clock.h"
#include "common/client/node_mirror.h"

#include <QTimer>

#include <array>

namespace cid {

/// What is worked out of a node's reports over time.
struct NodeFigures
{
    static constexpr int trendLength = 40;

    double rate = 0; ///< bytes written a second, smoothed; 0 unless the node is installing
    qint64 left = -1; ///< ms until the image is written; -1: unknown
    std::array<float, trendLength> trend{}; ///< rates of the last seconds, the oldest first from trendStart on
    quint8 trendStart = 0;
    quint8 trendCount = 0;

    [[nodiscard]] float trendAt(int i) const { return trend[static_cast<size_t>((trendStart + i) % trendLength)]; }

private:
    friend class NodeBoard;
    DeploymentId m_deployment = 0;
    ByteCount m_written = 0;
};

/// The nodes of a mirror with their figures, and a pulse at which views show what has changed since the last one:
/// however often ten thousand nodes report, views work at most every pulseMs. Lives on the mirror's thread; mirror and
/// clock are borrowed.
class NodeBoard : public QObject
{
    Q_OBJECT
public:
    static constexpr int pulseMs = 250;
    static constexpr int sampleMs = 1'000;

    NodeBoard(NodeMirror &mirror, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const NodeMirror &mirror() const { return m_mirror; }
    [[nodiscard]] int count() const { return static_cast<int>(m_mirror.nodes().size()); }
    [[nodiscard]] const NodeStatus &status(int row) const { return m_mirror.nodes()[row]; }
    [[nodiscard]] const NodeFigures &figures(int row) const { return m_figures[row]; }
    [[nodiscard]] int rowOf(const NodeName &node) const { return m_mirror.rowOf(node); }
    /// How many nodes are in that state.
    [[nodiscard]] int count(NodeState state) const { return m_counts[static_cast<size_t>(state)]; }
    /// Bytes a second of all nodes together.
    [[nodiscard]] double totalRate() const { return m_totalRate; }
    /// ms since the epoch, of the clock.
    [[nodiscard]] qint64 now() const { return m_clock.wall().count(); }
    /// A number for each node in the natural order of their names (n9 before n10).
    [[nodiscard]] int nameRank(int row) const { return m_nameRanks[row]; }
    /// Every group that a node is in, in natural order.
    [[nodiscard]] const QStringList &groups() const { return m_groups; }
    /// Every image that runs somewhere or is wanted, by name.
    [[nodiscard]] QStringList images() const;

    /// Emits pulsed() where anything changed. The board does it by itself; for tests.
    void pulse();
    /// Works rates out of what was written since the last sample. The board does it by itself; for tests.
    void sample();

Q_SIGNALS:
    /// Rows are about to be other ones, and then are: indexes and numbers of rows are void.
    void aboutToReset();
    void reset();
    /// Some nodes or figures changed since the last pulse.
    void pulsed();

private:
    void rebuild();
    void sampleRow(int row, double seconds);

    NodeMirror &m_mirror;
    const Clock &m_clock;
    QList<NodeFigures> m_figures;
    QList<int> m_nameRanks;
    QStringList m_groups;
    std::array<int, nodeStateCount> m_counts{};
    double m_totalRate = 0;
    std::chrono::milliseconds m_lastSample{0};
    QTimer m_pulse;
    QTimer m_sample;
    bool m_isDirty = false;
};

} // namespace cid
