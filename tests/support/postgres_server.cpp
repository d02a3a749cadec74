// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/postgres_server.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QThread>

#include <pwd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

PostgresServer::~PostgresServer()
{
    stop();
}

// It refuses to run as root.
QStringList PostgresServer::asItsUser(const QString &program, const QStringList &arguments) const
{
    const QStringList words{m_programs + u'/' + program};
    if (::geteuid() != 0)
        return words + arguments;
    return QStringList{u"setpriv"_s, u"--reuid=postgres"_s, u"--regid=postgres"_s, u"--clear-groups"_s} + words
        + arguments;
}

bool PostgresServer::run(const QString &program, const QStringList &arguments)
{
    QStringList words = asItsUser(program, arguments);
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(m_folder->path());
    process.start(words.takeFirst(), words);
    const bool good =
        process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (!good)
        m_trouble = program + u": "_s + process.errorString() + u'\n' + QString::fromLocal8Bit(process.readAll());
    return good;
}

bool PostgresServer::start()
{
    const QDir versions(u"/usr/lib/postgresql"_s);
    const QStringList found = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    if (found.isEmpty()) {
        m_trouble = u"PostgreSQL is not installed: tools/setup installs it"_s;
        return false;
    }
    m_programs = versions.filePath(found.last() + u"/bin"_s);
    m_folder = std::make_unique<QTemporaryDir>();
    const passwd *user = ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
    if (user && ::chown(QFile::encodeName(m_folder->path()).constData(), user->pw_uid, user->pw_gid) != 0) {
        m_trouble = u"the folder cannot be given to the user postgres"_s;
        return false;
    }
    if (!run(u"initdb"_s,
             {u"-D"_s, m_folder->filePath(u"data"_s), u"-U"_s, u"cid"_s, u"-A"_s, u"trust"_s, u"-N"_s, u"-E"_s,
              u"UTF8"_s, u"--no-locale"_s}))
        return false;
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    m_port = probe.serverPort();
    probe.close();
    QStringList words = asItsUser(u"postgres"_s,
                                  {u"-D"_s, m_folder->filePath(u"data"_s), u"-p"_s, QString::number(m_port), u"-k"_s,
                                   m_folder->path(), u"-h"_s, u"127.0.0.1"_s, u"-F"_s});
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(words.takeFirst(), words);
    return m_process.waitForStarted() && answers();
}

bool PostgresServer::answers()
{
    const QDeadlineTimer patience(30'000);
    while (!patience.hasExpired() && m_process.state() == QProcess::Running) {
        if (run(u"pg_isready"_s, {u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port)}))
            return true;
        QThread::msleep(100);
    }
    m_trouble += QString::fromLocal8Bit(m_process.readAll());
    return false;
}

void PostgresServer::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(20'000))
        m_process.kill();
    m_process.waitForFinished(5'000);
}

QString PostgresServer::newDatabase()
{
    const QString name = u"cid%1"_s.arg(++m_databases);
    run(u"createdb"_s, {u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port), u"-U"_s, u"cid"_s, name});
    return u"postgresql://cid@127.0.0.1:%1/%2"_s.arg(m_port).arg(name);
}
