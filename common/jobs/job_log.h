// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace cid {

/// One line of a job's log with what belongs to it: a job holds steps and commands, a command its output and status.
struct JobLogEntry
{
    enum class Kind : quint8 { Job, Step, Command, Output, Outcome };
    Kind kind = Kind::Job;
    QString text;
    std::vector<JobLogEntry> children;

    bool operator==(const JobLogEntry &) const = default;
};

/// The tree job -> command -> output -> status that survives for the operator. A plain value: one thread at a time.
/// Output is cut to 200 lines for each command, so that a log stays readable.
class JobLog
{
public:
    void beginJob(const QString &description);
    void step(const QString &text);
    /// \a output is one stream's text or several lines of it; \a status what came of the command.
    void command(const QString &commandLine, const QString &output, const QString &status);
    void endJob(const Status &status);

    [[nodiscard]] const std::vector<JobLogEntry> &entries() const { return m_entries; }
    /// The tree as indented lines; the last \a maximum of them.
    [[nodiscard]] QStringList lines(qsizetype maximum = 10'000) const;

private:
    /// Where the next line goes: into the job that runs, else to the top.
    [[nodiscard]] std::vector<JobLogEntry> &open();

    std::vector<JobLogEntry> m_entries;
    bool m_jobRuns = false;
};

} // namespace cid
