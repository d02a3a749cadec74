// SPDX-License-Identifier: GPL-3.0-or-later
// Two machines under one name, a machine that takes another's name, a machine that nobody knows: flagged with both
// addresses, and nothing is provisioned.
#include "common/config/key_file.h"
#include "tests/integration/daemon/peer_bench.h"

#include <QTest>

#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestIdentity : public PeerBench
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void twoMachinesUnderOneName();
    void aMachineWithAddressesOfTwoNodes();
    void aNodeThatReportsAnothersAddresses();
    void anUnknownMachineIsDiscovered();
    void aKeyThatWasKeptIsReplacedWithinAWindowAlone();
    void cleanupTestCase();

private:
    [[nodiscard]] Result<Enrolled> enrol(const QStringList &macs, const QHostAddress &from,
                                         bool fromPrivilegedPort = false);
    [[nodiscard]] QByteArray codeOf(const Result<Enrolled> &result) const
    {
        return result ? QByteArray() : result.error().code;
    }
    [[nodiscard]] QByteArray note(const QString &node) const { return m_cluster.ctl({u"nodes"_s, node}).out; }
    Enrolled m_node;
};

void TestIdentity::initTestCase()
{
    QVERIFY(m_cluster.configure());
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n[1-3]\"]\nmac = 52:54:00:00:00:[01-03]\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.startServer());
    const auto first = enrol({u"52:54:00:00:00:01"_s}, QHostAddress(u"127.0.0.2"_s));
    QVERIFY2(first, first ? "" : qPrintable(first.error().text));
    m_node = *first;
}

Result<Enrolled> TestIdentity::enrol(const QStringList &macs, const QHostAddress &from, bool fromPrivilegedPort)
{
    const QByteArray key = *readKeyFile(m_cluster.path(u"key"_s), {});
    Link *link = connectAs({Role::Enrol, key, u"t"_s, 0, Channel::Control, from, {}, fromPrivilegedPort});
    if (!link)
        return fail(makeError(ErrorKind::Unavailable, "test.no-link", {}));
    EnrolRequest request;
    request.macs = macs;
    request.inBlancmange = true;
    Conversation conversation(link);
    std::optional<Result<Message>> answer;
    conversation.ask(request, 10s, [&](Result<Message> got) { answer = std::move(got); });
    static_cast<void>(QTest::qWaitFor([&] { return answer.has_value(); }, 15'000));
    if (!answer || !*answer)
        return fail(answer ? answer->error() : makeError(ErrorKind::Timeout, "test.no-answer", {}));
    return std::get<Enrolled>(**answer);
}

void TestIdentity::twoMachinesUnderOneName()
{
    Link *first =
        connectAs({Role::Node, m_node.secret, u"n1"_s, m_node.epoch, Channel::Control, QHostAddress(u"127.0.0.2"_s)});
    QVERIFY(first);
    NodeReport report;
    report.macs = {u"52:54:00:00:00:01"_s};
    report.state = NodeState::Netbooted;
    QCOMPARE(codesOf(first, 1, [&](int) { return Message(report); }), QSet<QByteArray>{"ok"});
    // The job waits for its node; the second machine gets nothing of it.
    const auto capt = m_cluster.begin(u"capt/cidcapt"_s, {u"-j"_s, u"j"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s});
    const auto second = enrol({u"52:54:00:00:00:01"_s}, QHostAddress(u"127.0.0.3"_s));
    QVERIFY(!second);
    QCOMPARE(second.error().code, QByteArray("enrol.live"));
    QVERIFY2(note(u"n1"_s).contains("127.0.0.2") && note(u"n1"_s).contains("127.0.0.3"), note(u"n1"_s));
    QVERIFY(first->isOpen());
    // A copy of the disk brings the same node.key: the newer connection is refused, the older one stays.
    Link *copy =
        connectAs({Role::Node, m_node.secret, u"n1"_s, m_node.epoch, Channel::Control, QHostAddress(u"127.0.0.4"_s)});
    QVERIFY(copy);
    const auto codes = codesOf(copy, 1, [&](int) { return Message(report); });
    QVERIFY2(!codes.contains("ok"), "two machines speak for one node");
    QVERIFY2(note(u"n1"_s).contains("127.0.0.4"), note(u"n1"_s));
    capt->kill();
    capt->waitForFinished();
}

void TestIdentity::aMachineWithAddressesOfTwoNodes()
{
    const auto both = enrol({u"52:54:00:00:00:02"_s, u"52:54:00:00:00:03"_s}, QHostAddress(u"127.0.0.5"_s));
    QVERIFY(!both);
    QCOMPARE(both.error().code, QByteArray("enrol.two-nodes"));
    for (const QString &node : {u"n2"_s, u"n3"_s})
        QVERIFY2(note(node).contains("127.0.0.5"), note(node));
}

void TestIdentity::aNodeThatReportsAnothersAddresses()
{
    const auto own = enrol({u"52:54:00:00:00:02"_s}, QHostAddress(u"127.0.0.6"_s));
    QVERIFY2(own, own ? "" : qPrintable(own.error().text));
    Link *link =
        connectAs({Role::Node, own->secret, u"n2"_s, own->epoch, Channel::Control, QHostAddress(u"127.0.0.6"_s)});
    QVERIFY(link);
    NodeReport report;
    report.macs = {u"52:54:00:00:00:03"_s};
    report.hostname = u"n3"_s;
    report.state = NodeState::Netbooted;
    const auto codes = codesOf(link, 1, [&](int) { return Message(report); });
    QVERIFY2(!codes.contains("ok"), "a node took another's name");
    QVERIFY2(note(u"n2"_s).contains("conflict"), note(u"n2"_s));
}

void TestIdentity::anUnknownMachineIsDiscovered()
{
    const auto nobody = enrol({u"52:54:00:00:00:99"_s}, QHostAddress(u"127.0.0.7"_s));
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().code, QByteArray("enrol.unknown"));
    const QByteArray found = m_cluster.ctl({u"discovered"_s}).out;
    QVERIFY2(found.contains("52:54:00:00:00:99") && found.contains("127.0.0.7"), found);
}

// Who has read an initramfs asks for the key of a node that ran and is switched off.
void TestIdentity::aKeyThatWasKeptIsReplacedWithinAWindowAlone()
{
    const QStringList mac{u"52:54:00:00:00:03"_s};
    const QHostAddress home(u"127.0.0.8"_s);
    const auto own = enrol(mac, home);
    QVERIFY2(own, own ? "" : qPrintable(own.error().text));
    Link *link = connectAs({Role::Node, own->secret, u"n3"_s, own->epoch, Channel::Control, home});
    QVERIFY(link);
    NodeReport report;
    report.macs = mac;
    report.state = NodeState::Running;
    QCOMPARE(codesOf(link, 1, [&](int) { return Message(report); }), QSet<QByteArray>{"ok"});
    delete link;
    QTRY_VERIFY(codeOf(enrol(mac, home)) != "enrol.live");
    const auto refused = enrol(mac, home, true);
    QCOMPARE(codeOf(refused), QByteArray("enrol.not-expected"));
    QVERIFY2(refused.error().text.contains(u"node reenrol n3"_s), qPrintable(refused.error().text));
    QCOMPARE(m_cluster.ctl({u"node"_s, u"reenrol"_s, u"n[1,9]"_s, u"-y"_s}).code, 2);
    QCOMPARE(m_cluster.ctl({u"node"_s, u"reenrol"_s, u"n3"_s, u"-y"_s}).code, 0);
    // The window is what it was, and from any user's port it stays shut.
    m_cluster.killServer();
    QVERIFY(m_cluster.startServer());
    QCOMPARE(codeOf(enrol(mac, home)), QByteArray("enrol.not-expected"));
    if (::geteuid() != 0)
        QSKIP("needs root for a port below 1024");
    const auto next = enrol(mac, home, true);
    QVERIFY2(next, next ? "" : qPrintable(next.error().text));
    QCOMPARE(next->epoch, own->epoch + 1);
}

void TestIdentity::cleanupTestCase()
{
    QVERIFY(m_cluster.stopServer());
}

QTEST_GUILESS_MAIN(TestIdentity)
#include "identity_test.moc"
