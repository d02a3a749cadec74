// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/observer.h"

#include "common/domain/node_state.h"
#include "kid/deploy/current_image.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// True where some event leads from the one state to the other.
bool isInTable(const QString &from, const QString &to)
{
    const auto before = nodeStateFromName(from);
    const auto after = nodeStateFromName(to);
    if (!before || !after)
        return false;
    for (int i = 0; i < nodeEventCount; ++i) {
        if (nextState(*before, static_cast<NodeEvent>(i)) == after)
            return true;
    }
    return false;
}

QString describe(const SeenEvent &event)
{
    return u"event %1 of %2 (deployment %3): %4 -> %5"_s.arg(event.id)
        .arg(event.node)
        .arg(event.deployment)
        .arg(event.from, event.to);
}

} // namespace

QList<SeenEvent> Observer::readEvents(const QString &database)
{
    QList<SeenEvent> events;
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"observer"_s);
        connection.setDatabaseName(database);
        connection.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
        QSqlQuery query(connection.open() ? connection : QSqlDatabase());
        if (query.exec(u"SELECT id, node, job, deployment, what, from_state, to_state FROM events ORDER BY id"_s)) {
            while (query.next()) {
                events.append({query.value(0).toLongLong(), query.value(1).toString(), query.value(2).toString(),
                               query.value(3).toLongLong(), query.value(4).toString(), query.value(5).toString(),
                               query.value(6).toString()});
            }
        }
    }
    QSqlDatabase::removeDatabase(u"observer"_s);
    return events;
}

QList<SeenRecord> Observer::readRecords(const QString &nodesFolder)
{
    QList<SeenRecord> records;
    QDirIterator files(nodesFolder, {u"curr_img"_s}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (!path.endsWith(QLatin1StringView(currentImagePath)))
            continue;
        QFile file(path);
        const auto current =
            file.open(QIODevice::ReadOnly) ? parseCurrentImage(file.readAll()) : Result<CurrentImage>(fail(Error{}));
        const QString node = path.mid(nodesFolder.size() + 1).section(u'/', 0, 0);
        if (current)
            records.append({node, current->digest.toHex(), current->deployment});
    }
    return records;
}

QStringList Observer::brokenChains(const QList<SeenEvent> &events)
{
    QStringList wrong;
    QHash<QString, QString> states;
    for (const SeenEvent &event : events) {
        if (event.what != u"state"_s)
            continue;
        const QString before = states.value(event.node, u"unknown"_s);
        if (before != event.from)
            wrong.append(u"the chain broke, it was in \"%1\": %2"_s.arg(before, describe(event)));
        if (!isInTable(event.from, event.to))
            wrong.append(u"no such step: "_s + describe(event));
        states[event.node] = event.to;
    }
    return wrong;
}

QStringList Observer::unendedJobs(const QList<SeenEvent> &events)
{
    QStringList wrong;
    QSet<QString> under;
    QHash<QString, qint64> ended;
    for (const SeenEvent &event : events) {
        if (event.job.isEmpty())
            continue;
        if (event.what == u"job"_s && event.from == u"active"_s) {
            under.remove(event.job);
            ended.insert(event.job, event.id);
        } else if (event.what == u"state"_s) {
            if (ended.contains(event.job))
                wrong.append(u"job %1 had ended: %2"_s.arg(event.job, describe(event)));
            under.insert(event.job);
        }
    }
    for (const QString &job : std::as_const(under)) {
        if (!ended.contains(job))
            wrong.append(u"job %1 never ended"_s.arg(job));
    }
    return wrong;
}

QStringList Observer::doubleWork(const QList<SeenEvent> &events)
{
    QStringList wrong;
    QHash<qint64, bool> isPast; ///< by deployment: it got behind dividing the disk, and the machine did not begin again
    for (const SeenEvent &event : events) {
        if (event.what != u"state"_s || event.deployment == 0)
            continue;
        if (event.to == u"partitioning"_s && isPast.value(event.deployment))
            wrong.append(u"the disk was divided a second time: "_s + describe(event));
        else if (event.to == u"blancmange"_s || event.to == u"installing"_s)
            isPast[event.deployment] = true;
        else if (event.to == u"netbooted"_s || event.to == u"failed"_s)
            isPast.remove(event.deployment);
    }
    return wrong;
}

QStringList Observer::wrongImages(const QList<SeenEvent> &events, const QList<SeenRecord> &records,
                                  const QList<QByteArray> &digests)
{
    QStringList wrong;
    QHash<QString, SeenEvent> last;
    for (const SeenEvent &event : events) {
        if (event.what == u"state"_s)
            last[event.node] = event;
    }
    for (const SeenEvent &event : std::as_const(last)) {
        if (event.to != u"running"_s)
            continue;
        const bool hasOwn = std::any_of(records.begin(), records.end(), [&](const SeenRecord &record) {
            return record.node == event.node && digests.contains(record.digest)
                && (event.deployment == 0 || record.deployment == event.deployment);
        });
        if (!hasOwn)
            wrong.append(u"no slot of the node holds what it runs: "_s + describe(event));
    }
    for (const SeenRecord &record : records) {
        if (!digests.contains(record.digest))
            wrong.append(u"a slot of %1 says that it holds an image that nobody has"_s.arg(record.node));
    }
    return wrong;
}

} // namespace cid
