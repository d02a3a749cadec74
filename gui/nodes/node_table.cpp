// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_table.h"

#include "gui/nodes/state_look.h"

#include <QLocale>

namespace cid {

using namespace Qt::StringLiterals;

QString rateText(double bytesPerSecond)
{
    if (bytesPerSecond < 1)
        return {};
    return NodeTable::tr("%1 MB/s").arg(QLocale().toString(bytesPerSecond / 1e6, 'f', bytesPerSecond < 1e8 ? 1 : 0));
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds < 0)
        return {};
    const qint64 seconds = milliseconds / 1000;
    constexpr qint64 day = 86'400;
    if (seconds < 60)
        return NodeTable::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return NodeTable::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    if (seconds < day)
        return NodeTable::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
    return NodeTable::tr("%1 d %2 h").arg(seconds / day).arg(seconds % day / 3600);
}

QString NodeTable::columnKey(int column)
{
    static const QStringList keys{u"node"_s,  u"group"_s,  u"stage"_s,   u"progress"_s, u"rate"_s,
                                  u"trend"_s, u"left"_s,   u"elapsed"_s, u"image"_s,    u"wanted"_s,
                                  u"job"_s,   u"reason"_s, u"seen"_s,    u"address"_s,  u"attempt"_s};
    return keys.value(column);
}

QString NodeTable::columnTitle(int column)
{
    switch (column) {
    case Name:
        return tr("Node");
    case Group:
        return tr("Group");
    case Stage:
        return tr("Stage");
    case ProgressColumn:
        return tr("Progress");
    case Rate:
        return tr("Rate");
    case Trend:
        return tr("Trend");
    case Left:
        return tr("Time left");
    case Elapsed:
        return tr("In stage");
    case Image:
        return tr("Image");
    case Wanted:
        return tr("Wanted");
    case JobColumn:
        return tr("Job");
    case Reason:
        return tr("Reason");
    case Seen:
        return tr("Last seen");
    case Address:
        return tr("Address");
    case Attempt:
        return tr("Attempt");
    default:
        return {};
    }
}

QString NodeTable::text(int row, int column) const
{
    const int source = boardRow(row);
    const QVariant raw = value(source, column);
    switch (column) {
    case Stage:
        return StateLook::word(status(row).state);
    case ProgressColumn:
        return raw.toInt() < 0 ? QString() : tr("%1 %").arg(raw.toInt() / 10);
    case Rate:
    case Trend:
        return rateText(raw.toDouble());
    case Left:
    case Elapsed:
        return durationText(raw.toLongLong());
    case Seen: {
        constexpr qint64 fresh = 15'000;
        if (raw.toLongLong() < 0)
            return tr("never");
        return raw.toLongLong() < fresh ? tr("now") : tr("%1 ago").arg(durationText(raw.toLongLong()));
    }
    case Image:
        return status(row).drifted ? tr("%1 (drifted?)").arg(raw.toString()) : raw.toString();
    case Attempt:
        return raw.toInt() > 0 ? QLocale().toString(raw.toInt()) : QString();
    default:
        return raw.toString();
    }
}

QString NodeTable::sectionText(const Section &section) const
{
    const QString name = section.name.isEmpty() ? tr("(no group)") : section.name;
    QString text = tr("%1: %n node(s)", nullptr, section.total).arg(name);
    if (section.busy > 0)
        text += u", "_s + tr("%n busy", nullptr, section.busy);
    if (section.failed > 0)
        text += u", "_s + tr("%n failed or lost", nullptr, section.failed);
    return text;
}

QVariant NodeTable::alignment(int column)
{
    switch (column) {
    case Rate:
    case Left:
    case Elapsed:
    case Seen:
    case Attempt:
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    }
}

QVariant NodeTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Section *group = section(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        if (group)
            return index.column() == Name ? QVariant(sectionText(*group)) : QVariant();
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        if (group || (index.column() != Reason && index.column() != Image && index.column() != Wanted))
            return {};
        return text(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    default:
        return NodeTableModel::data(index, role);
    }
}

QVariant NodeTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnTotal)
        return {};
    if (role == Qt::DisplayRole)
        return columnTitle(section);
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    return {};
}

} // namespace cid
