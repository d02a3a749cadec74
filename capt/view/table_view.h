// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/terminal.h"
#include "capt/view/job_view.h"

namespace cid {

/// A table on the terminal that is drawn over itself: a line for each node, or, where the window is too low, for each
/// stage with its nodes.
class TableView final : public JobView
{
    Q_OBJECT
public:
    explicit TableView(JobRun &run);
    ~TableView() override;

private:
    /// One line with the tone of its stage.
    struct Line
    {
        QString head;
        QString stage;
        QString rest;
        Tone tone = Tone::Plain;
    };

    void drawSoon();
    void draw();
    [[nodiscard]] QList<Line> nodeLines() const;
    [[nodiscard]] QList<Line> stageLines() const;
    [[nodiscard]] QString title() const;

    QTimer m_timer;
    QElapsedTimer m_clock;
    QString m_trouble;
    int m_drawn = 0; ///< lines on the screen
};

} // namespace cid
