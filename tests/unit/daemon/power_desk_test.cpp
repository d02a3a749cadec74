// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine's power has to do with the jobs on it.
#include "daemon/core/limits.h"
#include "tests/support/core_bench.h"

#include <QTest>

#include <algorithm>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Author anna{Power::Operator, u"anna"_s, u"operator anna"_s, HoldRule::None, {}, true};

/// A core whose machines n1 and n2 can be switched, and what it wanted of them.
struct Room
{
    explicit Room(MemoryStore &store, std::chrono::milliseconds later = {})
        : bench(store, 3, later)
    {
        bench.reconfigure([](CoreConfiguration &configuration) {
            configuration.nodes[0].power = u"rack"_s;
            configuration.nodes[1].power = u"rack"_s;
            configuration.settings.orderTimeout = 5min;
            configuration.settings.stageTimeout = 10min;
        });
        QObject::connect(&bench.core().announcer(), &Announcer::powerWanted, &context,
                         [this](const NodeName &node, PowerAct act) { wanted.append({node, act}); });
    }

    QByteArray order(const PowerDesk::Command &command)
    {
        QByteArray code = "no answer";
        bench.core().power().order(command, [&](const Status &status) { code = status ? "" : status.error().code; });
        CoreBench::settle();
        return code;
    }
    [[nodiscard]] Failure failure()
    {
        for (const Deployment &deployment : bench.core().state().jobs.ofJob(u"j"_s))
            return deployment.failure;
        return {};
    }

    CoreBench bench;
    QObject context;
    QList<std::pair<NodeName, PowerAct>> wanted;
};

using Wanted = QList<std::pair<NodeName, PowerAct>>;

qsizetype told(const MemoryStore &store, const QByteArray &what)
{
    return std::count_if(store.history().begin(), store.history().end(),
                         [&](const Event &event) { return event.what == what; });
}

} // namespace

Q_DECLARE_METATYPE(cid::Author)

class TestPowerDesk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMachineThatIsNotThereIsSwitchedOnForItsJob();
    void aMachineThatIsThereIsLeftAlone();
    void anOrderThatNobodyTakesCyclesTheMachineBeforeItFails();
    void aStageThatIsSilentCyclesTheMachineBeforeItFails();
    void whatCannotBeSwitchedFailsAsItDid();
    void nobodyIsCycledWhereCidConfSaysSo();
    void aCycleThatFailedEndsTheDeploymentWithItsReason();
    void aCycleThatTheServersEndCutIsBegunAnew();
    void aMachineThatComesMeanwhileIsNotCutOff();
    void aMachineThatTwoClaimIsNotSwitched();
    void anOperatorsActIsNotedAndOpensTheWindow();
    void aJobsMachineIsNotTakenFromIt_data();
    void aJobsMachineIsNotTakenFromIt();
    void allOfThemOrNone();
};

void TestPowerDesk::aMachineThatIsNotThereIsSwitchedOnForItsJob()
{
    MemoryStore store;
    Room room(store);
    QCOMPARE(room.bench.deploy(u"j"_s, {u"n1"_s, u"n3"_s}, u"debian"_s), QByteArray());
    QCOMPARE(room.wanted, Wanted({{u"n1"_s, PowerAct::On}}));
    QCOMPARE(told(store, "power"), 1);
    // It may be on and out of reach: nobody may take its name for that.
    QCOMPARE(room.bench.core().state().registry.find(u"n1"_s)->facts.enrolUntil, 0);
    room.bench.core().power().ended(u"n1"_s, PowerAct::On, PowerState::On);
    // A controller that does not answer is no reason to give the machine up: it may be on its way.
    room.bench.core().power().ended(u"n1"_s, PowerAct::On, fail(makeError(ErrorKind::Io, "power.device", u"no"_s)));
    CoreBench::settle();
    QCOMPARE(room.bench.jobState(u"j"_s), JobState::Active);
    QCOMPARE(told(store, "power-failed"), 1);
}

void TestPowerDesk::aMachineThatIsThereIsLeftAlone()
{
    MemoryStore store;
    Room room(store);
    room.bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    room.bench.deploy(u"j"_s, {u"n1"_s}, u"debian"_s);
    QCOMPARE(room.bench.install(u"n1"_s, 1), QByteArray());
    QCOMPARE(room.wanted, Wanted());
}

void TestPowerDesk::anOrderThatNobodyTakesCyclesTheMachineBeforeItFails()
{
    MemoryStore store;
    Room room(store);
    room.bench.deploy(u"j"_s, {u"n1"_s}, u"debian"_s);
    room.wanted.clear();
    room.bench.wait(5min + 2s);
    QCOMPARE(room.wanted, Wanted({{u"n1"_s, PowerAct::Cycle}}));
    QVERIFY(room.bench.core().state().registry.find(u"n1"_s)->facts.enrolUntil > 0);
    QCOMPARE(room.bench.jobState(u"j"_s), JobState::Active);
    room.bench.core().power().ended(u"n1"_s, PowerAct::Cycle, PowerState::On);
    // It has all of its time again, and is cycled no second time.
    room.bench.wait(4min);
    QCOMPARE(room.bench.jobState(u"j"_s), JobState::Active);
    room.bench.wait(2min);
    QCOMPARE(room.wanted.size(), 1);
    QCOMPARE(room.failure().code, QByteArray("order.not-taken"));
    QVERIFY2(room.failure().reason.contains("switched off and on"_L1), qPrintable(room.failure().reason));
}

void TestPowerDesk::aStageThatIsSilentCyclesTheMachineBeforeItFails()
{
    MemoryStore store;
    Room room(store);
    room.bench.deploy(u"j"_s, {u"n1"_s}, u"debian"_s);
    room.bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    QCOMPARE(room.bench.enter(u"n1"_s, NodeState::Installing, 1), QByteArray());
    room.wanted.clear();
    room.bench.wait(10min + 2s);
    QCOMPARE(room.wanted, Wanted({{u"n1"_s, PowerAct::Cycle}}));
    QCOMPARE(room.bench.stateOf(u"n1"_s), NodeState::Installing);
    // It comes back, begins again, and gets there.
    room.bench.core().power().ended(u"n1"_s, PowerAct::Cycle, PowerState::On);
    room.bench.arrive(u"n1"_s, NodeState::Blancmange, 2);
    QCOMPARE(room.bench.install(u"n1"_s, 2), QByteArray());
    QCOMPARE(room.bench.jobState(u"j"_s), JobState::Done);
}

void TestPowerDesk::whatCannotBeSwitchedFailsAsItDid()
{
    MemoryStore store;
    Room room(store);
    room.bench.deploy(u"j"_s, {u"n3"_s}, u"debian"_s);
    room.bench.wait(5min + 2s);
    QCOMPARE(room.wanted, Wanted());
    QCOMPARE(room.failure().code, QByteArray("order.not-taken"));
    QVERIFY(!room.failure().reason.contains("switched off and on"_L1));
}

void TestPowerDesk::nobodyIsCycledWhereCidConfSaysSo()
{
    MemoryStore store;
    Room room(store);
    room.bench.reconfigure([](CoreConfiguration &configuration) { configuration.settings.powerCycles = 0; });
    room.bench.deploy(u"j"_s, {u"n1"_s}, u"debian"_s);
    room.wanted.clear();
    room.bench.wait(5min + 2s);
    QCOMPARE(room.wanted, Wanted());
    QCOMPARE(room.failure().code, QByteArray("order.not-taken"));
}

void TestPowerDesk::aCycleThatFailedEndsTheDeploymentWithItsReason()
{
    MemoryStore store;
    Room room(store);
    room.bench.deploy(u"j"_s, {u"n1"_s}, u"debian"_s);
    room.bench.wait(5min + 2s);
    room.bench.core().power().ended(u"n1"_s, PowerAct::Cycle,
                                    fail(makeError(ErrorKind::Timeout, "power.still-on", u"n1 is on after 60 s"_s)));
    CoreBench::settle();
    QCOMPARE(room.failure().code, QByteArray("power.failed"));
    QVERIFY2(room.failure().reason.contains("n1 is on after 60 s"_L1), qPrintable(room.failure().reason));
    QCOMPARE(room.bench.jobState(u"j"_s), JobState::Failed);
}

void TestPowerDesk::aCycleThatTheServersEndCutIsBegunAnew()
{
    MemoryStore store;
    {
        Room room(store);
        room.bench.deploy(u"j"_s, {u"n1"_s}, u"debian"_s);
        room.bench.wait(5min + 2s);
        QCOMPARE(room.wanted.last().second, PowerAct::Cycle);
        // And now the server ends: whether the machine was switched on again, nobody knows.
    }
    Room room(store, 20min);
    room.bench.wait(5min + 2s);
    QCOMPARE(room.wanted, Wanted({{u"n1"_s, PowerAct::Cycle}}));
    room.bench.core().power().ended(u"n1"_s, PowerAct::Cycle, PowerState::On);
    room.bench.wait(5min + 2s);
    QCOMPARE(room.wanted.size(), 1);
    QCOMPARE(room.failure().code, QByteArray("order.not-taken"));
}

void TestPowerDesk::aMachineThatComesMeanwhileIsNotCutOff()
{
    MemoryStore store;
    Room room(store);
    PowerDesk &power = room.bench.core().power();
    room.bench.deploy(u"j"_s, {u"n1"_s}, u"debian"_s);
    QVERIFY(power.isWanted(u"n1"_s, PowerAct::On) && !power.isWanted(u"n1"_s, PowerAct::Cycle));
    room.bench.wait(5min + 2s);
    QVERIFY(power.isWanted(u"n1"_s, PowerAct::Cycle));
    // Others are switched before it, and it comes and installs.
    room.bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    QVERIFY(!power.isWanted(u"n1"_s, PowerAct::Cycle) && !power.isWanted(u"n1"_s, PowerAct::On));
    // What is heard of its controller from now on ends nothing.
    power.ended(u"n1"_s, PowerAct::Cycle, fail(makeError(ErrorKind::Cancelled, "power.not-needed", u"it came"_s)));
    power.ended(u"n1"_s, PowerAct::Cycle, fail(makeError(ErrorKind::Timeout, "power.still-off", u"late"_s)));
    CoreBench::settle();
    QCOMPARE(told(store, "power-failed"), 1);
    QCOMPARE(room.bench.jobState(u"j"_s), JobState::Active);
    QCOMPARE(room.bench.install(u"n1"_s, 1), QByteArray());
    QCOMPARE(room.bench.jobState(u"j"_s), JobState::Done);
    QVERIFY(!power.isWanted(u"n1"_s, PowerAct::On) && !power.isWanted(u"n9"_s, PowerAct::Cycle));
}

void TestPowerDesk::aMachineThatTwoClaimIsNotSwitched()
{
    MemoryStore store;
    Room room(store);
    room.bench.arrive(u"n1"_s, NodeState::Running, 1);
    NodeArrival second = CoreBench::arrival(u"n1"_s, NodeState::Running);
    room.bench.core().nodes().arrive(room.bench.caller(u"n1"_s, 2, u"10.9.9.9"_s), second, [](const Status &) { });
    CoreBench::settle();
    QVERIFY(room.bench.core().state().registry.find(u"n1"_s)->rival);
    room.bench.deploy(u"j"_s, {u"n1"_s}, u"debian"_s);
    room.bench.wait(5min + 2s);
    QCOMPARE(room.wanted, Wanted());
}

void TestPowerDesk::anOperatorsActIsNotedAndOpensTheWindow()
{
    MemoryStore store;
    Room room(store);
    QCOMPARE(room.order({{u"n1"_s}, PowerAct::Cycle, false, anna}), QByteArray());
    QVERIFY(std::any_of(store.history().begin(), store.history().end(), [](const Event &event) {
        return event.what == "power" && event.node == u"n1" && event.to == u"cycle" && event.who == u"operator anna";
    }));
    QVERIFY(room.bench.core().state().registry.find(u"n1"_s)->facts.enrolUntil > 0);
    room.bench.core().power().ended(u"n1"_s, PowerAct::Cycle, PowerState::On);
    CoreBench::settle();
    QCOMPARE(told(store, "power-done"), 1);
}

void TestPowerDesk::aJobsMachineIsNotTakenFromIt_data()
{
    QTest::addColumn<PowerAct>("act");
    QTest::addColumn<Author>("author");
    QTest::addColumn<bool>("take");
    QTest::addColumn<QByteArray>("code");
    const Author slurm{Power::Scheduler, u"slurm"_s, {}, HoldRule::Strict};
    const Author other{Power::Scheduler, u"moab"_s, {}, HoldRule::Strict};
    QTest::newRow("an operator's off is refused") << PowerAct::Off << anna << false << QByteArray("node.held");
    QTest::newRow("an operator's cycle is refused") << PowerAct::Cycle << anna << false << QByteArray("node.held");
    QTest::newRow("with a word it is taken") << PowerAct::Off << anna << true << QByteArray();
    QTest::newRow("switching on takes nothing") << PowerAct::On << anna << false << QByteArray();
    QTest::newRow("the job's own scheduler may") << PowerAct::Cycle << slurm << false << QByteArray();
    QTest::newRow("another scheduler may not") << PowerAct::Off << other << false << QByteArray("node.held");
}

void TestPowerDesk::aJobsMachineIsNotTakenFromIt()
{
    QFETCH(PowerAct, act);
    QFETCH(Author, author);
    QFETCH(bool, take);
    QFETCH(QByteArray, code);
    MemoryStore store;
    Room room(store);
    room.bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    const DeployCommand job{u"j"_s, {u"n1"_s}, u"debian"_s,
                            {},     false,     {Power::Scheduler, u"slurm"_s, {}, HoldRule::Strict}};
    room.bench.core().jobs().deploy(job, [](const auto &) { });
    CoreBench::settle();
    QCOMPARE(room.order({{u"n1"_s}, act, take, author}), code);
    QCOMPARE(told(store, "power"), code.isEmpty() ? 1 : 0);
}

void TestPowerDesk::allOfThemOrNone()
{
    MemoryStore store;
    Room room(store);
    QCOMPARE(room.order({{u"n1"_s, u"n3"_s}, PowerAct::Off, false, anna}), QByteArray("power.no-section"));
    QCOMPARE(room.order({{u"n1"_s, u"n9"_s}, PowerAct::Off, false, anna}), QByteArray("node.unknown"));
    QCOMPARE(told(store, "power"), 0);
}

QTEST_GUILESS_MAIN(TestPowerDesk)
#include "power_desk_test.moc"
