// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/database.h"

#include <QFile>
#include <QRegularExpression>
#include <QSqlError>
#include <QUrl>
#include <QUuid>
#include <QVariant>

static void initialiseResources()
{
    Q_INIT_RESOURCE(store);
}

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int newest = 8;
constexpr qint64 serverLock = 0x6e6f7450; // "notP": the key of an advisory lock, which is one for each database

Error failure(const QSqlError &error, const QString &what)
{
    const QString text = error.text().simplified();
    if (error.nativeErrorCode() == "5"_L1 || text.contains("locked"_L1))
        return makeError(ErrorKind::Conflict, "store.in-use",
                         u"%1: another process uses the state database"_s.arg(what));
    return makeError(ErrorKind::Io, "store.failed", u"%1: %2"_s.arg(what, text));
}

QString migrationText(int number)
{
    QFile file(u":/cid/store/%1"_s.arg(number, 4, 10, QLatin1Char('0')));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

Database::~Database()
{
    m_database = {};
    if (!m_name.isEmpty())
        QSqlDatabase::removeDatabase(m_name);
}

int Database::newestVersion()
{
    return newest;
}

Status Database::open(const QString &where)
{
    initialiseResources();
    m_name = QUuid::createUuid().toString(QUuid::Id128);
    const bool isServer = where.startsWith("postgresql://"_L1);
    if (!QSqlDatabase::isDriverAvailable(isServer ? u"QPSQL"_s : u"QSQLITE"_s)) {
        return fail(makeError(ErrorKind::Io, "store.no-driver",
                              u"Qt's database driver is missing: install %1"_s.arg(isServer ? "libqt6sql6-psql"_L1
                                                                                            : "libqt6sql6-sqlite"_L1)));
    }
    const Status opened = isServer ? openServer(where) : openFile(where);
    return opened ? migrate() : opened;
}

Status Database::openFile(const QString &path)
{
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    m_database.setDatabaseName(path);
    if (!m_database.open())
        return fail(failure(m_database.lastError(), path));
    // The lock is held from the first write to the end: a second daemon on the same state is refused at its start.
    for (const QString &pragma : {u"PRAGMA busy_timeout = 2000"_s, u"PRAGMA locking_mode = EXCLUSIVE"_s,
                                  u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s}) {
        const auto done = run(pragma);
        if (!done)
            return fail(withContext(done.error(), path));
    }
    return {};
}

Status Database::openServer(const QString &url)
{
    const QUrl parts(url, QUrl::StrictMode);
    if (!parts.isValid() || parts.host().isEmpty() || parts.path().size() < 2) {
        return fail(makeError(ErrorKind::Invalid, "store.bad-url",
                              u"database: expected postgresql://user@host:port/name, found \"%1\""_s.arg(
                                  parts.toDisplayString(QUrl::RemovePassword))));
    }
    m_database = QSqlDatabase::addDatabase(u"QPSQL"_s, m_name);
    m_database.setHostName(parts.host());
    m_database.setPort(parts.port(5432));
    m_database.setDatabaseName(parts.path().mid(1));
    m_database.setUserName(parts.userName());
    m_database.setPassword(parts.password());
    m_database.setConnectOptions(parts.query().replace(u'&', u';')); // as libpq has them: sslmode=verify-full
    const QString shown = parts.toDisplayString(QUrl::RemovePassword);
    if (!m_database.open())
        return fail(failure(m_database.lastError(), shown));
    return lockServer(shown);
}

// As with the file: who has the lock is the only one who writes. It goes with the connection.
Status Database::lockServer(const QString &shown)
{
    for (const QString &setting : {u"SET synchronous_commit = on"_s, u"SET client_min_messages = warning"_s}) {
        const auto done = run(setting);
        if (!done)
            return fail(withContext(done.error(), shown));
    }
    auto query = run(u"SELECT pg_try_advisory_lock(?)"_s, {serverLock});
    if (!query)
        return fail(withContext(query.error(), shown));
    if (query->next() && query->value(0).toBool())
        return {};
    return fail(
        makeError(ErrorKind::Conflict, "store.in-use", u"%1: another process uses the state database"_s.arg(shown)));
}

Result<int> Database::version()
{
    const auto created = run(u"CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)"_s);
    if (!created)
        return fail(created.error());
    auto query = run(u"SELECT MAX(version) FROM schema_version"_s);
    if (!query)
        return fail(query.error());
    return query->next() ? query->value(0).toInt() : 0;
}

Status Database::migrate()
{
    const auto present = version();
    if (!present)
        return fail(present.error());
    if (*present > newest) {
        return fail(makeError(
            ErrorKind::Refused, "store.too-new",
            u"The state database has schema %1, this cidd knows up to %2: start the newer cidd"_s.arg(*present).arg(
                newest)));
    }
    for (int number = *present + 1; number <= newest; ++number) {
        const Status applied = apply(number);
        if (!applied)
            return fail(withContext(applied.error(), u"migration %1"_s.arg(number)));
    }
    return {};
}

Status Database::apply(int migration)
{
    static const QRegularExpression comment(u"--[^\n]*"_s);
    const QStringList statements = migrationText(migration).remove(comment).split(u';');
    if (statements.size() < 2)
        return fail(makeError(ErrorKind::Internal, "store.no-migration", u"its text is missing"_s));
    Status status = begin();
    for (const QString &statement : statements) {
        if (status && !statement.trimmed().isEmpty()) {
            const auto done = run(statement);
            status = done ? Status() : Status(fail(done.error()));
        }
    }
    if (status) {
        const auto noted = run(u"INSERT INTO schema_version (version) VALUES (?)"_s, {migration});
        status = noted ? commit() : Status(fail(noted.error()));
    }
    if (!status)
        rollBack();
    return status;
}

Status Database::begin()
{
    return m_database.transaction() ? Status() : Status(fail(failure(m_database.lastError(), u"begin"_s)));
}

Status Database::commit()
{
    return m_database.commit() ? Status() : Status(fail(failure(m_database.lastError(), u"commit"_s)));
}

void Database::rollBack()
{
    m_database.rollback();
}

Result<QSqlQuery> Database::prepare(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return fail(failure(query.lastError(), sql.left(60)));
    return query;
}

Status Database::execute(QSqlQuery &query, const QVariantList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), values.at(i));
    if (!query.exec())
        return fail(failure(query.lastError(), query.lastQuery().left(60)));
    return {};
}

Result<QSqlQuery> Database::run(const QString &sql, const QVariantList &values)
{
    if (values.isEmpty()) { // PostgreSQL prepares only what has to do with rows.
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        return query.exec(sql) ? Result<QSqlQuery>(std::move(query)) : fail(failure(query.lastError(), sql.left(60)));
    }
    auto query = prepare(sql);
    if (!query)
        return query;
    const Status status = execute(*query, values);
    if (!status)
        return fail(status.error());
    return query;
}

} // namespace cid
