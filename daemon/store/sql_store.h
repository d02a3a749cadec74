// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/state_store.h"
#include "daemon/store/database.h"
#include "daemon/store/rows.h"

namespace cid {

/// The state in SQLite or PostgreSQL. Made, used and destroyed on one thread.
class SqlStore final : public StateStore
{
public:
    /// See Database::open.
    [[nodiscard]] Status open(const QString &where) { return m_database.open(where); }

    [[nodiscard]] Result<Snapshot> load() override;
    [[nodiscard]] Status commit(const ChangeSet &changes) override;
    [[nodiscard]] Result<QList<Job>> jobs(const JobsQuery &query) override;
    [[nodiscard]] Result<QList<Event>> events(const EventQuery &query) override;
    [[nodiscard]] Result<JobRecord> job(const JobId &id) override;
    [[nodiscard]] Result<QList<Deployment>> deploymentsOf(const NodeName &node, int limit) override;

private:
    template <typename T>
    [[nodiscard]] Result<QList<T>> list(const QString &rest, const QVariantList &values = {},
                                        Status (*read)(const QSqlQuery &, T &) = rows::read);
    template <typename T> [[nodiscard]] Status put(const QList<T> &all);
    [[nodiscard]] Status putPermissions(const QMap<PermissionKey, std::optional<Permission>> &permissions);
    [[nodiscard]] Status putHolds(const QMap<NodeName, std::optional<Hold>> &holds);
    [[nodiscard]] Status write(const ChangeSet &changes);
    [[nodiscard]] Result<qint64> highest(const QString &table);

    Database m_database;
};

} // namespace cid
