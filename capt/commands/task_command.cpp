// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/task_command.h"

#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

void TaskCommand::takeLine(const QString &line)
{
    writeOut(printable(line, true) + u'\n');
}

bool TaskCommand::take(const Result<TaskUpdate> &update)
{
    if (std::exchange(m_hasProgress, false))
        writeError(u"\r\x1b[K"_s);
    if (!update) {
        failWith(update.error());
        return false;
    }
    for (const QString &line : update->lines)
        takeLine(line);
    if (update->finished) {
        Q_EMIT finished(lastCode());
        return false;
    }
    if (::isatty(STDERR_FILENO) == 1) {
        m_hasProgress = true;
        const QString done = formatBytes(update->done);
        writeError(
            update->total > 0
                ? tr("%1 of %2, %3 %").arg(done, formatBytes(update->total)).arg(update->done * 100 / update->total)
                : done);
    }
    return true;
}

} // namespace cid
