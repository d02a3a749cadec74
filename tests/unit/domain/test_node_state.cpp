// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/node_state.h"

#include <QTest>

#include <set>
#include <tuple>
#include <vector>

using namespace cid;
using S = NodeState;
using E = NodeEvent;

class TestNodeState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStateAndEventIsAsWrittenDown();
    void everyStateIsInOnePlace();
    void everyStateHasAWayOnForEveryOrder_data();
    void everyStateHasAWayOnForEveryOrder();
    void everyStageOfEveryOrderMayFailAndBeginAgain();
    void theWayFromPowerOnToAJob();
    void namesAreUniqueAndReadBack();
    void entryEventsLeadToTheirState();
};

namespace {

/// The steps within an order, written down a second time and independently of the table under test.
const std::set<std::tuple<S, E, S>> allowedSteps{
    {S::Partitioning, E::InstallsItself, S::SelfInstall},
    {S::SelfInstall, E::InstallsItself, S::SelfInstall},
    {S::SelfInstall, E::RebootsToDisk, S::RebootingToDisk},
    {S::Installing, E::Configures, S::Configuring},
    {S::Configuring, E::Configures, S::Configuring},
    {S::Configuring, E::WritesBoot, S::BootLoader},
    {S::BootLoader, E::WritesBoot, S::BootLoader},
    {S::BootLoader, E::RebootsToImage, S::RebootingToImage},
    {S::Armed, E::RebootsToBlancmange, S::RebootingToBlancmange},
    {S::Armed, E::RebootsToSwitch, S::RebootingSwitch},
};

/// The states whose machines run Blancmange or an image, and those of which nobody knows.
const std::set<S> blancmangeRuns{S::Netbooted,  S::NotArmed,   S::Partitioning, S::SelfInstall, S::RebootingToDisk,
                                 S::Blancmange, S::Installing, S::Configuring,  S::BootLoader,  S::RebootingToImage};
const std::set<S> imageRuns{S::Running, S::Armed, S::RebootingToBlancmange, S::RebootingSwitch, S::Starting};
const std::set<S> nobodyKnows{S::Unknown, S::Discovered, S::Failed, S::Lost};

/// Every kind of order with its stages, as plans have them.
struct OrderKind
{
    const char *name;
    const std::set<S> &machine; ///< where it begins
    std::vector<E> stages;
};
const std::vector<OrderKind> orderKinds{
    {"a disk is divided anew", blancmangeRuns, {E::Partitions, E::InstallsItself, E::RebootsToDisk}},
    {"an image is installed", blancmangeRuns, {E::Installs, E::Configures, E::WritesBoot, E::RebootsToImage}},
    {"the disk is not armed", blancmangeRuns, {E::Waits}},
    {"not armed, then divided", blancmangeRuns, {E::Waits, E::Partitions, E::InstallsItself, E::RebootsToDisk}},
    {"back to Blancmange", imageRuns, {E::Arms, E::RebootsToBlancmange}},
    {"into another slot", imageRuns, {E::Arms, E::RebootsToSwitch}},
};

std::optional<S> expectedArrivalOrVerdict(S state, E event)
{
    const bool knownToNodeDb = state != S::Unknown && state != S::Discovered;
    switch (event) {
    case E::Appears:
        return knownToNodeDb ? std::nullopt : std::optional(S::Discovered);
    case E::Netboots:
        return S::Netbooted;
    case E::EntersDisk:
        return S::Blancmange;
    case E::ImageIsUp:
        return S::Running;
    case E::ImageStarts:
        return S::Starting;
    case E::Fails:
        return S::Failed;
    case E::FallsSilent:
        return knownToNodeDb ? std::optional(S::Lost) : std::nullopt;
    default:
        return std::nullopt;
    }
}

/// A node that was lost and speaks again may be in any stage.
std::optional<S> expectedStep(S state, E event)
{
    const bool inBlancmange = blancmangeRuns.contains(state) || nobodyKnows.contains(state);
    const bool inImage = imageRuns.contains(state) || nobodyKnows.contains(state);
    switch (event) {
    case E::Waits:
        return inBlancmange ? std::optional(S::NotArmed) : std::nullopt;
    case E::Partitions:
        return inBlancmange ? std::optional(S::Partitioning) : std::nullopt;
    case E::Installs:
        return inBlancmange ? std::optional(S::Installing) : std::nullopt;
    case E::Arms:
        return inImage ? std::optional(S::Armed) : std::nullopt;
    default:
        break;
    }
    for (const auto &[from, step, to] : allowedSteps) {
        if (step == event && (from == state || state == S::Lost))
            return to;
    }
    return std::nullopt;
}

} // namespace

void TestNodeState::everyStateAndEventIsAsWrittenDown()
{
    for (int s = 0; s < nodeStateCount; ++s) {
        for (int e = 0; e < nodeEventCount; ++e) {
            const auto state = static_cast<S>(s);
            const auto event = static_cast<E>(e);
            const auto arrival = expectedArrivalOrVerdict(state, event);
            const auto expected = arrival ? arrival : expectedStep(state, event);
            const QByteArray where = QByteArray(nodeStateName(state).data()) + " + " + nodeEventName(event).data();
            QVERIFY2(nextState(state, event) == expected, where.constData());
        }
    }
}

void TestNodeState::everyStateIsInOnePlace()
{
    for (int s = 0; s < nodeStateCount; ++s) {
        const auto state = static_cast<S>(s);
        QCOMPARE(int(blancmangeRuns.count(state) + imageRuns.count(state) + nobodyKnows.count(state)), 1);
        QCOMPARE(placeOf(state) == NodePlace::Blancmange, blancmangeRuns.contains(state));
        QCOMPARE(placeOf(state) == NodePlace::Image, imageRuns.contains(state));
    }
}

void TestNodeState::everyStateHasAWayOnForEveryOrder_data()
{
    QTest::addColumn<int>("kind");
    for (size_t i = 0; i < orderKinds.size(); ++i)
        QTest::newRow(orderKinds[i].name) << int(i);
}

// Where the machine is as cidd believes, without another arrival; and from anywhere after one.
void TestNodeState::everyStateHasAWayOnForEveryOrder()
{
    QFETCH(int, kind);
    const OrderKind &order = orderKinds[size_t(kind)];
    const auto walk = [&order](std::optional<S> state) {
        for (const E stage : order.stages)
            state = state ? nextState(*state, stage) : state;
        return state.has_value();
    };
    const auto arrivals =
        order.machine == imageRuns ? std::vector{E::ImageIsUp} : std::vector{E::Netboots, E::EntersDisk};
    for (int s = 0; s < nodeStateCount; ++s) {
        const auto state = static_cast<S>(s);
        const bool isHere = order.machine.contains(state) || nobodyKnows.contains(state);
        QVERIFY2(walk(state) == isHere, nodeStateName(state).data());
        for (const E arrival : arrivals)
            QVERIFY2(walk(nextState(state, arrival)), nodeStateName(state).data());
    }
}

void TestNodeState::everyStageOfEveryOrderMayFailAndBeginAgain()
{
    for (const OrderKind &order : orderKinds) {
        std::optional<S> reached = *order.machine.begin();
        for (const E stage : order.stages) {
            reached = nextState(*reached, stage);
            QVERIFY2(reached, order.name);
            // Tried again at once, after it failed for good, and after the node was lost.
            QVERIFY2(nextState(*reached, order.stages.front()), order.name);
            QVERIFY2(nextState(*nextState(*reached, E::Fails), order.stages.front()), order.name);
            QVERIFY2(nextState(*nextState(*reached, E::FallsSilent), order.stages.front()), order.name);
        }
    }
}

void TestNodeState::theWayFromPowerOnToAJob()
{
    const std::initializer_list<E> way{E::Netboots, E::Partitions, E::InstallsItself, E::RebootsToDisk,  E::EntersDisk,
                                       E::Installs, E::Configures, E::WritesBoot,     E::RebootsToImage, E::ImageIsUp};
    std::optional<S> state = S::Unknown;
    for (const E event : way) {
        state = nextState(*state, event);
        QVERIFY(state.has_value());
    }
    QCOMPARE(*state, S::Running);
    QVERIFY(!nextState(S::Running, E::Installs)); // Nothing is installed over a running image.
    QVERIFY(!nextState(S::Running, E::Partitions));
}

void TestNodeState::namesAreUniqueAndReadBack()
{
    for (int s = 0; s < nodeStateCount; ++s) {
        const auto state = static_cast<S>(s);
        QCOMPARE(nodeStateFromName(QString(nodeStateName(state))), std::optional(state));
    }
    QVERIFY(!nodeStateFromName(u"no such state"));
    QCOMPARE(nodeStateName(static_cast<S>(200)), QLatin1StringView("unknown"));
}

void TestNodeState::entryEventsLeadToTheirState()
{
    for (int s = 0; s < nodeStateCount; ++s) {
        const auto event = entryEvent(static_cast<S>(s));
        if (!event)
            continue;
        bool reached = false;
        for (int from = 0; from < nodeStateCount; ++from)
            reached = reached || nextState(static_cast<S>(from), *event) == static_cast<S>(s);
        QVERIFY2(reached, nodeStateName(static_cast<S>(s)).data());
    }
}

QTEST_APPLESS_MAIN(TestNodeState)
#include "test_node_state.moc"
