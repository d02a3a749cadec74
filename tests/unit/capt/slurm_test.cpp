// SPDX-License-Identifier: GPL-3.0-or-later
// What cid-slurm makes of what Slurm says, without Slurm.
#include "capt/slurm/scontrol.h"
#include "capt/slurm/setup_text.h"
#include "capt/slurm/slurm_check.h"
#include "capt/slurm/slurm_job.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestSlurm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theImageIsFound_data();
    void theImageIsFound();
    void aFileIsReadOrItsMistakeNamed_data();
    void aFileIsReadOrItsMistakeNamed();
    void aNodesStateIsUnderstood_data();
    void aNodesStateIsUnderstood();
    void whatPeopleWroteIsNoState();
    void aTrapIsNamed_data();
    void aTrapIsNamed();
    void aGoodSetupHasNoFinding();
    void theHelperNamesOneFeature_data();
    void theHelperNamesOneFeature();
    void aWishedRestartIsLeftToCidd();

private:
    [[nodiscard]] static SlurmSurroundings goodSurroundings();
};

void TestSlurm::theImageIsFound_data()
{
    QTest::addColumn<QString>("constraints");
    QTest::addColumn<QString>("comment");
    QTest::addColumn<QString>("partition");
    QTest::addColumn<QString>("image"); // or the error's code
    const auto row = [](const char *name, const char *constraints, const char *comment, const char *partition,
                        const char *image) {
        QTest::newRow(name) << QString::fromLatin1(constraints) << QString::fromLatin1(comment)
                            << QString::fromLatin1(partition) << QString::fromLatin1(image);
    };
    row("a constraint", "img_debian", "", "", "debian");
    row("beside other features", "gpu&img_debian&ib", "", "", "debian");
    row("in brackets with a number", "[img_debian*2]", "", "", "debian");
    row("a full name", "img_debian-12-1", "", "", "debian-12-1");
    row("the same twice", "img_debian&img_debian", "", "", "debian");
    row("a choice: the first", "img_rocky|img_debian", "", "", "rocky");
    row("a choice in brackets", "[img_rocky|img_debian]", "", "", "rocky");
    row("two at once", "img_rocky&img_debian", "", "", "slurm.several");
    row("some nodes this, some that", "[img_rocky*1&img_debian*2]", "", "", "slurm.several");
    row("a feature that only looks like one", "xximg_debian", "", "", "");
    row("a comment", "", "image=debian", "", "debian");
    row("a comment with more in it", "", "mail=no image=debian; ok", "", "debian");
    row("a comment about something else", "", "bootimage=debian", "", "");
    row("the constraint before the comment", "img_rocky", "image=debian", "", "rocky");
    row("the comment before the partition", "", "image=debian", "old", "debian");
    row("the partition", "gpu", "", "old", "rocky");
    row("another partition", "", "", "new", "");
    row("one that jobs may not have", "img_secret", "", "", "slurm.not-allowed");
    row("a path", "img_../../etc", "", "", "slurm.no-image");
    row("words of a shell", "", "image=$(reboot)", "", "slurm.no-image");
}

void TestSlurm::theImageIsFound()
{
    QFETCH(QString, constraints);
    QFETCH(QString, comment);
    QFETCH(QString, partition);
    QFETCH(QString, image);
    SlurmConf conf;
    conf.images = {u"debian"_s, u"rocky"_s};
    conf.partitions = {{u"old"_s, u"rocky"_s}};
    const auto found = imageOf({u"7"_s, u"n1"_s, partition, constraints, comment}, conf);
    if (found)
        QCOMPARE(found->value_or(QString()), image);
    else
        QCOMPARE(QString::fromLatin1(found.error().code), image);
}

void TestSlurm::aFileIsReadOrItsMistakeNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("mistake"); // none: it is good
    QTest::newRow("nothing in it") << QByteArray() << QString();
    QTest::newRow("all of it") << QByteArray("[slurm]\nimages = debian rocky\nimage = debian\ntimeout = 1h\n"
                                             "wait_slurmd = 0\ndrain = no\n[partition \"old\"]\nimage = rocky\n")
                               << QString();
    QTest::newRow("a partition without an image") << QByteArray("[partition \"old\"]\n") << u":1:"_s;
    QTest::newRow("no image's name") << QByteArray("[slurm]\nimage = a/b\n") << u":2:"_s;
    QTest::newRow("one of several is none") << QByteArray("[slurm]\nimages = debian .. rocky\n") << u":2:"_s;
    QTest::newRow("an unknown key") << QByteArray("[slurm]\ntimout = 1h\n") << u"timeout"_s;
}

void TestSlurm::aFileIsReadOrItsMistakeNamed()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, mistake);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"cid-slurm.conf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
    file.close();
    const auto conf = loadSlurmConf(file.fileName());
    QCOMPARE(conf.has_value(), mistake.isEmpty());
    if (conf)
        QCOMPARE(conf->cidConf, folder.filePath(u"cid.conf"_s));
    else
        QVERIFY2(conf.error().text.contains(mistake), qPrintable(conf.error().text));
}

void TestSlurm::aNodesStateIsUnderstood_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<bool>("isThere");
    QTest::newRow("idle") << u"IDLE"_s << true;
    QTest::newRow("of the job that waits") << u"ALLOCATED"_s << true;
    QTest::newRow("some of it") << u"MIXED+PLANNED"_s << true;
    QTest::newRow("drained by somebody: slurmd is there all the same") << u"IDLE+DRAIN"_s << true;
    QTest::newRow("silent") << u"ALLOCATED+NOT_RESPONDING"_s << false;
    QTest::newRow("silent, as sinfo writes it") << u"IDLE*"_s << false;
    QTest::newRow("down") << u"DOWN+DRAIN"_s << false;
    QTest::newRow("asked to start anew") << u"IDLE+REBOOT_ISSUED"_s << false;
    QTest::newRow("switched on") << u"ALLOCATED+POWERING_UP"_s << false;
    QTest::newRow("never seen") << u"UNKNOWN"_s << false;
    QTest::newRow("no answer") << QString() << false;
}

void TestSlurm::aNodesStateIsUnderstood()
{
    QFETCH(QString, state);
    QFETCH(bool, isThere);
    const QByteArray line = "NodeName=n1 Arch=x86_64 State=" + state.toLatin1()
        + " BootTime=2026-01-02T03:04:05 SlurmdStartTime=2026-01-02T03:05:06 LastBusyTime=None\n";
    const QList<SlurmNode> nodes = parseNodes(line);
    QCOMPARE(nodes.size(), 1);
    QCOMPARE(nodes[0].name, u"n1"_s);
    QCOMPARE(isResponding(nodes[0]), isThere);
    QVERIFY(nodes[0].slurmdSince > 0);
}

void TestSlurm::whatPeopleWroteIsNoState()
{
    const auto nodes = parseNodes("NodeName=n1 State=DOWN SlurmdStartTime=None Reason=State=IDLE NodeName=n9 [root]\n");
    QCOMPARE(nodes.size(), 1);
    QCOMPARE(nodes[0].name, u"n1"_s);
    QCOMPARE(nodes[0].state, u"DOWN"_s);
    QCOMPARE(nodes[0].slurmdSince, 0);
}

SlurmSurroundings TestSlurm::goodSurroundings()
{
    SlurmSurroundings around;
    around.config = {{u"PrologSlurmctld"_s, u"/sbin/cid-slurm-prolog"_s},
                     {u"EpilogSlurmctld"_s, u"/sbin/cid-slurm-epilog"_s},
                     {u"ReturnToService"_s, u"2"_s},
                     {u"SlurmdTimeout"_s, u"7200 sec"_s},
                     {u"ResumeTimeout"_s, u"60 sec"_s},
                     {u"NodeFeaturesPlugins"_s, u"(null)"_s},
                     {u"RebootProgram"_s, u"(null)"_s}};
    around.partitions = {u"PartitionName=all OverSubscribe=EXCLUSIVE State=UP"_s};
    around.longest = std::chrono::hours(1);
    around.keyFile = u"/etc/cid/capt_key"_s;
    around.slurmUser = u"slurm"_s;
    around.isExecutable = [](const QString &path) { return path.startsWith(u"/sbin/"); };
    around.isReadableBySlurm = [](const QString &) { return true; };
    around.images = {u"debian"_s};
    return around;
}

void TestSlurm::aTrapIsNamed_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const QString &key, const QString &value, const QByteArray &code) {
        QTest::newRow(name) << key << value << code;
    };
    row("no hook", u"PrologSlurmctld"_s, u"(null)"_s, "hook.none");
    row("a hook that is not there", u"PrologSlurmctld"_s, u"/usr/sbin/cid-slurm-prolog"_s, "hook.missing");
    row("a hook with arguments", u"PrologSlurmctld"_s, u"/sbin/cidcapt -i x"_s, "hook.arguments");
    row("no epilog", u"EpilogSlurmctld"_s, u"(null)"_s, "hook.none");
    row("nodes that come back are down", u"ReturnToService"_s, u"1"_s, "return-to-service");
    row("slurmd is given up too soon", u"SlurmdTimeout"_s, u"300 sec"_s, "timeout");
    row("features, and the restart is given up too soon", u"NodeFeaturesPlugins"_s, u"node_features/helpers"_s,
        "timeout");
}

void TestSlurm::aTrapIsNamed()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QByteArray, code);
    SlurmSurroundings around = goodSurroundings();
    around.config.insert(key, value);
    const QList<SlurmFinding> findings = checkSlurm(around, {});
    QVERIFY(!findings.isEmpty());
    QCOMPARE(findings.first().code, code);
    QVERIFY(!findings.first().why.isEmpty() && !findings.first().mend.isEmpty());
}

void TestSlurm::aGoodSetupHasNoFinding()
{
    SlurmSurroundings around = goodSurroundings();
    QVERIFY(checkSlurm(around, {}).isEmpty());
    around.config[u"SlurmdTimeout"_s] = u"0 sec"_s; // Never.
    QVERIFY(checkSlurm(around, {}).isEmpty());
    // Newer versions number the hooks.
    around.config.remove(u"PrologSlurmctld"_s);
    around.config[u"PrologSlurmctld[0]"_s] = u"/sbin/cid-slurm-prolog"_s;
    QVERIFY(checkSlurm(around, {}).isEmpty());
    around.isReadableBySlurm = [](const QString &) { return false; };
    QCOMPARE(checkSlurm(around, {}).value(0).code, QByteArray("key.unreadable"));
    around = goodSurroundings();
    around.partitions.append(u"PartitionName=old OverSubscribe=NO State=UP"_s);
    QCOMPARE(checkSlurm(around, {}).value(0).code, QByteArray("shared-nodes"));
    SlurmConf conf;
    conf.partitions = {{u"all"_s, u"rocky"_s}};
    QCOMPARE(checkSlurm(goodSurroundings(), conf).value(0).code, QByteArray("image.unknown"));
}

void TestSlurm::theHelperNamesOneFeature_data()
{
    QTest::addColumn<QByteArray>("current");
    QTest::addColumn<QByteArray>("feature");
    QTest::newRow("an image") << QByteArray("debian-12-1\ndigest 00\n") << QByteArray("img_debian\n");
    QTest::newRow("a name with hyphens") << QByteArray("rhel-like-9-4\n") << QByteArray("img_rhel-like\n");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("something else") << QByteArray("debian\n") << QByteArray();
}

void TestSlurm::theHelperNamesOneFeature()
{
    QFETCH(QByteArray, current);
    QFETCH(QByteArray, feature);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"curr_img"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(current), current.size());
    file.close();
    QProcess helper;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"CID_CURR_IMG"_s, file.fileName());
    helper.setProcessEnvironment(environment);
    helper.start(QStringLiteral(CID_SOURCE_DIR "/packaging/slurm/cid-slurm-helper"), QStringList());
    QVERIFY(helper.waitForFinished());
    QCOMPARE(helper.readAllStandardOutput(), feature);
    QVERIFY(feature == featureOf(QString::fromLatin1(current.split('\n').first())).toLatin1() + '\n'
            || feature.isEmpty());
}

void TestSlurm::aWishedRestartIsLeftToCidd()
{
    const QTemporaryDir folder;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"CID_SLURM_WISH"_s, folder.filePath(u"wish"_s));
    environment.insert(u"CID_SLURM_REBOOT"_s, u"/bin/false"_s);
    const auto codeOf = [&environment](const QString &program, const QStringList &arguments) {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(CID_SOURCE_DIR "/packaging/slurm/") + program, arguments);
        return process.waitForFinished() ? process.exitCode() : -1;
    };
    QCOMPARE(codeOf(u"cid-slurm-reboot"_s, {}), 1); // It would have started anew.
    QCOMPARE(codeOf(u"cid-slurm-helper"_s, {u"img_debian"_s}), 0);
    QCOMPARE(codeOf(u"cid-slurm-reboot"_s, {}), 0);
    QCOMPARE(codeOf(u"cid-slurm-reboot"_s, {}), 1);
}

QTEST_GUILESS_MAIN(TestSlurm)
#include "slurm_test.moc"
