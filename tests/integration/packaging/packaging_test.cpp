// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the programs: rc scripts, units, completion.
#include "tests/support/cluster.h"

#include <QDir>
#include <QStandardPaths>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestPackaging : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theRcScriptStartsAndStops();
    void theRcScriptTellsWhyNothingStarts();
    void theUnitsAreRight();
    void theDesktopsFilesAreRight();
    void nodesImagesAndVerbsAreCompleted_data();
    void nodesImagesAndVerbsAreCompleted();

private:
    [[nodiscard]] Ran rc(const QString &verb) const;
    Cluster m_cluster;
};

void TestPackaging::initTestCase()
{
    QVERIFY(m_cluster.configure());
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"alpha[1-2]\"]\nmac = 52:54:00:00:00:[01-02]\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.write(u"defaults"_s,
                            "program=" CID_BINARY_DIR "/daemon/cidd\narguments='--config " + m_cluster.path().toUtf8()
                                + "/cid.conf'\npid_file=" + m_cluster.path().toUtf8()
                                + "/pid\nlog_file=" + m_cluster.path().toUtf8() + "/rc.log\n"));
}

Ran TestPackaging::rc(const QString &verb) const
{
    QProcess script;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"CID_DEFAULTS"_s, m_cluster.path(u"defaults"_s));
    script.setProcessEnvironment(environment);
    script.start(QStringLiteral(CID_BINARY_DIR "/packaging/rc/cidd"), {verb});
    return Cluster::ended(script);
}

void TestPackaging::theRcScriptStartsAndStops()
{
    QCOMPARE(rc(u"status"_s).code, 3);
    const Ran started = rc(u"start"_s);
    QVERIFY2(started.code == 0, started.err.constData());
    QCOMPARE(rc(u"status"_s).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_cluster.ctl({u"nodes"_s}).code, 0, 20'000);
    QCOMPARE(rc(u"reload"_s).code, 0);
    QCOMPARE(rc(u"restart"_s).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_cluster.ctl({u"nodes"_s}).code, 0, 20'000);
    QCOMPARE(rc(u"stop"_s).code, 0);
    QCOMPARE(rc(u"status"_s).code, 3);
    QCOMPARE(m_cluster.ctl({u"nodes"_s}).code, 3);
}

void TestPackaging::theRcScriptTellsWhyNothingStarts()
{
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurent = 1-1\n"));
    const Ran started = rc(u"start"_s);
    QCOMPARE(started.code, 1);
    QVERIFY2(started.err.contains("image_db:2:1"), started.err.constData());
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n"));
}

void TestPackaging::theUnitsAreRight()
{
    if (QStandardPaths::findExecutable(u"systemd-analyze"_s).isEmpty())
        QSKIP("systemd-analyze is not installed here");
    QTemporaryDir folder;
    for (const QString &name : {u"cidd"_s, u"cidkid"_s, u"cid-build"_s}) {
        QFile unit(QStringLiteral(CID_BINARY_DIR "/packaging/") + name + u".service"_s);
        QVERIFY(unit.open(QIODevice::ReadOnly));
        QByteArray text = unit.readAll();
        // The program is not installed; the rest is as it will be.
        text.replace("ExecStart=", "ExecStart=/bin/true ");
        QFile copy(folder.filePath(name + u".service"_s));
        QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write(text) == text.size());
        copy.close();
        QProcess analyze;
        analyze.start(u"systemd-analyze"_s, {u"verify"_s, u"--man=no"_s, copy.fileName()});
        const Ran ran = Cluster::ended(analyze);
        QVERIFY2(!ran.err.contains(name.toUtf8() + ".service:"), ran.err.constData());
    }
}

void TestPackaging::theDesktopsFilesAreRight()
{
    const QString folder = QStringLiteral(CID_SOURCE_DIR "/packaging/desktop/");
    QProcess desktop;
    desktop.start(u"desktop-file-validate"_s, {folder + u"cid-console.desktop"_s});
    QVERIFY2(desktop.waitForStarted(), "desktop-file-validate is missing: run tools/setup");
    const Ran validated = Cluster::ended(desktop);
    QVERIFY2(validated.code == 0 && validated.out.isEmpty(), validated.out + validated.err);
    QProcess metainfo;
    metainfo.start(u"appstreamcli"_s, {u"validate"_s, u"--no-net"_s, folder + u"org.notp.Console.metainfo.xml"_s});
    QVERIFY2(metainfo.waitForStarted(), "appstreamcli is missing: run tools/setup");
    const Ran appStream = Cluster::ended(metainfo);
    QVERIFY2(appStream.out.contains("org.notp.Console") || appStream.code == 0, appStream.out + appStream.err);
    for (const QByteArray &line : appStream.out.split('\n')) {
        // The project has no page of its own to name, which newer validators miss.
        const bool isBad = line.startsWith("E:") || line.startsWith("W:");
        QVERIFY2(!isBad || line.endsWith("url-homepage-missing"), appStream.out);
    }
}

void TestPackaging::nodesImagesAndVerbsAreCompleted_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("a verb") << u"cidctl no"_s << QByteArray("node nodes");
    QTest::newRow("a second word") << u"cidctl node a"_s << QByteArray("adopt");
    QTest::newRow("a node") << u"cidctl --config CONF node show al"_s << QByteArray("alpha1 alpha2");
    QTest::newRow("an image") << u"cidctl --config CONF deploy -i t"_s << QByteArray("tree-1-1");
    QTest::newRow("a second word of images") << u"cidctl image d"_s << QByteArray("diff");
    QTest::newRow("an image to show") << u"cidctl --config CONF image show t"_s << QByteArray("tree-1-1");
    QTest::newRow("a second image") << u"cidctl --config CONF image diff tree-1-1 t"_s << QByteArray("tree-1-1");
    QTest::newRow("a node to capture") << u"cidctl --config CONF capture alpha2"_s << QByteArray("alpha2");
    QTest::newRow("an option") << u"cidctl events --fo"_s << QByteArray("--follow");
    QTest::newRow("what Slurm calls") << u"cid-slurm c"_s << QByteArray("configure check");
    QTest::newRow("an option of it") << u"cid-slurm configure --f"_s << QByteArray("--features");
    QTest::newRow("a dialect") << u"cidcapt --exit-codes t"_s << QByteArray("torque");
}

void TestPackaging::nodesImagesAndVerbsAreCompleted()
{
    QFETCH(QString, line);
    QFETCH(QByteArray, words);
    QVERIFY(m_cluster.isServerUp() || m_cluster.startServer());
    QProcess bash;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PATH"_s, QStringLiteral(CID_BINARY_DIR "/capt:") + environment.value(u"PATH"_s));
    bash.setProcessEnvironment(environment);
    bash.start(u"bash"_s,
               {u"-c"_s,
                u"source " CID_SOURCE_DIR "/packaging/completion/cidctl; COMP_WORDS=(%1); "
                "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _cidctl; echo ${COMPREPLY[@]}"_s.arg(
                    line.replace(u"CONF"_s, m_cluster.path(u"cid.conf"_s)))});
    const Ran ran = Cluster::ended(bash);
    QCOMPARE(ran.out.trimmed(), words);
    QCOMPARE(ran.err, QByteArray());
}

QTEST_GUILESS_MAIN(TestPackaging)
#include "packaging_test.moc"
