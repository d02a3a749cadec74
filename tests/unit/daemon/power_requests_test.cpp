// SPDX-License-Identifier: GPL-3.0-or-later
// What clients ask of machines' power, through their sessions.
#include "common/wire/power_fields.h"
#include "tests/support/net_bench.h"

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

using Switched = QList<std::pair<NodeName, PowerAct>>;

class TestPowerRequests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void allMachinesAreToldOf();
    void whatWasNotedIsDoneThoughNobodyHearsOfIt();
    void whoFollowsTooMuchSwitchesNothing();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<NetBench> m_bench;
};

void TestPowerRequests::init()
{
    m_bench.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_bench = std::make_unique<NetBench>(m_folder->filePath(u"state.db"_s), 3'000);
    m_bench->givePower();
}

void TestPowerRequests::allMachinesAreToldOf()
{
    const auto line = m_bench->connectAs(Role::Operator);
    const auto reply = m_bench->ask<PowerReply>(line, PowerRequest{u"n[00001-03000]"_s, PowerAct::Off});
    QVERIFY2(reply, m_bench->lastError().code.constData());
    QCOMPARE(reply->rows.size(), 3'000);
    QCOMPARE(reply->rows.last().section, u"strip"_s);
    QCOMPARE(m_bench->switched.size(), 3'000);
}

void TestPowerRequests::whatWasNotedIsDoneThoughNobodyHearsOfIt()
{
    const auto line = m_bench->connectAs(Role::Operator);
    line.conversation->tell(PowerRequest{u"n[00001-00002]"_s, PowerAct::Off});
    // It goes away when the request was heard, and before it is on the disk.
    QTRY_VERIFY(!m_bench->core().ledger().isIdle());
    QVERIFY(m_bench->switched.isEmpty());
    delete line.server;
    m_bench->settle();
    QCOMPARE(m_bench->switched, Switched({{u"n00001"_s, PowerAct::Off}, {u"n00002"_s, PowerAct::Off}}));
}

void TestPowerRequests::whoFollowsTooMuchSwitchesNothing()
{
    const auto line = m_bench->connectAs(Role::Operator);
    NodesRequest endless;
    endless.follow = true;
    for (int i = 0; i < 100; ++i)
        line.conversation->follow(endless, {}, [](const auto &answer) { return answer.has_value(); });
    const auto reply = m_bench->ask<PowerReply>(line, PowerRequest{u"n00001"_s, PowerAct::Off});
    QVERIFY(!reply);
    QCOMPARE(m_bench->lastError().code, QByteArray("client.too-many"));
    QCOMPARE(m_bench->switched, Switched());
}

QTEST_GUILESS_MAIN(TestPowerRequests)
#include "power_requests_test.moc"
