// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

#include <optional>

namespace cid {

/// Where a node is on its way from power-on to a job. The order is the order of the way, but for the last.
enum class NodeState : quint8 {
    Unknown, ///< Never heard of.
    Discovered, ///< A machine that node_db does not name was heard.
    Netbooted, ///< Blancmange runs from RAM.
    NotArmed, ///< Blancmange waits for an operator: foreign, ambiguous or missing disk, or no order.
    Partitioning, ///< The disk is being partitioned and formatted.
    SelfInstall, ///< Blancmange is written to the disk.
    RebootingToDisk, ///< Reboot 1, into Blancmange on the disk.
    Blancmange, ///< Blancmange runs from the disk.
    Installing, ///< The image is fetched and unpacked (both at once).
    Configuring, ///< The node's personality is written.
    BootLoader, ///< The slot becomes the one that boots next.
    RebootingToImage, ///< Reboot 2, into the image.
    Running, ///< The image's cidkid said so.
    Armed, ///< The running image prepared the next boot.
    RebootingToBlancmange, ///< From the image back to Blancmange.
    RebootingSwitch, ///< From the image to another slot that already holds the wanted image.
    Failed, ///< A stage failed for good; the reason is beside it.
    Lost, ///< Nothing heard for longer than the stage allows.
    Starting, ///< The image's cidkid is here; what image_db says of a ready node is not true yet. Before Running.
};
constexpr int nodeStateCount = static_cast<int>(NodeState::Starting) + 1;

/// What happens to a node. Arrivals (the first group) are facts that can come from any state: a machine can lose
/// power at any moment. Steps (the second) come in their order only; those with which an order begins
/// follow every state of the same place. Verdicts (the third) are cidd's.
enum class NodeEvent : quint8 {
    Appears, ///< A machine outside node_db connects.
    Netboots, ///< Blancmange in RAM reports.
    EntersDisk, ///< Blancmange on the disk reports.
    ImageIsUp, ///< cidkid inside a running image reports.
    ImageStarts, ///< The same, and the image has to prove first that it is ready.

    Waits, ///< Blancmange says that it needs an operator.
    Partitions,
    InstallsItself,
    RebootsToDisk,
    Installs,
    Configures,
    WritesBoot,
    RebootsToImage,
    Arms,
    RebootsToBlancmange,
    RebootsToSwitch,

    Fails, ///< The node reports a failure, or cidd gives up on a stage.
    FallsSilent, ///< The stage's deadline passed with nothing heard.
};
constexpr int nodeEventCount = static_cast<int>(NodeEvent::FallsSilent) + 1;

/// The state after \a event in \a state, or nothing where the event cannot happen there.
/// Pure; the whole table is in node_state.cpp.
[[nodiscard]] std::optional<NodeState> nextState(NodeState state, NodeEvent event);

/// The event by which a node announces that it enters \a state; nothing for states that only cidd decides.
[[nodiscard]] std::optional<NodeEvent> entryEvent(NodeState state);

/// What a machine runs in a state; Anywhere where the state does not say.
enum class NodePlace : quint8 { Anywhere, Blancmange, Image };
[[nodiscard]] NodePlace placeOf(NodeState state);

/// The stable name on the wire, in the store and in JSON: "self-install", "rebooting(1)", ...
[[nodiscard]] QLatin1StringView nodeStateName(NodeState state);
[[nodiscard]] std::optional<NodeState> nodeStateFromName(QStringView name);
[[nodiscard]] QLatin1StringView nodeEventName(NodeEvent event);

/// True while a deployment is under way in this state (neither at rest nor at its end).
[[nodiscard]] bool isBusy(NodeState state);

} // namespace cid
