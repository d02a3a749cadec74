// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/models/job_figures.h"

#include <QWidget>

namespace cid {

/// How far a job's nodes are: one bar, a part for each stage, with the numbers below.
class StageStrip : public QWidget
{
    Q_OBJECT
public:
    explicit StageStrip(QWidget *parent = nullptr);

    void setFigures(const JobFigures &figures);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Part
    {
        QString word;
        int count = 0;
        QColor colour;
    };
    [[nodiscard]] QList<Part> parts() const;

    JobFigures m_figures;
};

} // namespace cid
