// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/mkimg/progress_line.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

void say(const QString &text)
{
    std::fputs(qUtf8Printable(text), stderr);
}

ProgressLine::ProgressLine(Kind kind)
    : m_kind(kind == Kind::Terminal && ::isatty(STDERR_FILENO) != 1 ? Kind::None : kind)
{
    m_timer.start();
}

void ProgressLine::show(const PackProgress &now)
{
    constexpr qint64 terminalMs = 200;
    constexpr qint64 linesMs = 2'000;
    const bool isTerminal = m_kind == Kind::Terminal;
    if (m_kind == Kind::None || m_timer.elapsed() - m_last < (isTerminal ? terminalMs : linesMs))
        return;
    m_last = m_timer.elapsed();
    const double seconds = static_cast<double>(m_last) / 1000;
    const double rate = static_cast<double>(std::max<ByteCount>(now.bytes, 1)) / seconds;
    const QString text =
        u"%1 %  %2 of %3 files  %4  %5/s  %6 left"_s.arg(now.totalBytes > 0 ? now.bytes * 100 / now.totalBytes : 0)
            .arg(now.entries)
            .arg(now.totalEntries)
            .arg(formatBytes(now.bytes), formatBytes(static_cast<ByteCount>(rate)),
                 formatSeconds(static_cast<qint64>(static_cast<double>(now.totalBytes - now.bytes) / rate)));
    say(isTerminal ? u"\r\x1b[K"_s + text : text + u'\n');
}

void ProgressLine::clear() const
{
    if (m_kind == Kind::Terminal)
        say(u"\r\x1b[K"_s);
}

} // namespace cid
