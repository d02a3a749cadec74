// SPDX-License-Identifier: GPL-3.0-or-later
// Peers that hold a key and mean no good, or nothing at all.
#include "common/domain/clamp.h"
#include "common/domain/limits.h"
#include "daemon/net/first_word.h"
#include "daemon/net/limits.h"
#include "daemon/net/link_census.h"
#include "tests/support/net_bench.h"

#include <QSignalSpy>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString longText = QString(60'000, u'\u20ac');

Disk diskOf(int number, const QString &serial)
{
    Disk disk;
    disk.path = u"/dev/x%1"_s.arg(number);
    disk.serial = serial;
    disk.size = 1;
    return disk;
}

/// As much as fits into one frame: the codec lets it through, so that the session has to deal with it.
NodeReport hostileReport()
{
    NodeReport report;
    report.macs = QStringList{u"52:54:00:00:00:01"_s} + QStringList(1'000, QString(100, u'm'));
    report.hostname = longText;
    report.state = NodeState::Netbooted;
    for (int i = 0; i < 2'000; ++i)
        report.inventory.disks.append(diskOf(i, QString(300, u's')));
    report.digest = QByteArray(10'000, 'd');
    return report;
}

} // namespace

class PeerLimitsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHostileNodeBreaksNothingAlsoNotAfterARestart();
    void largeInventoriesOfStrangersTakeBoundedMemory();
    void whoSaysNothingIsSentAway();
    void aMachineThatDoesNotAskForItsKeyIsSentAway();
    void aPingIsNoRequest();
    void aNodesNewestConnectionsAreItsTrueOnes();
    void anAddressHasSoManyConnections_data();
    void anAddressHasSoManyConnections();

private:
    QTemporaryDir m_folder;
};

void PeerLimitsTest::aHostileNodeBreaksNothingAlsoNotAfterARestart()
{
    const QString database = m_folder.filePath(u"hostile.db"_s);
    const auto look = [](test::NetBench &bench) {
        const auto console = bench.connectAs(Role::Operator);
        QList<NodeStatus> seen;
        bool isWhole = false;
        Error error;
        console.conversation->follow(NodesRequest{}, 0ms, [&](const Result<Message> &message) {
            if (!message) {
                error = message.error();
                return false;
            }
            seen += std::get<NodesReply>(*message).nodes;
            isWhole = std::get<NodesReply>(*message).complete;
            return !isWhole;
        });
        QTRY_VERIFY2(isWhole, error.code);
        QCOMPARE(seen.size(), 3);
        NodeDetailRequest request{u"n00001"_s};
        for (const bool parts : {false, true}) {
            request.parts = parts;
            const auto detail = bench.ask<NodeDetail>(console, request);
            QVERIFY2(detail, bench.lastError().code);
        }
        const auto events = bench.ask<EventsReply>(console, EventsRequest{0, {}, {}, 500, false, {}});
        QVERIFY2(events && !events->events.isEmpty(), bench.lastError().code);
    };
    {
        test::NetBench bench(database, 3);
        const auto console = bench.connectAs(Role::Operator);
        QVERIFY(bench.ask<DeployReply>(console, DeployRequest{u"j"_s, u"n00001"_s, u"debian"_s}));
        const auto node = bench.connectAs(Role::Node, u"n00001"_s);
        std::optional<DeployOrder> order;
        connect(node.conversation, &Conversation::received, this, [&order](const Envelope &envelope) {
            if (const auto *message = std::get_if<OrderMessage>(&envelope.message))
                order = message->order;
        });
        node.conversation->ask(hostileReport(), 30s, [](const Result<Message> &) { });
        QTRY_VERIFY(order);
        node.conversation->tell(LogReport{order->deployment, QStringList(10, longText.left(30'000))});
        FailureReport report{order->deployment, 1, {}};
        report.failure = {NodeState::Netbooted, QByteArray(100'000, 'c'), longText,
                          QStringList(10, longText.left(20'000))};
        for (report.attempt = 1; report.attempt <= 4; ++report.attempt) {
            bool isAnswered = false;
            node.conversation->ask(report, 30s, [&isAnswered](const Result<Message> &) { isAnswered = true; });
            QTRY_VERIFY(isAnswered);
        }
        StageReport stage{order->deployment, 1, NodeState::Partitioning, longText};
        bool isAnswered = false;
        node.conversation->ask(stage, 30s, [&isAnswered](const Result<Message> &) { isAnswered = true; });
        QTRY_VERIFY(isAnswered);
        bench.settle();
        look(bench);
        const NodeRecord *record = bench.core().state().registry.find(u"n00001"_s);
        QVERIFY(sizeOf(record->inventory) <= domain::maxInventory);
        QVERIFY(record->log.join(u'\n').toUtf8().size() <= domain::maxNodeLog);
    }
    test::NetBench again(database, 3);
    look(again);
}

void PeerLimitsTest::largeInventoriesOfStrangersTakeBoundedMemory()
{
    test::NetBench bench(m_folder.filePath(u"discovered.db"_s), 1);
    EnrolRequest request;
    for (int i = 0; i < 700; ++i) {
        request.inventory.disks.append(diskOf(i, QString(250, u's')));
        request.inventory.disks.last().wwn = QString(250, u'w');
        request.inventory.disks.last().model = QString(250, u'm');
    }
    // One after the other from many addresses, as one key of all machines lets them come.
    for (int i = 0; i < 600; ++i) {
        request.macs = {u"02:00:00:00:%1:%2"_s.arg(i / 100).arg(i % 100)};
        const auto line = bench.connectAs(Role::Enrol, {}, Channel::Control, u"10.1.0.%1"_s.arg(i % 250));
        bool isAnswered = false;
        line.conversation->ask(request, 30s, [&isAnswered](const Result<Message> &) { isAnswered = true; });
        QTRY_VERIFY(isAnswered);
        bench.settle();
    }
    qsizetype bytes = 0;
    const QList<DiscoveredMachine> machines = bench.core().state().registry.discovered();
    for (const DiscoveredMachine &machine : machines)
        bytes += sizeOf(machine.inventory);
    QVERIFY2(bytes <= 70 * 1024 * 1024, qPrintable(QString::number(bytes)));
    QVERIFY(!machines.isEmpty());
    DiscoveredRequest question;
    question.parts = true;
    const auto console = bench.connectAs(Role::Operator);
    QCOMPARE(bench.ask<DiscoveredReply>(console, question)->machines.size(), machines.size());
}

void PeerLimitsTest::whoSaysNothingIsSentAway()
{
    QObject owner;
    const auto quiet = MemoryLink::makePair({}, {}, &owner);
    const auto polite = MemoryLink::makePair({}, {}, &owner);
    QSignalSpy closed(quiet.second, &Link::closed);
    (new FirstWord(polite.first, 10ms))->heard();
    new FirstWord(quiet.first, 40ms); // The longer wait of the two.
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY(polite.first->isOpen());
}

// With the true deadline of ten seconds.
void PeerLimitsTest::aMachineThatDoesNotAskForItsKeyIsSentAway()
{
    test::NetBench bench(m_folder.filePath(u"enrol.db"_s), 1);
    const auto line = bench.connectAs(Role::Enrol);
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT(!line.peer || !line.peer->isOpen(), 20'000);
    QVERIFY(clock.elapsed() >= net::enrolPatienceMs - 1'000);
}

void PeerLimitsTest::aPingIsNoRequest()
{
    QObject owner;
    const auto pair = MemoryLink::makePair({}, {}, &owner);
    QByteArray code;
    connect(pair.second, &Link::closed, &owner, [&code](const Error &reason) { code = reason.code; });
    QSignalSpy heard(pair.first, &Link::received);
    QTimer heart;
    connect(&heart, &QTimer::timeout, pair.second, &FramedLink::beat);
    heart.start(5ms);
    new FirstWord(pair.first, 100ms);
    QTRY_COMPARE(code, QByteArray("link.closed")); // Not "link.silent": the pings were answered all the time.
    QCOMPARE(heard.size(), 0);
}

void PeerLimitsTest::aNodesNewestConnectionsAreItsTrueOnes()
{
    test::NetBench bench(m_folder.filePath(u"links.db"_s), 2);
    QList<test::NetBench::Line> lines;
    for (qsizetype i = 0; i < net::controlLinksPerNode + 1; ++i)
        lines.append(bench.connectAs(Role::Node, u"n00001"_s));
    QTRY_VERIFY(!lines.first().peer);
    QVERIFY(lines.last().peer && lines.last().server->isOpen());
    QVERIFY(bench.connectAs(Role::Node, u"n00002"_s).server->isOpen());
    NodeReport report;
    report.macs = {u"52:54:00:00:00:01"_s};
    report.state = NodeState::Netbooted;
    bool isTaken = false;
    lines.last().conversation->ask(report, 30s,
                                   [&isTaken](const Result<Message> &answer) { isTaken = answer.has_value(); });
    QTRY_VERIFY(isTaken);
}

void PeerLimitsTest::anAddressHasSoManyConnections_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<qsizetype>("most");
    QTest::newRow("of machines that enrol") << Role::Enrol << net::enrolLinksPerAddress;
    QTest::newRow("of schedulers") << Role::Capt << net::clientLinksPerAddress;
}

void PeerLimitsTest::anAddressHasSoManyConnections()
{
    QFETCH(Role, role);
    QFETCH(qsizetype, most);
    QObject owner;
    LinkCensus census;
    PeerIdentity peer;
    peer.role = role;
    peer.address = u"10.0.0.1"_s;
    QList<MemoryLink *> links;
    for (qsizetype i = 0; i < most; ++i) {
        links.append(MemoryLink::makePair(peer, {}, &owner).first);
        QVERIFY(census.admit(links.last()));
    }
    MemoryLink *tooMany = MemoryLink::makePair(peer, {}, &owner).first;
    QVERIFY(!census.admit(tooMany));
    peer.address = u"10.0.0.2"_s;
    QVERIFY(census.admit(MemoryLink::makePair(peer, {}, &owner).first));
    delete links.takeLast();
    QVERIFY(census.admit(tooMany));
    QCOMPARE(census.count(), most + 1);
}

QTEST_GUILESS_MAIN(PeerLimitsTest)
#include "peer_limits_test.moc"
