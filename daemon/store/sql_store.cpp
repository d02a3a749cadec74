// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/sql_store.h"

#include "daemon/store/rows.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// True for a success; keeps the error of a failure.
template <typename T> bool keep(const Result<T> &result, Error &error)
{
    if (!result)
        error = result.error();
    return result.has_value();
}

} // namespace

template <typename T>
Result<QList<T>> SqlStore::list(const QString &rest, const QVariantList &values, Status (*read)(const QSqlQuery &, T &))
{
    auto query = m_database.run(rows::select<T>(rest), values);
    if (!query)
        return fail(query.error());
    QList<T> result;
    while (query->next()) {
        T value;
        const Status status = read(*query, value);
        if (!status)
            return fail(status.error());
        result.append(std::move(value));
    }
    return result;
}

template <typename T> Status SqlStore::put(const QList<T> &all)
{
    if (all.isEmpty())
        return {};
    auto query = m_database.prepare(rows::upsert<T>());
    if (!query)
        return fail(query.error());
    for (const T &value : all) {
        const Status status = Database::execute(*query, rows::values(value));
        if (!status)
            return status;
    }
    return {};
}

Status SqlStore::putPermissions(const QMap<PermissionKey, std::optional<Permission>> &permissions)
{
    QList<Permission> given;
    for (auto row = permissions.cbegin(); row != permissions.cend(); ++row) {
        if (*row) {
            given.append(**row);
            continue;
        }
        const auto removed = m_database.run(u"DELETE FROM permissions WHERE node = ? AND deployment = ?"_s,
                                            {row.key().first, row.key().second});
        if (!removed)
            return fail(removed.error());
    }
    return put(given);
}

Status SqlStore::putHolds(const QMap<NodeName, std::optional<Hold>> &holds)
{
    QList<Hold> given;
    for (auto row = holds.cbegin(); row != holds.cend(); ++row) {
        if (*row) {
            given.append(**row);
            continue;
        }
        const auto removed = m_database.run(u"DELETE FROM holds WHERE node = ?"_s, {row.key()});
        if (!removed)
            return fail(removed.error());
    }
    return put(given);
}

Status SqlStore::write(const ChangeSet &changes)
{
    Status status = put(changes.nodes.values());
    if (status)
        status = put(changes.jobs.values());
    if (status)
        status = put(changes.deployments.values());
    if (status)
        status = putPermissions(changes.permissions);
    if (status)
        status = putHolds(changes.holds);
    if (status)
        status = put(changes.events);
    return status;
}

Status SqlStore::commit(const ChangeSet &changes)
{
    Status status = m_database.begin();
    if (!status)
        return status;
    status = write(changes);
    if (status)
        status = m_database.commit();
    if (!status)
        m_database.rollBack();
    return status;
}

Result<qint64> SqlStore::highest(const QString &table)
{
    auto query = m_database.run(u"SELECT MAX(id) FROM "_s + table);
    if (!query)
        return fail(query.error());
    return query->next() ? query->value(0).toLongLong() : 0;
}

Result<Snapshot> SqlStore::load()
{
    Snapshot snapshot;
    auto nodes = list<NodeFacts>(u"ORDER BY name"_s);
    auto jobs = list<Job>(u"WHERE state = 'active' ORDER BY created_at, id"_s);
    auto deployments = list<Deployment>(u"WHERE job IN (SELECT id FROM jobs WHERE state = 'active') AND created_at >= "
                                        "(SELECT j.created_at FROM jobs j WHERE j.id = deployments.job) ORDER BY id"_s);
    auto permissions = list<Permission>(u"ORDER BY node, deployment"_s);
    auto holds = list<Hold>(u"ORDER BY node"_s);
    const auto deployment = highest(u"deployments"_s);
    const auto event = highest(u"events"_s);
    Error error;
    const bool isWhole = keep(nodes, error) && keep(jobs, error) && keep(deployments, error) && keep(permissions, error)
        && keep(holds, error) && keep(deployment, error) && keep(event, error);
    if (!isWhole)
        return fail(error);
    snapshot.nodes = std::move(*nodes);
    snapshot.jobs = std::move(*jobs);
    snapshot.deployments = std::move(*deployments);
    snapshot.permissions = std::move(*permissions);
    snapshot.holds = std::move(*holds);
    snapshot.lastDeployment = *deployment;
    snapshot.lastEvent = *event;
    return snapshot;
}

Result<QList<Job>> SqlStore::jobs(const JobsQuery &query)
{
    Status (*read)(const QSqlQuery &, Job &) = rows::readBrief;
    if (query.withNodes)
        read = rows::read;
    return list<Job>((query.activeOnly ? u"WHERE state = 'active' "_s : QString())
                         + u"ORDER BY created_at DESC, id LIMIT ?"_s,
                     {query.limit}, read);
}

Result<JobRecord> SqlStore::job(const JobId &id)
{
    auto jobs = list<Job>(u"WHERE id = ?"_s, {id});
    if (!jobs)
        return fail(jobs.error());
    if (jobs->isEmpty())
        return fail(makeError(ErrorKind::NotFound, "job.unknown", u"There is no job %1"_s.arg(id)));
    const Job &job = jobs->first();
    auto deployments = list<Deployment>(u"WHERE job = ? AND created_at >= ? ORDER BY id"_s, {id, job.createdAt});
    if (!deployments)
        return fail(deployments.error());
    return JobRecord{job, std::move(*deployments)};
}

Result<QList<Event>> SqlStore::events(const EventQuery &query)
{
    QStringList conditions{u"id > ?"_s};
    QVariantList values{query.after};
    const auto add = [&](const QString &column, const QVariant &value) {
        conditions.append(column + u" = ?"_s);
        values.append(value);
    };
    if (!query.node.isEmpty())
        add(u"node"_s, query.node);
    if (!query.job.isEmpty())
        add(u"job"_s, query.job);
    if (query.deployment != 0)
        add(u"deployment"_s, query.deployment);
    if (!query.what.isEmpty()) {
        conditions.append(u"what IN (%1)"_s.arg(QStringList(query.what.size(), u"?"_s).join(u',')));
        for (const QString &what : query.what)
            values.append(what);
    }
    values.append(query.limit);
    const bool newest = query.after < 0;
    auto result = list<Event>(u"WHERE "_s + conditions.join(u" AND "_s)
                                  + (newest ? u" ORDER BY id DESC LIMIT ?"_s : u" ORDER BY id LIMIT ?"_s),
                              values);
    if (result && newest)
        std::reverse(result->begin(), result->end());
    return result;
}

Result<QList<Deployment>> SqlStore::deploymentsOf(const NodeName &node, int limit)
{
    return list<Deployment>(u"WHERE node = ? ORDER BY id DESC LIMIT ?"_s, {node, limit});
}

} // namespace cid
