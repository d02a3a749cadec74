// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/events/event_table.h"

#include "gui/jobs/job_table.h"
#include "gui/nodes/node_table.h"
#include "gui/nodes/state_look.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QString stateWord(const QString &name)
{
    if (const auto state = nodeStateFromName(name))
        return StateLook::word(*state);
    for (const JobState state : {JobState::Active, JobState::Done, JobState::Failed, JobState::Cancelled}) {
        if (jobStateName(state) == name)
            return JobTable::stateWord(state);
    }
    return name;
}

} // namespace

void EventTable::add(const QList<Event> &events)
{
    QList<Event> fresh;
    for (const Event &event : events) {
        if (event.id > lastId() && (fresh.isEmpty() || event.id > fresh.first().id))
            fresh.prepend(event);
    }
    if (fresh.isEmpty())
        return;
    fresh = fresh.mid(0, kept);
    beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
    m_events = fresh + m_events;
    endInsertRows();
    if (m_events.size() > kept) {
        beginRemoveRows({}, static_cast<int>(kept), rowCount() - 1);
        m_events.resize(kept);
        endRemoveRows();
    }
}

int EventTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnTotal;
}

QString EventTable::columnKey(int column)
{
    static const QStringList keys{u"time"_s, u"node"_s, u"what"_s, u"change"_s,
                                  u"took"_s, u"job"_s,  u"who"_s,  u"reason"_s};
    return keys.value(column);
}

QString EventTable::whatWord(const QByteArray &what)
{
    static const QHash<QByteArray, const char *> words{
        {"state", QT_TR_NOOP("stage")},
        {"stage-failed", QT_TR_NOOP("stage failed")},
        {"job", QT_TR_NOOP("job")},
        {"order", QT_TR_NOOP("order")},
        {"refused", QT_TR_NOOP("refused")},
        {"enrolled", QT_TR_NOOP("enrolled")},
        {"adopted", QT_TR_NOOP("adopted")},
        {"conflict", QT_TR_NOOP("conflict")},
        {"document", QT_TR_NOOP("file saved")},
        {"build", QT_TR_NOOP("build begun")},
        {"built", QT_TR_NOOP("built")},
        {"build-failed", QT_TR_NOOP("build failed")},
        {"capture", QT_TR_NOOP("capture begun")},
        {"captured", QT_TR_NOOP("captured")},
        {"capture-failed", QT_TR_NOOP("capture failed")},
        {"capture-cancelled", QT_TR_NOOP("capture cancelled")},
    };
    // A newer server may know more kinds.
    const char *word = words.value(what);
    return word ? tr(word) : QString::fromLatin1(what);
}

QString EventTable::text(const Event &event, int column)
{
    switch (column) {
    case Time: {
        // With seconds, which no locale's short form has.
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(event.time);
        return QLocale().toString(time.date(), QLocale::ShortFormat) + time.time().toString(u" HH:mm:ss"_s);
    }
    case Node:
        return event.node;
    case What:
        return whatWord(event.what);
    case Change:
        return event.from.isEmpty() ? stateWord(event.to)
            : event.to.isEmpty()    ? stateWord(event.from)
                                    : stateWord(event.from) + u" → "_s + stateWord(event.to);
    case Took:
        return event.duration > 0 ? durationText(event.duration) : QString();
    case JobColumn:
        return event.job;
    case Who:
        return event.who;
    default:
        return event.reason;
    }
}

QVariant EventTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Event &event = m_events[index.row()];
    if (role == Qt::DisplayRole || (role == Qt::ToolTipRole && index.column() == Reason))
        return text(event, index.column());
    if (role == Qt::TextAlignmentRole && index.column() == Took)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && index.column() == Change) {
        const auto state = nodeStateFromName(event.to);
        if (state)
            return accentColour(StateLook::accent(*state), QGuiApplication::palette());
    }
    return {};
}

QVariant EventTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnTotal)
        return {};
    const QStringList titles{tr("Time"), tr("Node"), tr("What"), tr("Change"),
                             tr("Took"), tr("Job"),  tr("Who"),  tr("Reason")};
    return titles[section];
}

} // namespace cid
