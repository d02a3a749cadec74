// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/pack/packer.h"

#include <QElapsedTimer>
#include <QString>

namespace cid {

/// How far it is, on standard error: on a terminal one line that is written over a few times a second, or a line every
/// two seconds for logs.
class ProgressLine
{
public:
    enum class Kind : quint8 {
        None,
        Terminal, ///< nothing where there is none
        Lines,
    };
    explicit ProgressLine(Kind kind);
    ~ProgressLine() { clear(); }
    Q_DISABLE_COPY_MOVE(ProgressLine)

    void show(const PackProgress &now);
    void clear() const;

private:
    Kind m_kind;
    QElapsedTimer m_timer;
    qint64 m_last = 0;
};

/// Writes to standard error at once; without line end.
void say(const QString &text);

} // namespace cid
