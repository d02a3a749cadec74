// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/jobs/job_log.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr qsizetype maxOutputLines = 200;

void appendLines(const std::vector<JobLogEntry> &entries, int depth, QStringList &lines)
{
    for (const JobLogEntry &entry : entries) {
        lines << QString(qsizetype(2) * depth, u' ') + entry.text;
        appendLines(entry.children, depth + 1, lines);
    }
}

} // namespace

void JobLog::beginJob(const QString &description)
{
    m_entries.push_back({JobLogEntry::Kind::Job, description, {}});
    m_jobRuns = true;
}

void JobLog::step(const QString &text)
{
    open().push_back({JobLogEntry::Kind::Step, text, {}});
}

void JobLog::command(const QString &commandLine, const QString &output, const QString &status)
{
    JobLogEntry entry{JobLogEntry::Kind::Command, commandLine, {}};
    const QStringList lines = output.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines.mid(0, maxOutputLines))
        entry.children.push_back({JobLogEntry::Kind::Output, line, {}});
    if (lines.size() > maxOutputLines)
        entry.children.push_back(
            {JobLogEntry::Kind::Output, u"(%1 more lines)"_s.arg(lines.size() - maxOutputLines), {}});
    entry.children.push_back({JobLogEntry::Kind::Outcome, status, {}});
    open().push_back(std::move(entry));
}

void JobLog::endJob(const Status &status)
{
    open().push_back({JobLogEntry::Kind::Outcome, status ? u"done"_s : u"failed: "_s + status.error().text, {}});
    m_jobRuns = false;
}

QStringList JobLog::lines(qsizetype maximum) const
{
    QStringList all;
    appendLines(m_entries, 0, all);
    return all.mid(std::max<qsizetype>(0, all.size() - maximum));
}

std::vector<JobLogEntry> &JobLog::open()
{
    return m_jobRuns ? m_entries.back().children : m_entries;
}

} // namespace cid
