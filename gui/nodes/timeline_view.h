// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/cid_client.h"

#include <QWidget>

namespace cid {

/// The stages of a node's newest deployment as bars, each with a mark at the median of the other nodes of its job.
class TimelineView : public QWidget
{
    Q_OBJECT
public:
    struct Bar
    {
        NodeState stage = NodeState::Unknown;
        qint64 milliseconds = 0;
        bool isRunning = false; ///< the stage that the node is in
        QString reason;
    };

    explicit TimelineView(QWidget *parent = nullptr);

    void setBars(const QList<Bar> &bars);
    /// Median of each stage in ms; stages that nobody has left yet are missing.
    void setMedians(const QMap<NodeState, qint64> &medians);

    /// The bars of a node's events, in order; the stage it is in comes last.
    [[nodiscard]] static QList<Bar> barsOf(const NodeDetail &detail, qint64 now);
    [[nodiscard]] static QMap<NodeState, qint64> mediansOf(const QList<Event> &events);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// Where the parts of a row lie, and how many milliseconds fill it.
    struct Columns
    {
        int nameWidth = 0;
        int timeWidth = 0;
        int left = 0;
        int room = 0;
        qint64 longest = 1;
    };

    [[nodiscard]] Columns columns() const;
    void paintBar(QPainter &painter, const Bar &bar, const Columns &columns, int y) const;

    QList<Bar> m_bars;
    QMap<NodeState, qint64> m_medians;
};

} // namespace cid
