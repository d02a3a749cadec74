// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/pack/packer.h"

#include <QElapsedTimer>
#include <QString>

namespace cid {

/// Standard error of a program for people: whole lines, and one on a terminal that is written over a few times a
/// second.
class ProgressLine
{
public:
    explicit ProgressLine(bool isShown);
    ~ProgressLine() { clear(); }
    Q_DISABLE_COPY_MOVE(ProgressLine)

    void show(const PackProgress &now);
    void clear() const;

private:
    bool m_isShown;
    QElapsedTimer m_timer;
    qint64 m_last = 0;
};

/// Writes to standard error at once; without line end.
void say(const QString &text);

} // namespace cid
