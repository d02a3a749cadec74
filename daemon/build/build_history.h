// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/wire/build_messages.h"

#include <QByteArrayList>

namespace cid {

/// What was built, on the disk: <folder>/builds/<id>.build (the build as one message) and <id>.log. The oldest go when
/// there are more than build::keptBuilds. Lives on the main thread.
class BuildHistory
{
public:
    explicit BuildHistory(const QString &folder)
        : m_folder(folder + QStringLiteral("/builds"))
    { }

    /// All of it, the oldest first. Builds that an earlier run left unfinished have failed: "interrupted".
    [[nodiscard]] Result<QList<Build>> open();
    [[nodiscard]] Status save(const Build &build) const;
    /// Appends to the log; up to build::maxLog, then one line that says so. How many lines were written.
    qint64 append(qint64 build, const QByteArrayList &lines) const;
    /// At most build::linesPerUpdate lines and about build::bytesPerUpdate from the byte \a offset on, which moves
    /// behind them.
    [[nodiscard]] QStringList read(qint64 build, qint64 &offset) const;
    void remove(qint64 build) const;

private:
    [[nodiscard]] QString path(qint64 build, const char *suffix) const;

    QString m_folder;
};

} // namespace cid
