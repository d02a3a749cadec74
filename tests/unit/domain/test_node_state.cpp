// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/node_state.h"

#include <QTest>

#include <set>
#include <tuple>

using namespace cid;
using S = NodeState;
using E = NodeEvent;

class TestNodeState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStateAndEventIsAsWrittenDown();
    void theWayFromPowerOnToAJob();
    void namesAreUniqueAndReadBack();
    void entryEventsLeadToTheirState();
};

namespace {

/// The steps, written down a second time and independently of the table under test.
const std::set<std::tuple<S, E, S>> allowedSteps{
    {S::Netbooted, E::Waits, S::NotArmed},
    {S::NotArmed, E::Waits, S::NotArmed},
    {S::Blancmange, E::Waits, S::NotArmed},
    {S::Failed, E::Waits, S::NotArmed},
    {S::Netbooted, E::Partitions, S::Partitioning},
    {S::Blancmange, E::Partitions, S::Partitioning},
    {S::NotArmed, E::Partitions, S::Partitioning},
    {S::Partitioning, E::Partitions, S::Partitioning},
    {S::SelfInstall, E::Partitions, S::Partitioning},
    {S::Failed, E::Partitions, S::Partitioning},
    {S::Partitioning, E::InstallsItself, S::SelfInstall},
    {S::SelfInstall, E::InstallsItself, S::SelfInstall},
    {S::SelfInstall, E::RebootsToDisk, S::RebootingToDisk},
    {S::Netbooted, E::Installs, S::Installing},
    {S::Blancmange, E::Installs, S::Installing},
    {S::NotArmed, E::Installs, S::Installing},
    {S::Installing, E::Installs, S::Installing},
    {S::Configuring, E::Installs, S::Installing},
    {S::BootLoader, E::Installs, S::Installing},
    {S::Failed, E::Installs, S::Installing},
    {S::Installing, E::Configures, S::Configuring},
    {S::Configuring, E::Configures, S::Configuring},
    {S::Configuring, E::WritesBoot, S::BootLoader},
    {S::BootLoader, E::WritesBoot, S::BootLoader},
    {S::BootLoader, E::RebootsToImage, S::RebootingToImage},
    {S::Running, E::Arms, S::Armed},
    {S::Armed, E::Arms, S::Armed},
    {S::Armed, E::RebootsToBlancmange, S::RebootingToBlancmange},
    {S::Armed, E::RebootsToSwitch, S::RebootingSwitch},
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
