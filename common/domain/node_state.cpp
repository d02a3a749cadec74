// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/node_state.h"

#include <QStringView>

#include <algorithm>
#include <array>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

using S = NodeState;
using E = NodeEvent;

struct Step
{
    S from;
    E event;
    S to;
};

/// The steps of the way that follow a begun one, each with the stages it may follow. A stage may begin again.
constexpr std::array steps{
    Step{S::Partitioning, E::InstallsItself, S::SelfInstall},
    Step{S::SelfInstall, E::InstallsItself, S::SelfInstall},
    Step{S::SelfInstall, E::RebootsToDisk, S::RebootingToDisk},

    Step{S::Installing, E::Configures, S::Configuring},
    Step{S::Configuring, E::Configures, S::Configuring},
    Step{S::Configuring, E::WritesBoot, S::BootLoader},
    Step{S::BootLoader, E::WritesBoot, S::BootLoader},
    Step{S::BootLoader, E::RebootsToImage, S::RebootingToImage},

    Step{S::Armed, E::RebootsToBlancmange, S::RebootingToBlancmange},
    Step{S::Armed, E::RebootsToSwitch, S::RebootingSwitch},
};

/// With what an order may begin, and where the machine is then. An order begins wherever the one before it ended, was
/// cancelled or failed, a retry among them: so a first step may follow every state of the same place, and every state
/// that says nothing about the place. Nothing is ever divided or written from within a running image.
struct FirstStep
{
    E event;
    NodePlace place;
    S to;
};
constexpr std::array firstSteps{
    FirstStep{E::Waits, NodePlace::Blancmange, S::NotArmed},
    FirstStep{E::Partitions, NodePlace::Blancmange, S::Partitioning},
    // Blancmange in RAM on a disk that already carries notP's layout needs no reboot before the image.
    FirstStep{E::Installs, NodePlace::Blancmange, S::Installing},
    FirstStep{E::Arms, NodePlace::Image, S::Armed},
};

constexpr std::array<std::pair<S, QLatin1StringView>, nodeStateCount> stateNames{{
    {S::Unknown, "unknown"_L1},
    {S::Discovered, "discovered"_L1},
    {S::Netbooted, "netbooted"_L1},
    {S::NotArmed, "not-armed"_L1},
    {S::Partitioning, "partitioning"_L1},
    {S::SelfInstall, "self-install"_L1},
    {S::RebootingToDisk, "rebooting(1)"_L1},
    {S::Blancmange, "blancmange"_L1},
    {S::Installing, "installing"_L1},
    {S::Configuring, "configuring"_L1},
    {S::BootLoader, "bootloader"_L1},
    {S::RebootingToImage, "rebooting(2)"_L1},
    {S::Running, "running"_L1},
    {S::Armed, "armed"_L1},
    {S::RebootingToBlancmange, "rebooting(to-blancmange)"_L1},
    {S::RebootingSwitch, "rebooting(switch)"_L1},
    {S::Failed, "failed"_L1},
    {S::Lost, "lost"_L1},
    {S::Starting, "starting"_L1},
}};

constexpr std::array eventNames{"appears"_L1,
                                "netboots"_L1,
                                "enters-disk"_L1,
                                "image-is-up"_L1,
                                "image-starts"_L1,
                                "waits"_L1,
                                "partitions"_L1,
                                "installs-itself"_L1,
                                "reboots-to-disk"_L1,
                                "installs"_L1,
                                "configures"_L1,
                                "writes-boot"_L1,
                                "reboots-to-image"_L1,
                                "arms"_L1,
                                "reboots-to-blancmange"_L1,
                                "reboots-to-switch"_L1,
                                "fails"_L1,
                                "falls-silent"_L1};
static_assert(eventNames.size() == nodeEventCount);

} // namespace

NodePlace placeOf(NodeState state)
{
    switch (state) {
    case S::Unknown:
    case S::Discovered:
    case S::Failed:
    case S::Lost:
        return NodePlace::Anywhere;
    case S::Running:
    case S::Armed:
    case S::RebootingToBlancmange:
    case S::RebootingSwitch:
    case S::Starting:
        return NodePlace::Image;
    default:
        return NodePlace::Blancmange;
    }
}

std::optional<NodeState> nextState(NodeState state, NodeEvent event)
{
    switch (event) {
    case E::Appears:
        return state == S::Unknown || state == S::Discovered ? std::optional(S::Discovered) : std::nullopt;
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
        return state == S::Unknown || state == S::Discovered ? std::nullopt : std::optional(S::Lost);
    default:
        break;
    }
    const auto first =
        std::find_if(firstSteps.begin(), firstSteps.end(), [event](const auto &one) { return one.event == event; });
    if (first != firstSteps.end()) {
        const NodePlace place = placeOf(state);
        return place == first->place || place == NodePlace::Anywhere ? std::optional(first->to) : std::nullopt;
    }
    // A node that was only out of earshot goes on where it is: every step it reports is believed.
    const auto step = std::find_if(steps.begin(), steps.end(), [state, event](const Step &candidate) {
        return candidate.event == event && (candidate.from == state || state == S::Lost);
    });
    return step == steps.end() ? std::nullopt : std::optional(step->to);
}

std::optional<NodeEvent> entryEvent(NodeState state)
{
    switch (state) {
    case S::Discovered:
        return E::Appears;
    case S::Netbooted:
        return E::Netboots;
    case S::Blancmange:
        return E::EntersDisk;
    case S::Running:
        return E::ImageIsUp;
    case S::Failed:
        return E::Fails;
    case S::Unknown:
    case S::Lost:
    case S::Starting:
        return std::nullopt;
    default:
        break;
    }
    const auto first =
        std::find_if(firstSteps.begin(), firstSteps.end(), [state](const auto &one) { return one.to == state; });
    if (first != firstSteps.end())
        return first->event;
    const auto step = std::find_if(steps.begin(), steps.end(), [state](const Step &s) { return s.to == state; });
    return step == steps.end() ? std::nullopt : std::optional(step->event);
}

QLatin1StringView nodeStateName(NodeState state)
{
    const auto index = static_cast<size_t>(state);
    return index < stateNames.size() ? stateNames[index].second : "unknown"_L1;
}

std::optional<NodeState> nodeStateFromName(QStringView name)
{
    const auto found =
        std::find_if(stateNames.begin(), stateNames.end(), [name](const auto &e) { return e.second == name; });
    return found == stateNames.end() ? std::nullopt : std::optional(found->first);
}

QLatin1StringView nodeEventName(NodeEvent event)
{
    const auto index = static_cast<size_t>(event);
    return index < eventNames.size() ? eventNames[index] : "?"_L1;
}

bool isBusy(NodeState state)
{
    switch (state) {
    case S::Unknown:
    case S::Discovered:
    case S::NotArmed:
    case S::Running:
    case S::Failed:
    case S::Lost:
        return false;
    default:
        return true;
    }
}

} // namespace cid
