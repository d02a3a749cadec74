// SPDX-License-Identifier: GPL-3.0-or-later
// Real programs with a machine that has power or not: what switches it is a site's script, and the machine a process.
#include "tests/support/cluster.h"

#include <QFile>
#include <QTest>
#include <QTimer>

#include <csignal>

#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

/// What the script leaves is what the machine is: a file for power, a line for each act.
constexpr auto script = R"SH(#!/bin/sh
cd "$(dirname "$0")" || exit 1
case $1 in
status) if [ -e "$2.on" ]; then echo on; else echo off; fi ;;
*)
    [ ! -e "$2.broken" ] || { echo "fuse of $2 is gone" >&2; exit 1; }
    echo "$1 $2" >>acts
    if [ "$1" = on ]; then : >"$2.on"; else rm -f "$2.on"; fi ;;
esac
)SH";

} // namespace

class TestPower : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void machinesAreSwitchedAndTheHistoryNamesWho();
    void whoMayNotSwitchIsRefused_data();
    void whoMayNotSwitchIsRefused();
    void aJobSwitchesOnWhatItNeeds();
    void aMachineThatHangsIsCycledForItsJob();
    void aCycleThatFailsIsTheJobsReason();
    void whatTheControllerSaysIsTold();
    void aReloadWithABadFileChangesNothing();
    void cleanupTestCase();

private:
    [[nodiscard]] Ran ctl(const QStringList &words) { return m_cluster.ctl(words); }
    [[nodiscard]] Ran waitFor(std::unique_ptr<QProcess> process);
    [[nodiscard]] QByteArray allActs() const;
    /// Those of the running function.
    [[nodiscard]] QByteArray acts() const { return allActs().mid(m_before).simplified(); }
    /// What the hardware does: it runs where it has power.
    void follow();

    Cluster m_cluster;
    QTimer m_hardware;
    qsizetype m_offs = 0; ///< of n1, as far as acts tells
    qsizetype m_before = 0; ///< bytes of acts
};

void TestPower::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("power.conf has to be root's");
    QVERIFY(m_cluster.configure("order_timeout = 8 s\nheartbeat = 1 s\ncapt_holds = strict\n",
                                "[operator \"anna\"]\n[operator \"watcher\"]\nrights = watch\n[scheduler \"slurm\"]\n"
                                "[scheduler \"night\"]\nrights = deploy power\n"));
    QVERIFY(m_cluster.write(u"node_db"_s,
                            "[node-defaults]\npower = strip\n[node \"n[1-2]\"]\nmac = 52:54:00:00:00:[01-02]\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n[image \"other\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "good bye"));
    QVERIFY(m_cluster.pack(u"other-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.write(u"strip"_s, script));
    QVERIFY(QFile::setPermissions(m_cluster.path(u"strip"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    const QByteArray program = m_cluster.path(u"strip"_s).toUtf8();
    QVERIFY(m_cluster.write(u"power.conf"_s,
                            "[power \"strip\"]\nvia = command\nstatus = " + program + " status {node}\non = " + program
                                + " on {node}\noff = " + program + " off {node}\npause = 0\n"));
    QVERIFY(QFile::setPermissions(m_cluster.path(u"power.conf"_s), QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(m_cluster.addMachine(u"n1"_s, "52:54:00:00:00:01"));
    QVERIFY(m_cluster.startServer());
    m_hardware.setInterval(20);
    connect(&m_hardware, &QTimer::timeout, this, &TestPower::follow);
    m_hardware.start();
}

void TestPower::init()
{
    m_before = allActs().size();
    QFile::remove(m_cluster.path(u"n1.broken"_s));
}

void TestPower::follow()
{
    // Off and on may be so near that nobody sees it dark; it was cut off all the same.
    const qsizetype offs = allActs().count("off n1");
    if (std::exchange(m_offs, offs) < offs && m_cluster.areNodesUp())
        m_cluster.killNodes();
    if (QFile::exists(m_cluster.path(u"n1.on"_s)) && !m_cluster.areNodesUp())
        QVERIFY(m_cluster.startNodes());
}

Ran TestPower::waitFor(std::unique_ptr<QProcess> process)
{
    if (!QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, 120'000))
        process->kill();
    return Cluster::ended(*process);
}

QByteArray TestPower::allActs() const
{
    QFile file(m_cluster.path(u"acts"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestPower::machinesAreSwitchedAndTheHistoryNamesWho()
{
    const Ran status = ctl({u"power"_s, u"status"_s, u"n[1-2]"_s, u"-o"_s, u"csv"_s});
    QCOMPARE(status.code, 0);
    QCOMPARE(status.out, QByteArray("node,power,section,problem\nn1,off,strip,\nn2,off,strip,\n"));
    // n2 is a machine that nothing runs on.
    const Ran on = ctl({u"--key"_s, u"anna"_s, u"power"_s, u"on"_s, u"n2"_s, u"-o"_s, u"csv"_s});
    QCOMPARE(on.code, 0);
    QVERIFY2(on.out.contains("n2,on,strip,"), on.out.constData());
    QCOMPARE(acts(), QByteArray("on n2"));
    QCOMPARE(ctl({u"power"_s, u"cycle"_s, u"n2"_s, u"--dry-run"_s}).code, 0);
    // Without a terminal nobody is asked: what takes power away needs --yes.
    QVERIFY(ctl({u"power"_s, u"off"_s, u"n2"_s}).code != 0);
    QCOMPARE(acts(), QByteArray("on n2"));
    QCOMPARE(ctl({u"power"_s, u"cycle"_s, u"n2"_s, u"--yes"_s}).code, 0);
    QCOMPARE(ctl({u"power"_s, u"off"_s, u"n2"_s, u"--yes"_s}).code, 0);
    QCOMPARE(acts(), QByteArray("on n2 off n2 on n2 off n2"));
    const QByteArray events = ctl({u"events"_s, u"--node"_s, u"n2"_s, u"-o"_s, u"csv"_s}).out;
    QVERIFY2(events.contains("power") && events.contains("operator anna"), events.constData());
    QCOMPARE(events.count("power-done"), 3);
    QCOMPARE(ctl({u"power"_s, u"on"_s, u"n9"_s}).code, 2);
}

void TestPower::whoMayNotSwitchIsRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("act");
    QTest::addColumn<bool>("may");
    QTest::newRow("who watches may look") << u"watcher"_s << u"status"_s << true;
    QTest::newRow("who watches may not switch") << u"watcher"_s << u"on"_s << false;
    QTest::newRow("an operator may") << u"anna"_s << u"on"_s << true;
}

void TestPower::whoMayNotSwitchIsRefused()
{
    QFETCH(QString, key);
    QFETCH(QString, act);
    QFETCH(bool, may);
    const Ran ran = ctl({u"--key"_s, key, u"power"_s, act, u"n2"_s});
    QCOMPARE(ran.code, may ? 0 : 4);
    QCOMPARE(acts().isEmpty(), !may || act == u"status");
    QCOMPARE(ctl({u"power"_s, u"off"_s, u"n2"_s, u"--yes"_s}).code, 0);
}

void TestPower::aJobSwitchesOnWhatItNeeds()
{
    const Ran ran = waitFor(m_cluster.begin(
        u"capt/cidcapt"_s, {u"-j"_s, u"first"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s, u"--timeout"_s, u"110s"_s}));
    QVERIFY2(ran.code == 0, ran.err.constData());
    QCOMPARE(acts(), QByteArray("on n1"));
    // It is held by that job: an operator's off needs a word more.
    const Ran refused = ctl({u"power"_s, u"off"_s, u"n1"_s, u"--yes"_s});
    QCOMPARE(refused.code, 3);
    QVERIFY2(refused.err.contains("held by job first"), refused.err.constData());
    QCOMPARE(acts(), QByteArray("on n1"));
}

void TestPower::aMachineThatHangsIsCycledForItsJob()
{
    m_cluster.freezeNodes(true);
    const Ran ran = waitFor(m_cluster.begin(u"capt/cidcapt"_s, {u"-j"_s, u"first"_s, u"--release"_s}));
    QCOMPARE(ran.code, 0);
    const Ran second = waitFor(m_cluster.begin(
        u"capt/cidcapt"_s, {u"-j"_s, u"second"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"other"_s, u"--timeout"_s, u"110s"_s}));
    QVERIFY2(second.code == 0, second.err.constData());
    QVERIFY2(acts().endsWith("off n1 on n1"), acts().constData());
    const QByteArray events = ctl({u"events"_s, u"--node"_s, u"n1"_s, u"-o"_s, u"csv"_s}).out;
    QVERIFY2(events.contains("did not"), events.constData());
}

void TestPower::aCycleThatFailsIsTheJobsReason()
{
    QCOMPARE(ctl({u"power"_s, u"off"_s, u"n1"_s, u"--take"_s, u"--yes"_s}).code, 0);
    QTRY_VERIFY(!m_cluster.areNodesUp());
    QVERIFY(m_cluster.write(u"n1.broken"_s, "x"));
    QCOMPARE(waitFor(m_cluster.begin(u"capt/cidcapt"_s, {u"-j"_s, u"second"_s, u"--release"_s})).code, 0);
    const Ran ran = waitFor(m_cluster.begin(
        u"capt/cidcapt"_s, {u"-j"_s, u"third"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s, u"--timeout"_s, u"110s"_s}));
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains("fuse of n1 is gone"), ran.err.constData());
}

void TestPower::whatTheControllerSaysIsTold()
{
    QVERIFY(m_cluster.write(u"n1.broken"_s, "x"));
    const Ran ran = ctl({u"power"_s, u"on"_s, u"n[1-2]"_s, u"-o"_s, u"csv"_s});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.out.contains("fuse of n1 is gone") && ran.out.contains("n2,on,strip,"), ran.out.constData());
}

void TestPower::aReloadWithABadFileChangesNothing()
{
    QFile conf(m_cluster.path(u"power.conf"_s));
    QVERIFY(conf.open(QIODevice::ReadOnly));
    const QByteArray good = conf.readAll();
    conf.close();
    QVERIFY(m_cluster.write(u"power.conf"_s, good + "[power \"x\"]\nvia = magic\n"));
    const Ran bad = ctl({u"reload"_s});
    QVERIFY(bad.code != 0);
    QVERIFY2(bad.err.contains("power.conf:"), bad.err.constData());
    QVERIFY(QFile::setPermissions(m_cluster.path(u"power.conf"_s),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::WriteOther));
    QVERIFY(m_cluster.write(u"power.conf"_s, good));
    const Ran unsafe = ctl({u"reload"_s});
    QVERIFY2(unsafe.code != 0 && unsafe.err.contains("chown root"), unsafe.err.constData());
    QCOMPARE(ctl({u"power"_s, u"status"_s, u"n2"_s}).code, 0);
    QVERIFY(QFile::setPermissions(m_cluster.path(u"power.conf"_s), QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(ctl({u"reload"_s}).code, 0);
    const Ran check = ctl({u"config"_s, u"check"_s});
    QVERIFY2(check.code == 0, check.err + check.out);
    QVERIFY(m_cluster.write(u"power.conf"_s, "[power \"stripe\"]\nvia = wake\n"));
    const Ran apart = ctl({u"config"_s, u"check"_s});
    QVERIFY2(apart.code != 0 && apart.err.contains("did you mean \"stripe\""), apart.err + apart.out);
}

void TestPower::cleanupTestCase()
{
    m_hardware.stop();
    QVERIFY(!m_cluster.areNodesUp() || m_cluster.stopNodes());
    QVERIFY(!m_cluster.isServerUp() || m_cluster.stopServer());
}

QTEST_GUILESS_MAIN(TestPower)
#include "power_test.moc"
