// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/house/source_rules.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView licence("SPDX-License-Identifier: GPL-3.0-or-later");

struct Ban
{
    QString room; // The rule holds for files of this room; empty for all.
    QStringList exceptRooms;
    QRegularExpression pattern;
    QString reason;
};

const QList<Ban> &bans()
{
    static const QRegularExpression sockets(
        uR"(#include\s*<(QTcp|QSsl|QUdp|QLocalS|QAbstractSocket|QNetwork|QHttpS|sys/socket))"_s);
    static const QRegularExpression sql(uR"(#include\s*<QSql)"_s);
    static const QRegularExpression waits(
        uR"(\b(processEvents|waitFor(Connected|Encrypted|ReadyRead|BytesWritten|NewConnection)|QEventLoop)\b|\bQThread::m?u?sleep\b)"_s);
    static const QRegularExpression exceptions(uR"(\bthrow\s+[A-Za-z])"_s);
    const QString loop = u"common/service/epoll_dispatcher"_s; // What is banned elsewhere is what it is.
    static const QList<Ban> all = {
        {u"daemon/core"_s, {}, sockets, u"daemon/core knows no socket"_s},
        {QString(), {u"daemon/store"_s, u"tests"_s}, sql, u"SQL belongs to daemon/store"_s},
        {QString(), {u"tests"_s, loop + u".h"_s, loop + u".cpp"_s}, waits, u"no nested event loop, no blocking wait"_s},
        {QString(), {u"tests"_s}, exceptions, u"errors are results, not exceptions"_s},
    };
    return all;
}

bool isIn(const QString &room, const QString &path)
{
    return path == room || path.startsWith(room + u'/');
}

QString at(const QString &path, qsizetype index, const QString &what)
{
    return path + u':' + QString::number(index + 1) + u": "_s + what;
}

bool holds(const Ban &ban, const QString &path)
{
    if (!ban.room.isEmpty() && !isIn(ban.room, path))
        return false;
    return std::none_of(ban.exceptRooms.begin(), ban.exceptRooms.end(),
                        [&path](const QString &room) { return isIn(room, path); });
}

QString includeProblem(const RoomTable &table, const QString &path, const QString &target)
{
    if (target.endsWith(u".moc"_s))
        return {};
    const bool fromTest = isIn(u"tests"_s, path);
    if (isIn(u"tests"_s, target))
        return fromTest ? QString() : u"includes a header of the tests"_s;
    const QString theirs = table.roomOf(target);
    if (theirs.isEmpty())
        return u"\"%1\" is not spelled from the root or is in no room of docs/ARCHITECTURE.md"_s.arg(target);
    if (fromTest)
        return {};
    const QString ours = table.roomOf(path);
    if (table.mayUse(ours, theirs))
        return {};
    return u"%1 may not use %2 (\"%3\")"_s.arg(ours, theirs, target);
}

QStringList sizeAndLicence(const QString &path, const QStringList &lines, qsizetype licenceWithin)
{
    QStringList problems;
    const qsizetype count = lines.last().isEmpty() ? lines.size() - 1 : lines.size();
    if (count > maximumLines)
        problems << at(path, maximumLines, u"%1 lines, %2 at most"_s.arg(count).arg(maximumLines));
    for (qsizetype i = 0; i < qMin(licenceWithin, lines.size()); ++i) {
        if (lines[i].contains(licence))
            return problems;
    }
    return problems << at(path, 0, u"no line \"%1\""_s.arg(licence));
}

} // namespace

RoomTable RoomTable::fromMarkdown(const QString &text)
{
    static const QRegularExpression quoted(uR"(`([a-z_]+(?:/[a-z_.]+)*)`)"_s);
    RoomTable table;
    for (const QString &line : text.split(u'\n')) {
        const QStringList cells = line.split(u'|');
        if (cells.size() != 5)
            continue;
        QStringList uses;
        for (auto match = quoted.globalMatch(cells[3]); match.hasNext();)
            uses << match.next().captured(1);
        for (auto match = quoted.globalMatch(cells[1]); match.hasNext();)
            table.m_uses[match.next().captured(1)] = uses;
    }
    return table;
}

QString RoomTable::roomOf(const QString &path) const
{
    QString best;
    for (auto it = m_uses.keyBegin(); it != m_uses.keyEnd(); ++it) {
        if (isIn(*it, path) && it->size() > best.size())
            best = *it;
    }
    return best;
}

bool RoomTable::mayUse(const QString &room, const QString &target) const
{
    const QStringList uses = m_uses.value(room);
    return room == target
        || std::any_of(uses.begin(), uses.end(), [&target](const QString &use) { return isIn(use, target); });
}

QStringList RoomTable::unknownNames() const
{
    QStringList unknown;
    for (const QStringList &uses : m_uses) {
        for (const QString &use : uses) {
            const bool known = std::any_of(m_uses.keyBegin(), m_uses.keyEnd(),
                                           [&use](const QString &room) { return isIn(use, room); });
            if (!known)
                unknown << use;
        }
    }
    return unknown;
}

QStringList findProblems(const RoomTable &table, const QString &path, const QString &text)
{
    static const QRegularExpression include(uR"re(^\s*#\s*include\s*"([^"]+)")re"_s);
    const QStringList lines = text.split(u'\n');
    QStringList problems = sizeAndLicence(path, lines, 1);
    if (!isIn(u"tests"_s, path) && table.roomOf(path).isEmpty())
        problems << at(path, 0, u"is in no room of docs/ARCHITECTURE.md"_s);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto match = include.match(lines[i]);
        const QString wrong = match.hasMatch() ? includeProblem(table, path, match.captured(1)) : QString();
        if (!wrong.isEmpty())
            problems << at(path, i, wrong);
        if (lines[i].trimmed().startsWith(u"//"_s))
            continue;
        for (const Ban &ban : bans()) {
            if (holds(ban, path) && lines[i].contains(ban.pattern))
                problems << at(path, i, ban.reason);
        }
    }
    return problems;
}

QStringList findScriptProblems(const QString &path, const QString &text)
{
    return sizeAndLicence(path, text.split(u'\n'), 2);
}
