// SPDX-License-Identifier: GPL-3.0-or-later
// The program cidd as its operators start it, and peers of every role over real TLS.
#include "common/config/key_file.h"
#include "common/link/conversation.h"
#include "common/link/link_client.h"
#include "tests/support/notify_socket.h"
#include "tests/support/slow_file.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestCidd : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void itSaysThatItRuns();
    void keysAreMadeOnce();
    void unsafeKeysAreRefused();
    void badConfigurationIsNamed();
    void aNodeEnrolsAndIsSeen();
    void systemdShowsHowManyNodesAreConnected();
    void rolesAreKept();
    void reloadTakesNewNodes();
    void reloadTakesTheLogLevel();
    void aReloadThatFailsChangesNothing();
    void aReloadThatWaitsForADiskHoldsNobody();
    void adoptingNeedsNoOtherFile();

private:
    void write(const QString &name, const QByteArray &text);
    [[nodiscard]] QByteArray read(const QString &name) const;
    void startServer();
    /// SIGHUP, to a server that runs: the number 0 would mean all of us.
    void hangUp();
    Link *connectAs(Role role, const QByteArray &secret, const QString &id = u"test"_s, int epoch = 0);
    template <typename Reply> Result<Reply> ask(Link *link, const Message &message);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_server;
    std::unique_ptr<QObject> m_owner;
    QByteArray m_fingerprint;
    QByteArray m_log;
    quint16 m_port = 0;
};

void TestCidd::write(const QString &name, const QByteArray &text)
{
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

void TestCidd::hangUp()
{
    QVERIFY(m_server->processId() > 0);
    ::kill(static_cast<pid_t>(m_server->processId()), SIGHUP);
}

QByteArray TestCidd::read(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestCidd::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_owner = std::make_unique<QObject>();
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    m_port = free.serverPort();
    free.close();
    write(u"cid.conf"_s,
          "[cid]\nlisten = 127.0.0.1\nport = " + QByteArray::number(m_port)
              + "\nstate_dir = state\nimage_dir = images\noverlay_dir = overlays\n");
    write(u"node_db"_s, "[node \"n[1-2]\"]\nmac = 52:54:00:00:00:[01-02]\n");
    write(u"image_db"_s, "[image \"debian\"]\ncurrent = 12-1\n");
    QProcess genkey;
    genkey.start(QStringLiteral(CID_BINARY_DIR "/daemon/cidd"),
                 {u"--genkey"_s, u"--config"_s, m_folder->filePath(u"cid.conf"_s)});
    QVERIFY(genkey.waitForFinished());
    QVERIFY2(genkey.exitCode() == 0, genkey.readAllStandardError());
    m_fingerprint = genkey.readAllStandardOutput().trimmed().right(64);
}

void TestCidd::cleanup()
{
    m_owner.reset();
    if (m_server && m_server->state() == QProcess::Running) {
        m_server->terminate();
        QVERIFY(m_server->waitForFinished(10'000));
        QCOMPARE(m_server->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_server->exitCode(), 0);
    }
    m_server.reset();
    m_log.clear();
}

void TestCidd::startServer()
{
    m_server = std::make_unique<QProcess>();
    connect(m_server.get(), &QProcess::readyReadStandardError, this,
            [this] { m_log += m_server->readAllStandardError(); });
    m_server->start(QStringLiteral(CID_BINARY_DIR "/daemon/cidd"),
                    {u"-f"_s, u"--config"_s, m_folder->filePath(u"cid.conf"_s)});
    QTRY_VERIFY2_WITH_TIMEOUT(m_log.contains("up and running") || m_server->state() == QProcess::NotRunning, m_log,
                              20'000);
}

Link *TestCidd::connectAs(Role role, const QByteArray &secret, const QString &id, int epoch)
{
    LinkClientOptions options;
    options.servers = {{u"127.0.0.1"_s, m_port}};
    options.fingerprints = {m_fingerprint};
    options.role = role;
    options.id = id;
    options.epoch = epoch;
    options.secret = secret;
    Link *link = nullptr;
    bool isOver = false;
    LinkClient client(options);
    connect(&client, &LinkClient::connected, &client, [&](Link *got) {
        link = got;
        link->setParent(m_owner.get());
        isOver = true;
    });
    connect(&client, &LinkClient::failed, &client, [&](const Error &) { isOver = true; });
    client.start();
    static_cast<void>(QTest::qWaitFor([&] { return isOver; }, 15'000));
    return link;
}

template <typename Reply> Result<Reply> TestCidd::ask(Link *link, const Message &message)
{
    Conversation conversation(link);
    std::optional<Result<Message>> answer;
    conversation.ask(message, 10s, [&](Result<Message> got) { answer = std::move(got); });
    static_cast<void>(QTest::qWaitFor([&] { return answer.has_value(); }, 15'000));
    if (!answer || !*answer)
        return fail(answer ? answer->error() : makeError(ErrorKind::Timeout, "test.no-answer", {}));
    const Reply *reply = std::get_if<Reply>(&**answer);
    return reply ? Result<Reply>(*reply) : fail(makeError(ErrorKind::Internal, "test.other-answer", {}));
}

void TestCidd::itSaysThatItRuns()
{
    startServer();
    static const QRegularExpression line(
        u"^\\d{1,2}/\\d{1,2}/\\d\\d \\d{1,2}:\\d\\d:\\d\\d: cidd\\.cpp:\\d+ main\\(\\) --- Cid Daemon up and running on port %1$"_s
            .arg(m_port),
        QRegularExpression::MultilineOption);
    QVERIFY2(line.match(QString::fromUtf8(m_log)).hasMatch(), m_log);
}

void TestCidd::keysAreMadeOnce()
{
    const auto before = readKeyFile(m_folder->filePath(u"key"_s), {});
    QVERIFY(before);
    QProcess genkey;
    genkey.start(QStringLiteral(CID_BINARY_DIR "/daemon/cidd"),
                 {u"--genkey"_s, u"--config"_s, m_folder->filePath(u"cid.conf"_s)});
    QVERIFY(genkey.waitForFinished());
    QCOMPARE(genkey.readAllStandardOutput().trimmed().right(64), m_fingerprint);
    QCOMPARE(*readKeyFile(m_folder->filePath(u"key"_s), {}), *before);
}

void TestCidd::unsafeKeysAreRefused()
{
    QCOMPARE(::chmod(qPrintable(m_folder->filePath(u"operator_key"_s)), 0444), 0);
    startServer();
    QCOMPARE(m_server->state(), QProcess::NotRunning);
    QCOMPARE(m_server->exitCode(), 1);
    QVERIFY2(m_log.contains("operator_key") && m_log.contains("chmod 0400"), m_log);
}

void TestCidd::badConfigurationIsNamed()
{
    write(u"node_db"_s, "[node \"n1\"]\nlayuot = x\n");
    startServer();
    QCOMPARE(m_server->state(), QProcess::NotRunning);
    QVERIFY2(m_log.contains("node_db:2:1: found the key \"layuot\"; did you mean \"layout\"?"), m_log);
}

void TestCidd::aNodeEnrolsAndIsSeen()
{
    startServer();
    Link *enrol = connectAs(Role::Enrol, *readKeyFile(m_folder->filePath(u"key"_s), {}));
    QVERIFY(enrol);
    EnrolRequest request;
    request.macs = {u"52:54:00:00:00:01"_s};
    request.inBlancmange = true;
    const auto enrolled = ask<Enrolled>(enrol, request);
    QVERIFY2(enrolled, enrolled ? "" : qPrintable(enrolled.error().text));
    QCOMPARE(enrolled->node, u"n1"_s);
    QVERIFY(!connectAs(Role::Node, enrolled->secret, u"n2"_s, enrolled->epoch));
    QVERIFY(!connectAs(Role::Node, enrolled->secret, u"n1"_s, enrolled->epoch + 1));
    Link *node = connectAs(Role::Node, enrolled->secret, u"n1"_s, enrolled->epoch);
    QVERIFY(node);
    NodeReport report;
    report.macs = request.macs;
    report.state = NodeState::Netbooted;
    QVERIFY(ask<OkReply>(node, report));
    QCOMPARE(ask<OkReply>(node, CancelJobRequest{u"x"_s}).error().code, QByteArray("role.not-allowed"));
    Link *second = connectAs(Role::Enrol, *readKeyFile(m_folder->filePath(u"key"_s), {}));
    QCOMPARE(ask<Enrolled>(second, request).error().code, QByteArray("enrol.live"));
    Link *console = connectAs(Role::Operator, *readKeyFile(m_folder->filePath(u"operator_key"_s), {}));
    const auto nodes = ask<NodesReply>(console, NodesRequest{u"n1"_s, false});
    QVERIFY(nodes);
    QCOMPARE(nodes->nodes.value(0).state, NodeState::Netbooted);
    QVERIFY(nodes->nodes.value(0).connected);
    node->close();
    QTRY_VERIFY2_WITH_TIMEOUT(
        QRegularExpression(
            u": cidd\\.cpp:\\d+ server_loop\\(\\) --- server_loop \\(handler\\): Dropping connection to \\S+\\n"_s)
            .match(QString::fromUtf8(m_log))
            .hasMatch(),
        m_log, 15'000);
}

void TestCidd::systemdShowsHowManyNodesAreConnected()
{
    const test::NotifySocket systemd(m_folder->filePath(u"notify"_s).toUtf8());
    QVERIFY(systemd.bound);
    const auto unset = qScopeGuard([] { qunsetenv("NOTIFY_SOCKET"); });
    startServer();
    QByteArray shown;
    const auto shows = [&](const QByteArray &text) {
        const QByteArray next = systemd.next();
        if (next.startsWith("STATUS="))
            shown = next.mid(7);
        return shown == text;
    };
    QTRY_VERIFY(shows("0 nodes connected"));
    Link *enrol = connectAs(Role::Enrol, *readKeyFile(m_folder->filePath(u"key"_s), {}));
    EnrolRequest request;
    request.macs = {u"52:54:00:00:00:01"_s};
    request.inBlancmange = true;
    const auto enrolled = ask<Enrolled>(enrol, request);
    QVERIFY2(enrolled, enrolled ? "" : qPrintable(enrolled.error().text));
    Link *node = connectAs(Role::Node, enrolled->secret, u"n1"_s, enrolled->epoch);
    NodeReport report;
    report.macs = request.macs;
    report.state = NodeState::Netbooted;
    QVERIFY(ask<OkReply>(node, report));
    QTRY_VERIFY2(shows("1 nodes connected"), shown.constData());
    node->close();
    QTRY_VERIFY2(shows("0 nodes connected"), shown.constData());
}

void TestCidd::rolesAreKept()
{
    startServer();
    Link *capt = connectAs(Role::Capt, *readKeyFile(m_folder->filePath(u"capt_key"_s), {}));
    QVERIFY(capt);
    QCOMPARE(ask<NodesReply>(capt, NodesRequest{}).error().code, QByteArray("role.not-allowed"));
    QCOMPARE(ask<OkReply>(capt, ReloadRequest{}).error().code, QByteArray("role.not-allowed"));
    QCOMPARE(ask<DeployReply>(capt, DeployRequest{u"j"_s, u"n[1-2]"_s, u"debian"_s, 0, false}).error().code,
             QByteArray("image.not-in-catalogue"));
    QCOMPARE(ask<DeployReply>(capt, DeployRequest{u"j"_s, u"n9"_s, u"debian"_s, 0, false}).error().code,
             QByteArray("node.unknown"));
    QCOMPARE(ask<DeployReply>(capt, DeployRequest{u"j"_s, u""_s, u"debian"_s, 0, false}).error().code,
             QByteArray("hosts.empty"));
    QVERIFY(!connectAs(Role::Operator, *readKeyFile(m_folder->filePath(u"capt_key"_s), {})));
    QTRY_VERIFY(m_log.contains("link.wrong-proof"));
}

void TestCidd::reloadTakesNewNodes()
{
    startServer();
    Link *console = connectAs(Role::Operator, *readKeyFile(m_folder->filePath(u"operator_key"_s), {}));
    QCOMPARE(ask<NodesReply>(console, NodesRequest{})->nodes.size(), 2);
    write(u"node_db"_s, "[node \"n[1-3]\"]\nbroken\n");
    QVERIFY(!ask<OkReply>(console, ReloadRequest{}));
    QCOMPARE(ask<NodesReply>(console, NodesRequest{})->nodes.size(), 2);
    write(u"node_db"_s, "[node \"n[1-3]\"]\n");
    hangUp();
    QTRY_VERIFY(m_log.contains("Read the configuration again"));
    QCOMPARE(ask<NodesReply>(console, NodesRequest{})->nodes.size(), 3);
}

void TestCidd::reloadTakesTheLogLevel()
{
    startServer();
    Link *console = connectAs(Role::Operator, *readKeyFile(m_folder->filePath(u"operator_key"_s), {}));
    const QByteArray conf = read(u"cid.conf"_s);
    write(u"cid.conf"_s, conf + "debug = 0\n");
    hangUp();
    QVERIFY(ask<OkReply>(console, ReloadRequest{}));
    QCOMPARE(ask<NodesReply>(console, NodesRequest{})->nodes.size(), 2);
    write(u"cid.conf"_s, conf);
    hangUp();
    QTRY_VERIFY(m_log.contains("Read the configuration again"));
    QCOMPARE(m_log.count("Read the configuration again"), 1); // The first time said nothing: that is what 0 means.
}

void TestCidd::aReloadThatFailsChangesNothing()
{
    startServer();
    Link *console = connectAs(Role::Operator, *readKeyFile(m_folder->filePath(u"operator_key"_s), {}));
    write(u"node_db"_s, "[node \"n[1-3]\"]\n");
    write(u"image_db"_s, "[image \"debian\"]\nbroken\n");
    QVERIFY(!ask<OkReply>(console, ReloadRequest{}));
    QCOMPARE(ask<NodesReply>(console, NodesRequest{})->nodes.size(), 2);
    write(u"image_db"_s, "[image \"debian\"]\n");
    QVERIFY(ask<OkReply>(console, ReloadRequest{}));
    QCOMPARE(ask<NodesReply>(console, NodesRequest{})->nodes.size(), 3);
}

void TestCidd::aReloadThatWaitsForADiskHoldsNobody()
{
    startServer();
    Link *console = connectAs(Role::Operator, *readKeyFile(m_folder->filePath(u"operator_key"_s), {}));
    QVERIFY(QDir(m_folder->path()).mkpath(u"images"_s));
    write(u"images/debian-12-1.gz"_s, "an image");
    write(u"images/debian-12-1.manifest"_s, "no manifest");
    SlowFile manifest(m_folder->filePath(u"images/debian-12-1.manifest"_s));
    QVERIFY(manifest.isHeld());
    write(u"node_db"_s, "[node \"n[1-3]\"]\n");
    hangUp();
    hangUp();
    QVERIFY(ask<NodesReply>(console, NodesRequest{}));
    QCOMPARE(ask<NodesReply>(console, NodesRequest{})->nodes.size(), 2); // All of it, or nothing yet.
    // Somebody asks for one, and does not stay for the answer.
    Link *other = connectAs(Role::Operator, *readKeyFile(m_folder->filePath(u"operator_key"_s), {}), u"other"_s);
    QVERIFY(other);
    other->send({77, ReloadRequest{}});
    QVERIFY(ask<NodesReply>(other, NodesRequest{}));
    other->close();
    write(u"node_db"_s, "[node \"n[1-4]\"]\n");
    QTRY_VERIFY(manifest.isWanted());
    manifest.letGo();
    QTRY_VERIFY(m_log.contains("Read the configuration again"));
    QCOMPARE(ask<NodesReply>(console, NodesRequest{})->nodes.size(), 4);
    EventsRequest query;
    query.what = {u"reloaded"_s};
    const auto hasTold = [&] {
        const auto events = ask<EventsReply>(console, query);
        return events && events->events.size() == 1 && events->events.first().who.contains(u"other"_s);
    };
    QVERIFY(QTest::qWaitFor(hasTold, 10'000));
}

void TestCidd::adoptingNeedsNoOtherFile()
{
    startServer();
    Link *console = connectAs(Role::Operator, *readKeyFile(m_folder->filePath(u"operator_key"_s), {}));
    Link *enrol = connectAs(Role::Enrol, *readKeyFile(m_folder->filePath(u"key"_s), {}));
    EnrolRequest machine;
    machine.macs = {u"52:54:00:00:00:99"_s};
    QCOMPARE(ask<Enrolled>(enrol, machine).error().code, QByteArray("enrol.unknown"));
    write(u"image_db"_s, "broken\n");
    QVERIFY(ask<AdoptReply>(console, AdoptRequest{u"n77"_s, {}, false}));
    QCOMPARE(ask<NodesReply>(console, NodesRequest{})->nodes.size(), 3);
    QVERIFY(read(u"node_db"_s).contains("[node \"n77\"]\nmac = 52:54:00:00:00:99"));
}

QTEST_GUILESS_MAIN(TestCidd)
#include "cidd_test.moc"
