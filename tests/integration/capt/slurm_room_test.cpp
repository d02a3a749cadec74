// SPDX-License-Identifier: GPL-3.0-or-later
// A real Slurm of four nodes whose jobs get their images by cid-slurm, as an administrator sets it up.
#include "tests/support/slurm_room.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int nodeCount = 4;
constexpr int offNode = 1; // The one that Slurm takes first.
constexpr auto usualHooks = "images = tree, other\nwait_slurmd = 0\n[partition \"old\"]\nimage = other\n";

} // namespace

class TestSlurmRoom : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void aJobRunsInItsPartitionsImage();
    void aJobRunsInTheImageOfItsConstraint();
    void anUnknownImageIsRefusedWhenTheJobIsSubmitted();
    void anImageThatJobsMayNotHaveHoldsTheJob();
    void aNodeThatFailsIsDrainedAndTheJobRunsElsewhere();
    void aCancelledJobLeavesNothingOpen();
    void aServerThatIsAwayDrainsNobody();
    void aNodeIsNotTakenFromAJobThatRuns();
    void slurmdMayComeLate();
    void theCheckFindsTheTraps();
    void cleanupTestCase();

private:
    [[nodiscard]] QByteArray slurmConf() const;
    [[nodiscard]] bool writeHooks(const QByteArray &conf) const;
    /// The job's id; empty where it was refused.
    [[nodiscard]] QString submit(const QStringList &options, const QString &command = u"true"_s);
    [[nodiscard]] bool endsWell(const QString &job);
    [[nodiscard]] QString imageOf(const QString &node) const;
    [[nodiscard]] QByteArray holds() const { return m_cluster.ctl({u"holds"_s, u"-o"_s, u"json"_s}).out.simplified(); }
    [[nodiscard]] QByteArray why() const;

    Cluster m_cluster;
    std::unique_ptr<SlurmRoom> m_room;
    Ran m_submitted;
};

// Slurm gives its hooks no arguments: a site whose files are elsewhere than in /etc/cid has a script like these.
bool TestSlurmRoom::writeHooks(const QByteArray &conf) const
{
    const QByteArray folder = QFile::encodeName(m_cluster.path(u"hooks/"_s));
    if (!m_cluster.write(u"hooks/cid-slurm.conf"_s,
                         "[slurm]\ncid_conf = ../cid.conf\nslurm_conf = ../slurm/slurm.conf\ntimeout = 60s\n" + conf))
        return false;
    for (const QByteArray &hook : {QByteArray("prolog"), QByteArray("epilog")}) {
        const QString name = u"hooks/cid-slurm-"_s + QString::fromLatin1(hook);
        if (!m_cluster.write(name,
                             "#!/bin/sh\nexec " CID_BINARY_DIR "/capt/cid-slurm --config " + folder + "cid-slurm.conf "
                                 + hook + " 2>> " + folder + "hooks.log\n"))
            return false;
        QFile::setPermissions(m_cluster.path(name),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup
                                  | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther);
    }
    QFile log(m_cluster.path(u"hooks/hooks.log"_s));
    return log.open(QIODevice::Append)
        && log.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther | QFile::WriteOther);
}

// What cid-slurm configure says, with the hooks' scripts in the place of the programs.
QByteArray TestSlurmRoom::slurmConf() const
{
    const QString folder = m_cluster.path(u"slurm"_s);
    const Ran ran = m_cluster.run(
        u"capt/cid-slurm"_s,
        {u"--config"_s, m_cluster.path(u"hooks/cid-slurm.conf"_s), u"configure"_s, u"--output"_s, folder});
    QFile lines(folder + u"/slurm.conf"_s);
    if (ran.code != 0 || !lines.open(QIODevice::ReadOnly))
        return {};
    QByteArray text = lines.readAll();
    text.replace(CID_BINARY_DIR "/capt/", QFile::encodeName(m_cluster.path(u"hooks/"_s)));
    return text;
}

void TestSlurmRoom::initTestCase()
{
    if (!SlurmRoom::isThere())
        QSKIP("Slurm is not installed: apt-get install slurmctld slurmd slurm-wlm-basic-plugins munge");
    QVERIFY(m_cluster.configure("key_group = slurm\nretries = 1\norder_timeout = 4s\ncapt_holds = strict\n"));
    QFile::setPermissions(m_cluster.path(u"capt_key"_s), QFile::ReadOwner);
    QProcess chgrp;
    chgrp.start(u"sh"_s,
                {u"-c"_s, u"chgrp slurm \"$1\" && chmod 0440 \"$1\""_s, u"sh"_s, m_cluster.path(u"capt_key"_s)});
    QVERIFY(chgrp.waitForFinished() && chgrp.exitCode() == 0);
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n[1-4]\"]\nmac = 52:54:00:00:00:[01-04]\n"));
    QVERIFY(m_cluster.write(u"image_db"_s,
                            "[image \"tree\"]\ncurrent = 1-1\n[image \"other\"]\ncurrent = 1-1\n"
                            "[image \"secret\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    for (const QString &image : {u"tree-1-1"_s, u"other-1-1"_s, u"secret-1-1"_s})
        QVERIFY(m_cluster.pack(image, u"root"_s));
    for (int i = offNode + 1; i <= nodeCount; ++i)
        QVERIFY(m_cluster.addMachine(u"n%1"_s.arg(i), "52:54:00:00:00:0" + QByteArray::number(i)));
    QVERIFY(m_cluster.startServer() && m_cluster.startNodes());
    QVERIFY(writeHooks(usualHooks));
    m_room = std::make_unique<SlurmRoom>(m_cluster, nodeCount);
    QVERIFY(QDir().mkpath(m_cluster.path(u"slurm"_s)));
    const QByteArray lines = slurmConf();
    QVERIFY(lines.contains("PrologSlurmctld="));
    QVERIFY(m_room->configure(lines
                              + "PartitionName=all Nodes=n[2-4] Default=YES OverSubscribe=EXCLUSIVE\n"
                                "PartitionName=old Nodes=n[2-4] OverSubscribe=EXCLUSIVE\n"
                                "PartitionName=dead Nodes=n[1-4] OverSubscribe=EXCLUSIVE\n"
                                "PartitionName=shared Nodes=n[2-4] OverSubscribe=FORCE:2\n"));
    QVERIFY2(m_room->start(), m_room->log(u"slurmctld"_s).right(2'000));
}

void TestSlurmRoom::cleanup()
{
    if (!m_room)
        return;
    const auto isEmpty = [&] { // One that ends may be on its way back into the queue.
        m_room->run(u"scancel"_s, {u"-u"_s, u"root"_s});
        return m_room->run(u"squeue"_s, {u"-h"_s}).out.trimmed().isEmpty();
    };
    QVERIFY(QTest::qWaitFor(isEmpty, 60'000));
    QVERIFY(writeHooks(usualHooks));
    for (int i = 1; i <= nodeCount; ++i)
        m_room->run(u"scontrol"_s, {u"update"_s, u"NodeName=n%1"_s.arg(i), u"State=RESUME"_s});
}

QString TestSlurmRoom::submit(const QStringList &options, const QString &command)
{
    m_submitted = m_room->run(u"sbatch"_s,
                              QStringList{u"--parsable"_s, u"-o"_s, u"/dev/null"_s} + options
                                  + QStringList{u"--wrap"_s, command});
    return m_submitted.code == 0 ? QString::fromLatin1(m_submitted.out.trimmed()) : QString();
}

bool TestSlurmRoom::endsWell(const QString &job)
{
    return !job.isEmpty() && QTest::qWaitFor([&] { return m_room->stateOf(job) == u"COMPLETED"_s; }, 90'000);
}

QString TestSlurmRoom::imageOf(const QString &node) const
{
    const QJsonArray all = QJsonDocument::fromJson(m_cluster.ctl({u"nodes"_s, u"-o"_s, u"json"_s}).out).array();
    for (const auto &one : all) {
        if (one[u"node"_s].toString() == node)
            return one[u"image"_s].toString();
    }
    return {};
}

QByteArray TestSlurmRoom::why() const
{
    QFile hooks(m_cluster.path(u"hooks/hooks.log"_s));
    // QTest prints two thousand bytes.
    return (hooks.open(QIODevice::ReadOnly) ? hooks.readAll().right(600) : QByteArray())
        + m_room->log(u"slurmctld"_s).right(2'000) + m_submitted.err;
}

void TestSlurmRoom::aJobRunsInItsPartitionsImage()
{
    const QString job = submit({u"-p"_s, u"old"_s, u"-N"_s, u"3"_s},
                               u"while [ ! -e '%1' ]; do sleep 0.2; done"_s.arg(m_cluster.path(u"goes on"_s)));
    QVERIFY2(QTest::qWaitFor([&] { return m_room->stateOf(job) == u"RUNNING"_s; }, 60'000), why());
    for (const QString &node : {u"n2"_s, u"n3"_s, u"n4"_s})
        QCOMPARE(imageOf(node), u"other-1-1"_s);
    QVERIFY(holds().contains(job.toLatin1()));
    QVERIFY(m_cluster.write(u"goes on"_s, "x"));
    QVERIFY2(endsWell(job), why());
    QTRY_COMPARE_WITH_TIMEOUT(holds(), QByteArray("[ ]"), 20'000);
}

void TestSlurmRoom::aJobRunsInTheImageOfItsConstraint()
{
    const QString before = imageOf(u"n3"_s);
    const QString job = submit({u"-C"_s, u"img_tree"_s, u"-w"_s, u"n2"_s});
    QVERIFY2(endsWell(job), why());
    QCOMPARE(imageOf(u"n2"_s), u"tree-1-1"_s);
    QCOMPARE(imageOf(u"n3"_s), before); // None of its nodes.
    QVERIFY2(endsWell(submit({u"--comment"_s, u"image=other"_s, u"-w"_s, u"n2"_s})), why());
    QCOMPARE(imageOf(u"n2"_s), u"other-1-1"_s);
}

void TestSlurmRoom::anUnknownImageIsRefusedWhenTheJobIsSubmitted()
{
    QCOMPARE(submit({u"-C"_s, u"img_nonesuch"_s}), QString());
    QVERIFY2(m_submitted.err.contains("img_other img_tree"), m_submitted.err);
    QCOMPARE(submit({u"--comment"_s, u"image=nonesuch"_s}), QString());
    QVERIFY2(m_submitted.err.contains("img_nonesuch"), m_submitted.err);
    QCOMPARE(submit({u"--comment"_s, u"image=secret-1-1"_s}), QString());
    QVERIFY2(endsWell(submit({u"--comment"_s, u"image=tree-1-1"_s})), why());
}

// What was right at its submission may be none of those for jobs when it begins.
void TestSlurmRoom::anImageThatJobsMayNotHaveHoldsTheJob()
{
    QVERIFY(writeHooks("images = tree\nwait_slurmd = 0\n"));
    const QString job = submit({u"-C"_s, u"img_other"_s});
    const auto isHeld = [&] { return m_room->fieldOf(u"job"_s, job, u"Reason"_s).contains("held"_L1); };
    QVERIFY2(QTest::qWaitFor(isHeld, 60'000), why());
    QVERIFY(m_room->fieldOf(u"job"_s, job, u"AdminComment"_s).contains("other"_L1));
    QTRY_COMPARE_WITH_TIMEOUT(m_room->stateOf(job), u"PENDING"_s, 30'000);
    QVERIFY(m_room->run(u"sinfo"_s, {u"-R"_s, u"-h"_s}).out.trimmed().isEmpty());
    // Once that is mended, a word is enough.
    QVERIFY(writeHooks(usualHooks));
    QCOMPARE(m_room->run(u"scontrol"_s, {u"release"_s, job}).code, 0);
    QVERIFY2(endsWell(job), why());
}

void TestSlurmRoom::aNodeThatFailsIsDrainedAndTheJobRunsElsewhere()
{
    const QString job = submit({u"-p"_s, u"dead"_s, u"-C"_s, u"img_tree"_s});
    QVERIFY2(endsWell(job), why());
    QVERIFY2(m_room->fieldOf(u"node"_s, u"n1"_s, u"State"_s).contains("DRAIN"_L1), why());
    const QString reason = m_room->fieldOf(u"node"_s, u"n1"_s, u"Reason"_s);
    QVERIFY2(!reason.isEmpty() && reason.contains("tree-1-1"_L1), qPrintable(reason));
    for (const QString &node : {u"n2"_s, u"n3"_s, u"n4"_s})
        QVERIFY(!m_room->fieldOf(u"node"_s, node, u"State"_s).contains("DRAIN"_L1));
}

void TestSlurmRoom::aCancelledJobLeavesNothingOpen()
{
    m_cluster.freezeNodes(true);
    const QString job = submit({u"-C"_s, u"img_other"_s, u"-w"_s, u"n3,n4"_s});
    QTRY_VERIFY_WITH_TIMEOUT(m_cluster.ctl({u"jobs"_s, u"-o"_s, u"json"_s}).out.contains('"' + job.toLatin1() + '"'),
                             30'000);
    QCOMPARE(m_room->run(u"scancel"_s, {job}).code, 0);
    const auto isOver = [&] {
        const QJsonArray all = QJsonDocument::fromJson(m_cluster.ctl({u"jobs"_s, u"-o"_s, u"json"_s}).out).array();
        return holds() == "[ ]" && std::all_of(all.begin(), all.end(), [&](const auto &one) {
                   return one[u"job"_s].toString() != job || one[u"state"_s].toString() == u"cancelled"_s;
               });
    };
    const bool isGood = QTest::qWaitFor(isOver, 30'000);
    m_cluster.freezeNodes(false);
    QVERIFY2(isGood, why());
    QVERIFY2(endsWell(submit({u"-C"_s, u"img_tree"_s, u"-w"_s, u"n3,n4"_s})), why());
}

void TestSlurmRoom::aServerThatIsAwayDrainsNobody()
{
    m_cluster.killServer();
    const QString job = submit({u"-C"_s, u"img_other"_s, u"-w"_s, u"n2"_s});
    QTRY_VERIFY_WITH_TIMEOUT(m_room->stateOf(job) == u"CONFIGURING"_s || m_room->stateOf(job) == u"RUNNING"_s, 30'000);
    QVERIFY(m_cluster.startServer());
    QVERIFY2(endsWell(job), why());
    QCOMPARE(imageOf(u"n2"_s), u"other-1-1"_s);
    QVERIFY(m_room->run(u"sinfo"_s, {u"-R"_s, u"-h"_s}).out.trimmed().isEmpty());
}

void TestSlurmRoom::aNodeIsNotTakenFromAJobThatRuns()
{
    const QString first = submit({u"-p"_s, u"shared"_s, u"-w"_s, u"n2"_s, u"-C"_s, u"img_tree"_s}, u"sleep 12"_s);
    QVERIFY2(QTest::qWaitFor([&] { return m_room->stateOf(first) == u"RUNNING"_s; }, 60'000), why());
    const QString second = submit({u"-p"_s, u"shared"_s, u"-w"_s, u"n2"_s, u"-C"_s, u"img_other"_s});
    // Whatever becomes of the second, the first keeps its image to its end.
    while (m_room->stateOf(first) == u"RUNNING"_s)
        QCOMPARE(imageOf(u"n2"_s), u"tree-1-1"_s);
    QVERIFY2(endsWell(first), why());
    QVERIFY2(endsWell(second), why());
    QCOMPARE(imageOf(u"n2"_s), u"other-1-1"_s);
    QVERIFY(m_room->run(u"sinfo"_s, {u"-R"_s, u"-h"_s}).out.trimmed().isEmpty());
}

void TestSlurmRoom::slurmdMayComeLate()
{
    QVERIFY(writeHooks("wait_slurmd = 60s\n"));
    const QString image = imageOf(u"n2"_s) == u"tree-1-1"_s ? u"other"_s : u"tree"_s;
    const QString job = submit({u"-C"_s, u"img_"_s + image, u"-w"_s, u"n2"_s});
    QVERIFY(QTest::qWaitFor([&] { return imageOf(u"n2"_s) == image + u"-1-1"_s; }, 60'000));
    QVERIFY(m_room->stateOf(job) == u"CONFIGURING"_s || m_room->stateOf(job) == u"RUNNING"_s);
    m_room->killNode(2);
    QCOMPARE(m_room->fieldOf(u"job"_s, job, u"Restarts"_s), u"0"_s);
    QVERIFY(m_room->startNode(2, true));
    QVERIFY2(endsWell(job), why());
    QCOMPARE(m_room->fieldOf(u"job"_s, job, u"Restarts"_s), u"0"_s);
    QVERIFY(writeHooks(usualHooks));
}

void TestSlurmRoom::theCheckFindsTheTraps()
{
    const QString conf = m_cluster.path(u"hooks/cid-slurm.conf"_s);
    const Ran first = m_cluster.run(u"capt/cid-slurm"_s, {u"check"_s, u"--config"_s, conf});
    QVERIFY2(first.out.contains("fit together"), first.out + first.err);
    QCOMPARE(first.code, 0);
    QVERIFY(QFile::rename(m_cluster.path(u"hooks/cid-slurm-prolog"_s), m_cluster.path(u"hooks/away"_s)));
    const Ran second = m_cluster.run(u"capt/cid-slurm"_s, {u"check"_s, u"--config"_s, conf});
    QVERIFY2(second.out.startsWith("PrologSlurmctld = "), second.out + second.err);
    QVERIFY(second.out.contains("restart slurmctld"));
}

void TestSlurmRoom::cleanupTestCase()
{
    m_room.reset();
}

QTEST_GUILESS_MAIN(TestSlurmRoom)
#include "slurm_room_test.moc"
