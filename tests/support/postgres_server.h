// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

/// A PostgreSQL of a test's own, on a port of loopback that was free a moment ago, in a folder that goes with it.
class PostgresServer
{
public:
    PostgresServer() = default;
    ~PostgresServer();
    PostgresServer(const PostgresServer &) = delete;
    PostgresServer &operator=(const PostgresServer &) = delete;

    /// False where PostgreSQL is not installed or does not start; trouble() says why.
    bool start();
    void stop();
    [[nodiscard]] const QString &trouble() const { return m_trouble; }

    /// A new, empty database, as cid.conf names it.
    [[nodiscard]] QString newDatabase();

private:
    bool run(const QString &program, const QStringList &arguments);
    [[nodiscard]] QStringList asItsUser(const QString &program, const QStringList &arguments) const;
    bool answers();

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcess m_process;
    QString m_programs;
    QString m_trouble;
    quint16 m_port = 0;
    int m_databases = 0;
};
