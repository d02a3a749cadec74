// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "daemon/core/change_set.h"

#include <QSqlQuery>
#include <QVariant>

// How each kind of value lies in its table. Reading checks everything: rows are input, too.
namespace cid::rows {

/// Table and columns of T, the first one the key where no other is named.
template <typename T> struct Table;
template <> struct Table<NodeFacts>
{
    static constexpr auto name = "nodes";
    static constexpr auto columns = "name,state,since,last_seen,address,epoch,adopted,image,digest,drifted,"
                                    "failure_stage,failure_code,failure_reason,failure_log,key_kept,enrol_until,"
                                    "secrets_from";
};
template <> struct Table<Job>
{
    static constexpr auto name = "jobs";
    static constexpr auto columns = "id,owner,image,resolved,nodes,state,created_at,deadline,finished_at,"
                                    "node_count,open_count,done_count,failed_count,by_operator";
};
template <> struct Table<Deployment>
{
    static constexpr auto name = "deployments";
    static constexpr auto columns =
        "id,job,node,image,digest,nonce,state,attempt,created_at,finished_at,"
        "failure_stage,failure_code,failure_reason,failure_log,reinstall,ordered_at,taken,failures,power_cycles";
};
template <> struct Table<Permission>
{
    static constexpr auto name = "permissions";
    static constexpr auto columns = "node,deployment,disk,who,created_at,ends_at";
    static constexpr auto key = "node,deployment";
};
template <> struct Table<Hold>
{
    static constexpr auto name = "holds";
    static constexpr auto columns = "node,job,owner,since,ends_at";
};
template <> struct Table<Event>
{
    static constexpr auto name = "events";
    static constexpr auto columns = "id,time,node,job,deployment,what,from_state,to_state,duration,reason,who";
};

[[nodiscard]] QVariantList values(const NodeFacts &node);
[[nodiscard]] QVariantList values(const Job &job);
[[nodiscard]] QVariantList values(const Deployment &deployment);
[[nodiscard]] QVariantList values(const Permission &permission);
[[nodiscard]] QVariantList values(const Hold &hold);
[[nodiscard]] QVariantList values(const Event &event);

/// Corrupt "store.bad-row" where the row cannot have been written by us.
[[nodiscard]] Status read(const QSqlQuery &row, NodeFacts &node);
[[nodiscard]] Status read(const QSqlQuery &row, Job &job);
/// Its nodes as a short text alone, without a look at each.
[[nodiscard]] Status readBrief(const QSqlQuery &row, Job &job);
[[nodiscard]] Status read(const QSqlQuery &row, Deployment &deployment);
[[nodiscard]] Status read(const QSqlQuery &row, Permission &permission);
[[nodiscard]] Status read(const QSqlQuery &row, Hold &hold);
[[nodiscard]] Status read(const QSqlQuery &row, Event &event);

template <typename T> [[nodiscard]] QString keyOf()
{
    if constexpr (requires { Table<T>::key; })
        return QString::fromLatin1(Table<T>::key);
    else
        return QString::fromLatin1(Table<T>::columns).section(u',', 0, 0);
}

/// INSERT that replaces the row with the same key.
template <typename T> [[nodiscard]] QString upsert()
{
    const QStringList columns = QString::fromLatin1(Table<T>::columns).split(u',');
    QStringList sets;
    for (qsizetype i = 1; i < columns.size(); ++i)
        sets.append(columns[i] + QStringLiteral("=excluded.") + columns[i]);
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3) ON CONFLICT (%4) DO UPDATE SET %5")
        .arg(QLatin1StringView(Table<T>::name), QLatin1StringView(Table<T>::columns),
             QStringList(columns.size(), QStringLiteral("?")).join(u','), keyOf<T>(), sets.join(u','));
}

template <typename T> [[nodiscard]] QString select(const QString &rest = {})
{
    return QStringLiteral("SELECT %1 FROM %2 ")
               .arg(QLatin1StringView(Table<T>::columns), QLatin1StringView(Table<T>::name))
        + rest;
}

} // namespace cid::rows
