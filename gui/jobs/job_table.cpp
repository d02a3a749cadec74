// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/job_table.h"

#include "common/config/host_text.h"
#include "gui/nodes/node_table.h"
#include "gui/widgets/theme.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>

namespace cid {

using namespace Qt::StringLiterals;

void JobTable::setJobs(const QList<Job> &jobs)
{
    const bool isSame = std::equal(jobs.begin(), jobs.end(), m_jobs.cbegin(), m_jobs.cend(),
                                   [](const Job &a, const Job &b) { return a.id == b.id; });
    if (!isSame) {
        beginResetModel();
        m_jobs = jobs;
        endResetModel();
        return;
    }
    m_jobs = jobs;
    if (!jobs.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnTotal - 1));
}

int JobTable::rowOf(const JobId &job) const
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [&job](const Job &one) { return one.id == job; });
    return found == m_jobs.end() ? -1 : static_cast<int>(found - m_jobs.begin());
}

int JobTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int JobTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnTotal;
}

QString JobTable::stateWord(JobState state)
{
    switch (state) {
    case JobState::Active:
        return tr("Running");
    case JobState::Done:
        return tr("Done");
    case JobState::Failed:
        return tr("Failed");
    case JobState::Cancelled:
        return tr("Cancelled");
    }
    return {};
}

QString JobTable::columnKey(int column)
{
    static const QStringList keys{u"job"_s,   u"state"_s, u"image"_s,   u"count"_s,
                                  u"nodes"_s, u"owner"_s, u"created"_s, u"took"_s};
    return keys.value(column);
}

QString JobTable::countText(const Job &job)
{
    const QString all = QLocale().toString(nodeCount(job));
    if (job.counts.nodes == 0 || job.counts.done == job.counts.nodes)
        return all; // Of an older cidd, or all there.
    const QString done = QLocale().toString(job.counts.done) + u" / "_s + all;
    return job.counts.failed > 0 ? done + u" (\u2717 "_s + QLocale().toString(job.counts.failed) + u')' : done;
}

QString JobTable::text(const Job &job, int column) const
{
    switch (column) {
    case Id:
        return job.id;
    case State:
        return stateWord(job.state);
    case Image:
        return job.resolved.toString();
    case Count:
        return countText(job);
    case Nodes:
        return hostsOf(job);
    case Owner:
        return job.owner == "operator"_L1 ? tr("operator") : tr("scheduler");
    case Created:
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(job.createdAt), QLocale::ShortFormat);
    case Took:
        return job.finishedAt > 0 ? durationText(job.finishedAt - job.createdAt) : QString();
    default:
        return {};
    }
}

QVariant JobTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Job &job = m_jobs[index.row()];
    if (role == Qt::DisplayRole || (role == Qt::ToolTipRole && index.column() == Nodes))
        return text(job, index.column());
    if (role == Qt::TextAlignmentRole && (index.column() == Count || index.column() == Took))
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && index.column() == State) {
        const Accent accent = job.state == JobState::Done ? Accent::Good
            : job.state == JobState::Active               ? Accent::Busy
            : job.state == JobState::Failed               ? Accent::Bad
                                                          : Accent::Quiet;
        return accentColour(accent, QGuiApplication::palette());
    }
    return {};
}

QVariant JobTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnTotal)
        return {};
    const QStringList titles{tr("Job"),   tr("State"),    tr("Image"), tr("Nodes"),
                             tr("Which"), tr("Asked by"), tr("Begun"), tr("Took")};
    return titles[section];
}

} // namespace cid
