// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/slurm_room.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTest>

#include <csignal>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

const QStringList daemons{u"munged"_s, u"slurmctld"_s, u"slurmd"_s};

QString daemonPath(const QString &name)
{
    const QString path = QStandardPaths::findExecutable(name);
    return path.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s}) : path;
}

void end(std::unique_ptr<QProcess> &process)
{
    if (process && process->state() != QProcess::NotRunning) {
        process->terminate(); // What they started ends with them then.
        if (!process->waitForFinished(10'000)) {
            process->kill();
            process->waitForFinished();
        }
    }
    process.reset();
}

bool giveToSlurm(const QString &path)
{
    const passwd *slurm = ::getpwnam("slurm");
    return slurm && ::chown(QFile::encodeName(path).constData(), slurm->pw_uid, slurm->pw_gid) == 0;
}

} // namespace

SlurmRoom::SlurmRoom(const Cluster &cluster, int nodes)
    : m_folder(cluster.path(u"slurm"_s))
    , m_nodes(nodes)
    , m_controllerPort(Cluster::freePort())
{ }

SlurmRoom::~SlurmRoom()
{
    for (auto &[number, slurmd] : m_slurmds)
        end(slurmd);
    end(m_controller);
    end(m_munged);
}

bool SlurmRoom::isThere()
{
    return ::getpwnam("slurm")
        && std::none_of(daemons.begin(), daemons.end(), [](const QString &name) { return daemonPath(name).isEmpty(); });
}

bool SlurmRoom::configure(const QByteArray &lines) const
{
    for (const QString &name : {u"state"_s, u"munge"_s, u"spool"_s}) {
        if (!QDir().mkpath(path(name)))
            return false;
    }
    // slurmctld runs only on a machine of the name that stands there.
    const QByteArray host = QSysInfo::machineHostName().section(u'.', 0, 0).toLatin1();
    QByteArray conf = "ClusterName=notp\nSlurmctldHost=" + host
        + "(127.0.0.1)\nSlurmUser=slurm\nSlurmdUser=root\n"
          "CredType=cred/munge\nAuthType=auth/munge\nMpiDefault=none\nTaskPlugin=task/none\n"
          "ProctrackType=proctrack/linuxproc\nSlurmdParameters=config_overrides\n"
          "SelectType=select/cons_tres\nSelectTypeParameters=CR_CPU\nJobCompType=jobcomp/none\n"
          "SchedulerParameters=batch_sched_delay=1,sched_interval=2,bf_interval=2\n";
    const QByteArray folder = QFile::encodeName(m_folder);
    // What a credential lives is what a requeued job waits.
    conf += "AuthInfo=socket=" + folder + "/munge/socket,cred_expire=5\nStateSaveLocation=" + folder
        + "/state\nSlurmdSpoolDir=" + folder + "/spool/%n\nSlurmctldPidFile=" + folder + "/state/pid\nSlurmdPidFile="
        + folder + "/spool/%n.pid\nSlurmctldPort=" + QByteArray::number(m_controllerPort) + '\n' + lines;
    for (int i = 1; i <= m_nodes; ++i) {
        conf += "NodeName=n" + QByteArray::number(i) + " NodeHostname=" + host
            + " NodeAddr=127.0.0.1 Port=" + QByteArray::number(Cluster::freePort())
            + " CPUs=2 RealMemory=100 Weight=" + QByteArray::number(i) + " Feature=img_tree,img_other\n";
    }
    QFile file(path(u"slurm.conf"_s));
    QByteArray key(128, Qt::Uninitialized);
    QRandomGenerator::system()->generate(key.begin(), key.end());
    QFile keyFile(path(u"munge/key"_s));
    return file.open(QIODevice::WriteOnly) && file.write(conf) == conf.size() && keyFile.open(QIODevice::WriteOnly)
        && keyFile.write(key) == key.size() && keyFile.setPermissions(QFile::ReadOwner)
        && giveToSlurm(path(u"state"_s));
}

std::unique_ptr<QProcess> SlurmRoom::launch(const QString &program, const QStringList &arguments,
                                            const QString &logName) const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SLURM_CONF"_s, path(u"slurm.conf"_s));
    process->setProcessEnvironment(environment);
    process->setStandardOutputFile(path(logName + u".log"_s), QIODevice::Append);
    process->setStandardErrorFile(path(logName + u".log"_s), QIODevice::Append);
    process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process->start(daemonPath(program), arguments);
    return process->waitForStarted() ? std::move(process) : nullptr;
}

bool SlurmRoom::start()
{
    const QString munge = path(u"munge/"_s);
    m_munged = launch(u"munged"_s,
                      {u"--force"_s, u"-F"_s, u"--key-file="_s + munge + u"key"_s, u"--socket="_s + munge + u"socket"_s,
                       u"--pid-file="_s + munge + u"pid"_s, u"--log-file="_s + munge + u"log"_s,
                       u"--seed-file="_s + munge + u"seed"_s},
                      u"munged"_s);
    if (!m_munged || !QTest::qWaitFor([&] { return QFile::exists(munge + u"socket"_s); }, 20'000) || !startController())
        return false;
    for (int i = 1; i <= m_nodes; ++i) {
        if (!startNode(i))
            return false;
    }
    return QTest::qWaitFor(
        [this] {
            const QByteArray idle = run(u"sinfo"_s, {u"-h"_s, u"-N"_s, u"-o"_s, u"%N %t"_s}).out;
            for (int i = 1; i <= m_nodes; ++i) {
                if (!idle.contains("n" + QByteArray::number(i) + " idle\n"))
                    return false;
            }
            return true;
        },
        60'000);
}

bool SlurmRoom::startController()
{
    // Where it becomes its user by itself, it does not end any more with who started it.
    m_controller = launch(u"setpriv"_s,
                          {u"--reuid=slurm"_s, u"--regid=slurm"_s, u"--init-groups"_s, u"--pdeathsig=KILL"_s,
                           daemonPath(u"slurmctld"_s), u"-D"_s, u"-f"_s, path(u"slurm.conf"_s)},
                          u"slurmctld"_s);
    return m_controller
        && QTest::qWaitFor([this] { return run(u"scontrol"_s, {u"ping"_s}).out.contains("is UP"); }, 30'000);
}

bool SlurmRoom::startNode(int number, bool isAnew)
{
    const QString name = u"n%1"_s.arg(number);
    QStringList arguments{u"-D"_s, u"-N"_s, name, u"-f"_s, path(u"slurm.conf"_s)};
    if (isAnew)
        arguments << u"-b"_s;
    end(m_slurmds[number]);
    m_slurmds[number] = launch(u"slurmd"_s, arguments, u"slurmd-"_s + name);
    return m_slurmds[number] != nullptr;
}

void SlurmRoom::killNode(int number)
{
    m_slurmds[number]->kill();
    m_slurmds[number]->waitForFinished();
}

Ran SlurmRoom::run(const QString &program, const QStringList &arguments, int timeoutMs) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SLURM_CONF"_s, path(u"slurm.conf"_s));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(path({}));
    process.start(program, arguments);
    return Cluster::ended(process, timeoutMs);
}

QString SlurmRoom::fieldOf(const QString &kind, const QString &name, const QString &field) const
{
    const QString text = QString::fromUtf8(run(u"scontrol"_s, {u"show"_s, kind, name}).out);
    const QRegularExpression pattern(u"(?:^|\\s)"_s + field + u"=([^\\n]*)"_s);
    const QString rest = pattern.match(text).captured(1);
    // Other fields may follow on the line, but not after what people wrote.
    return field == "Reason"_L1 || field == "AdminComment"_L1 ? rest : rest.section(u' ', 0, 0);
}

QByteArray SlurmRoom::log(const QString &program) const
{
    QFile file(path(program + u".log"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace cid
