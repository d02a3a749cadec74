// SPDX-License-Identifier: GPL-3.0-or-later
// Programs whose standard files are closed, or full.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString build = QStringLiteral(CID_BINARY_DIR "/");
const QString closed = u"exec \"$0\" \"$@\" <&- >&- 2>&-"_s;

} // namespace

class TestStandardFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatIsNotWrittenIsAFailure_data();
    void whatIsNotWrittenIsAFailure();
    void aClosedOutputIsAFailureOnlyWhereSomethingIsSaid();
    void theServerRunsWithoutStandardFiles();
    void theAgentRunsWithoutStandardFiles();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    void write(const QString &name, const QByteArray &text) const;
    void runSilently(QProcess &process, const QString &program) const;
    static int ended(QProcess &process);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStandardFiles::write(const QString &name, const QByteArray &text) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

int TestStandardFiles::ended(QProcess &process)
{
    return process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

void TestStandardFiles::runSilently(QProcess &process, const QString &program) const
{
    process.start(u"/bin/sh"_s, {u"-c"_s, closed, build + program, u"--config"_s, path(u"cid.conf"_s)});
    QVERIFY(process.waitForStarted());
}

void TestStandardFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QTcpServer port;
    QVERIFY(port.listen(QHostAddress::LocalHost));
    write(u"cid.conf"_s,
          "[cid]\nlisten = 127.0.0.1\nserver = 127.0.0.1:" + QByteArray::number(port.serverPort())
              + "\nport = " + QByteArray::number(port.serverPort())
              + "\nstate_dir = state\nimage_dir = images\noverlay_dir = overlays\nboot_dir = boot\n");
    write(u"node_db"_s, "[node \"n1\"]\nmac = 52:54:00:00:00:01\n");
    write(u"image_db"_s, "[image \"debian\"]\ncurrent = 12-1\n");
}

void TestStandardFiles::whatIsNotWrittenIsAFailure_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const QString &program, const QStringList &words) {
        QTest::newRow(qPrintable(program.section(u'/', -1) + u' ' + words.join(u' '))) << program << words;
    };
    const QStringList programs{u"daemon/cidd"_s, u"kid/cidkid"_s, u"capt/cidcapt"_s, u"capt/cidctl"_s,
                               u"imagebuilder/mkimg.linux"_s};
    for (const QString &program : programs) {
        row(program, {u"--help"_s});
        row(program, {u"--version"_s});
    }
    row(u"daemon/cidd"_s, {u"--config"_s, u"cid.conf"_s, u"--genkey"_s});
    row(u"kid/cidkid"_s, {u"--config"_s, u"cid.conf"_s, u"--report"_s, u"-"_s});
    row(u"capt/cidctl"_s, {u"nodes"_s, u"--help"_s});
    row(u"capt/cidctl"_s, {u"config"_s, u"check"_s, u"cid.conf"_s});
    row(u"imagebuilder/mkimg.linux"_s, {u"--show-excludes"_s});
    row(u"imagebuilder/mkimg.linux"_s, {u"--genkey"_s, u"key"_s});
}

void TestStandardFiles::whatIsNotWrittenIsAFailure()
{
    QFETCH(QString, program);
    QFETCH(QStringList, words);
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.setStandardOutputFile(u"/dev/full"_s);
    process.start(build + program, words);
    QVERIFY(ended(process) > 0);
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.contains("standard output"), said);
}

void TestStandardFiles::aClosedOutputIsAFailureOnlyWhereSomethingIsSaid()
{
    QProcess process;
    process.start(u"/bin/sh"_s, {u"-c"_s, closed, build + u"imagebuilder/mkimg.linux"_s, u"--version"_s});
    QCOMPARE(ended(process), 1);
    QVERIFY(QDir().mkpath(path(u"root"_s)) && QDir().mkpath(path(u"out"_s)));
    process.start(u"/bin/sh"_s,
                  {u"-c"_s, closed, build + u"imagebuilder/mkimg.linux"_s, u"-q"_s, u"--image"_s, u"a-1-1"_s,
                   u"--output"_s, path(u"out"_s), path(u"root"_s)});
    QCOMPARE(ended(process), 0);
}

// Without them a socket or the pipe of its signals would be number 2, and what goes to the log would go there.
void TestStandardFiles::theServerRunsWithoutStandardFiles()
{
    QProcess genkey;
    genkey.start(build + u"daemon/cidd"_s, {u"--config"_s, path(u"cid.conf"_s), u"--genkey"_s});
    QVERIFY(ended(genkey) == 0);
    QProcess server;
    runSilently(server, u"daemon/cidd"_s);
    QFile conf(path(u"cid.conf"_s));
    QVERIFY(conf.open(QIODevice::ReadOnly));
    const quint16 port = QString::fromUtf8(conf.readAll()).section(u"port = "_s, 1).section(u'\n', 0, 0).toUShort();
    const auto answers = [port] {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        return socket.waitForConnected(100);
    };
    QTRY_VERIFY_WITH_TIMEOUT(server.state() != QProcess::Running || answers(), 20'000);
    QCOMPARE(server.state(), QProcess::Running);
    QVERIFY(answers());
    server.terminate();
    QCOMPARE(ended(server), 0);
}

void TestStandardFiles::theAgentRunsWithoutStandardFiles()
{
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    QVERIFY(QDir().mkpath(path(u"n1"_s)));
    write(u"n1/machine.conf"_s, "[machine]\nmac = 52:54:00:00:00:01\n");
    write(u"key"_s, QByteArray(64, 'a') + '\n');
    QVERIFY(QFile::setPermissions(path(u"key"_s), QFile::ReadOwner));
    write(u"cid.conf"_s,
          "[cid]\nserver = 127.0.0.1:" + QByteArray::number(listener.serverPort())
              + "\nserver_fingerprint = " + QByteArray(64, 'b') + "\nstate_dir = state\n");
    QProcess agent;
    agent.start(u"/bin/sh"_s,
                {u"-c"_s, closed, build + u"kid/cidkid"_s, u"--config"_s, path(u"cid.conf"_s), u"--machine"_s,
                 u"dir:"_s + path(u"n1"_s)});
    QVERIFY(agent.waitForStarted());
    for (int times = 0; times < 2; ++times) { // It comes again after it was sent away: it runs.
        QTRY_VERIFY_WITH_TIMEOUT(agent.state() != QProcess::Running || listener.hasPendingConnections(), 20'000);
        QCOMPARE(agent.state(), QProcess::Running);
        delete listener.nextPendingConnection();
    }
    agent.terminate();
    QCOMPARE(ended(agent), 0);
}

QTEST_GUILESS_MAIN(TestStandardFiles)
#include "standard_files_test.moc"
