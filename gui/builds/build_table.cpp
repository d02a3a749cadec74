// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/builds/build_table.h"

#include "common/base/units.h"
#include "gui/widgets/theme.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

void BuildTable::setBuilds(const QList<Build> &builds)
{
    const bool isSame = std::equal(builds.begin(), builds.end(), m_builds.begin(), m_builds.end(),
                                   [](const Build &a, const Build &b) { return a.id == b.id; });
    if (!isSame) {
        beginResetModel();
        m_builds = builds;
        endResetModel();
        return;
    }
    for (const Build &build : builds)
        update(build);
}

void BuildTable::update(const Build &build)
{
    const int row = rowOf(build.id);
    if (row < 0 || m_builds[row] == build)
        return;
    m_builds[row] = build;
    Q_EMIT dataChanged(index(row, 0), index(row, columnTotal - 1));
}

int BuildTable::rowOf(qint64 build) const
{
    const auto found =
        std::find_if(m_builds.begin(), m_builds.end(), [build](const Build &one) { return one.id == build; });
    return found == m_builds.end() ? -1 : static_cast<int>(found - m_builds.begin());
}

int BuildTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_builds.size());
}

int BuildTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnTotal;
}

QString BuildTable::subject(const BuildRequest &request)
{
    switch (request.kind) {
    case BuildKind::Mkimg:
        return tr("Image %1").arg(request.image.toString());
    case BuildKind::BlancmangeGet:
        return tr("1. Get packages");
    case BuildKind::BlancmangeBuild:
        return tr("2. Build packages");
    case BuildKind::BlancmangeImage:
        return tr("3. Assemble");
    case BuildKind::BlancmangePublish:
        return tr("Publish");
    }
    return {};
}

// Colour never alone: each state has a sign, too.
QString BuildTable::stateWord(BuildState state)
{
    switch (state) {
    case BuildState::Waiting:
        return tr("… waits");
    case BuildState::Running:
        return tr("▸ runs");
    case BuildState::Done:
        return tr("✓ done");
    case BuildState::Failed:
        return tr("✕ failed");
    case BuildState::Cancelled:
        return tr("○ cancelled");
    }
    return {};
}

QString BuildTable::text(const Build &build, int column)
{
    switch (column) {
    case Number:
        return build.id > 0 ? QString::number(build.id) : QString();
    case What:
        return subject(build.request);
    case State:
        return stateWord(build.state);
    case Who:
        return build.request.who;
    case Asked:
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(build.askedAt), QLocale::ShortFormat);
    case Took: {
        if (build.startedAt == 0)
            return {};
        const qint64 end = build.finishedAt > 0 ? build.finishedAt : QDateTime::currentMSecsSinceEpoch();
        return formatSeconds(std::max<qint64>(0, end - build.startedAt) / 1000);
    }
    default:
        return build.command;
    }
}

QVariant BuildTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Build &build = m_builds[index.row()];
    if (role == Qt::DisplayRole)
        return text(build, index.column());
    if (role == Qt::ToolTipRole)
        return build.reason.isEmpty() ? build.command : build.reason;
    if (role != Qt::ForegroundRole || index.column() != State)
        return {};
    switch (build.state) {
    case BuildState::Done:
        return accentColour(Accent::Good, QGuiApplication::palette());
    case BuildState::Failed:
        return accentColour(Accent::Bad, QGuiApplication::palette());
    case BuildState::Running:
        return accentColour(Accent::Busy, QGuiApplication::palette());
    default:
        return quietText(QGuiApplication::palette());
    }
}

QVariant BuildTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnTotal)
        return {};
    const QStringList titles{tr("No."), tr("What"), tr("State"), tr("Who"), tr("Asked"), tr("Took"), tr("Command")};
    return titles[section];
}

} // namespace cid
