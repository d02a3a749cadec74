// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace cid {

/// One connection to the state database, with its schema brought up to date. Lives on one thread.
class Database
{
public:
    Database() = default;
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// A file that SQLite keeps, or "postgresql://[user[:password]@]host[:port]/name[?option=value&...]" with libpq's
    /// options. Invalid "store.bad-url", Io "store.failed" or "store.no-driver", Conflict "store.in-use" where another
    /// process has it, Refused "store.too-new" where a later cidd wrote it.
    [[nodiscard]] Status open(const QString &where);
    [[nodiscard]] Status begin();
    [[nodiscard]] Status commit();
    void rollBack();
    /// A query with its values bound in order, executed.
    [[nodiscard]] Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {});
    [[nodiscard]] Result<QSqlQuery> prepare(const QString &sql);
    /// Runs what prepare() gave.
    [[nodiscard]] static Status execute(QSqlQuery &query, const QVariantList &values);

    /// The schema that this build writes.
    [[nodiscard]] static int newestVersion();

private:
    [[nodiscard]] Status openFile(const QString &path);
    [[nodiscard]] Status openServer(const QString &url);
    [[nodiscard]] Status lockServer(const QString &shown);
    [[nodiscard]] Status migrate();
    [[nodiscard]] Result<int> version();
    [[nodiscard]] Status apply(int migration);

    QSqlDatabase m_database;
    QString m_name;
};

} // namespace cid
