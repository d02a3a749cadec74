// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cluster.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype logTail = 4000;

} // namespace

Cluster::Cluster()
{
    // Other users come here, too: keys protect themselves.
    QFile::setPermissions(m_folder.path(),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup
                              | QFile::ReadOther | QFile::ExeOther);
}

Cluster::~Cluster()
{
    kill(m_cidkid);
    kill(m_cidd);
}

QString Cluster::path(const QString &name) const
{
    return name.isEmpty() ? m_folder.path() : m_folder.filePath(name);
}

bool Cluster::write(const QString &name, const QByteArray &text) const
{
    QDir(m_folder.path()).mkpath(QFileInfo(name).path());
    QFile file(path(name));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

quint16 Cluster::freePort()
{
    // Below the range from which the kernel takes the ports of connections: no stranger's connection sits on the port
    // while a server restarts.
    QTcpServer free;
    for (int i = 0; i < 100; ++i) {
        const auto port = static_cast<quint16>(QRandomGenerator::global()->bounded(12'000, 32'000));
        if (free.listen(QHostAddress::LocalHost, port))
            return port;
    }
    return 0;
}

bool Cluster::configure(const QByteArray &settings, const QByteArray &sections)
{
    m_port = freePort();
    if (m_port == 0)
        return false;
    const QByteArray server = "[cid]\nserver = 127.0.0.1:" + QByteArray::number(m_port) + '\n' + settings;
    if (!write(u"cid.conf"_s, server + sections))
        return false;
    m_fingerprint = run(u"daemon/cidd"_s, {u"--genkey"_s}).out.trimmed().right(64);
    return m_fingerprint.size() == 64
        && write(u"cid.conf"_s,
                 server + "listen = 127.0.0.1\nport = " + QByteArray::number(m_port) + "\nserver_fingerprint = "
                     + m_fingerprint + "\nimage_dir = images\nstate_dir = state\noverlay_dir = overlays\n" + sections);
}

bool Cluster::pack(const QString &image, const QString &folder)
{
    QDir(m_folder.path()).mkpath(u"images"_s);
    QProcess mkimg;
    mkimg.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    mkimg.start(QStringLiteral(CID_BINARY_DIR "/imagebuilder/mkimg.linux"),
                {u"-q"_s, u"--image"_s, image, u"--output"_s, path(u"images"_s), path(folder)});
    return mkimg.waitForFinished(120'000) && mkimg.exitCode() == 0;
}

bool Cluster::addMachine(const QString &name, const QByteArray &mac) const
{
    return write(u"nodes/"_s + name + u"/machine.conf"_s, "[machine]\nmac = " + mac + '\n');
}

bool Cluster::startServer()
{
    m_cidd = launch(u"daemon/cidd"_s, {u"-f"_s});
    return m_cidd != nullptr;
}

void Cluster::signalServer(int number) const
{
    if (m_cidd && m_cidd->processId() > 0)
        ::kill(static_cast<pid_t>(m_cidd->processId()), number);
}

bool Cluster::startNodes(const QStringList &machines, quint16 port)
{
    QString config = u"cid.conf"_s;
    if (port != 0) {
        QFile conf(path(config));
        if (!conf.open(QIODevice::ReadOnly))
            return false;
        config = u"nodes.conf"_s;
        const QByteArray address = "server = 127.0.0.1:";
        if (!write(config,
                   conf.readAll().replace(address + QByteArray::number(m_port), address + QByteArray::number(port))))
            return false;
    }
    QStringList arguments{u"-f"_s};
    if (machines.isEmpty())
        arguments << u"--machines-in"_s << path(u"nodes"_s);
    for (const QString &machine : machines)
        arguments << u"--machine"_s << machine;
    m_cidkid = launch(u"kid/cidkid"_s, arguments, config);
    return m_cidkid != nullptr;
}

Ran Cluster::run(const QString &program, const QStringList &arguments, int timeoutMs) const
{
    const auto process = begin(program, arguments);
    return ended(*process, timeoutMs);
}

std::unique_ptr<QProcess> Cluster::begin(const QString &program, const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setWorkingDirectory(m_folder.path());
    process->setStandardInputFile(QProcess::nullDevice());
    process->start(QStringLiteral(CID_BINARY_DIR "/") + program,
                   QStringList{u"--config"_s, path(u"cid.conf"_s)} + arguments);
    return process;
}

Ran Cluster::ended(QProcess &process, int timeoutMs)
{
    const bool isOver = process.state() == QProcess::NotRunning || process.waitForFinished(timeoutMs);
    if (!isOver) {
        process.kill();
        process.waitForFinished();
    }
    Ran ran{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    if (!isOver)
        ran.code = -1;
    else if (process.exitStatus() == QProcess::CrashExit)
        ran.code = 128 + process.exitCode();
    return ran;
}

QByteArray Cluster::log(const QString &program) const
{
    QFile file(path(program + u".log"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::unique_ptr<QProcess> Cluster::launch(const QString &program, const QStringList &arguments,
                                          const QString &config) const
{
    auto process = std::make_unique<QProcess>();
    process->setWorkingDirectory(m_folder.path());
    // A test that is killed leaves no server behind.
    process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    const QString name = QFileInfo(program).fileName();
    const qsizetype before = log(name).size();
    process->setStandardErrorFile(path(name + u".log"_s), QIODevice::Append);
    process->start(QStringLiteral(CID_BINARY_DIR "/") + program, QStringList{u"--config"_s, path(config)} + arguments);
    const bool isUp = QTest::qWaitFor(
        [&] { return process->state() == QProcess::NotRunning || log(name).mid(before).contains("up and running"); },
        30'000);
    if (isUp && process->state() != QProcess::NotRunning)
        return process;
    qWarning("%s did not start: %s", qPrintable(name), log(name).mid(before).constData());
    kill(process);
    return nullptr;
}

bool Cluster::stop(std::unique_ptr<QProcess> &process) const
{
    if (!process)
        return false;
    process->terminate();
    const bool isOver = process->waitForFinished(20'000);
    const bool isGood = isOver && process->exitStatus() == QProcess::NormalExit && process->exitCode() == 0;
    if (!isGood) {
        const QString name = QFileInfo(process->program()).fileName();
        qWarning("%s %s with %d: %s", qPrintable(name), isOver ? "ended" : "did not end", process->exitCode(),
                 log(name).right(logTail).constData());
    }
    kill(process);
    return isGood;
}

void Cluster::freezeNodes(bool isFrozen)
{
    if (m_cidkid && m_cidkid->processId() > 0)
        ::kill(static_cast<pid_t>(m_cidkid->processId()), isFrozen ? SIGSTOP : SIGCONT);
}

void Cluster::kill(std::unique_ptr<QProcess> &process)
{
    if (process && process->state() != QProcess::NotRunning) {
        process->kill();
        process->waitForFinished();
    }
    process.reset();
}

} // namespace cid
