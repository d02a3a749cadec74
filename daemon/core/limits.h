// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

// Every cap of the core.
namespace cid::core {

/// Lines of a node's log that are kept in memory, and of those that go with a failure.
constexpr qsizetype maxNodeLog = 200;
constexpr qsizetype maxFailureLog = 50;
/// Characters of one log line.
constexpr qsizetype maxLogLine = 2'000;
/// Slots of one node: a GPT has 128 partitions.
constexpr qsizetype maxSlots = 128;
/// Machines that node_db does not name; the one that was silent longest makes room.
constexpr qsizetype maxDiscovered = 20'000;
/// Bytes that they take together, about: one that tells of a hundred disks counts for more.
constexpr qsizetype maxDiscoveredBytes = 64 * 1024 * 1024;
/// Refused claims to be a node come into the history at most once in each of these.
constexpr std::chrono::minutes claimsOfAddress{1};
constexpr std::chrono::minutes claimsOfNode{10};
/// Addresses and nodes of which that is remembered one by one.
constexpr qsizetype maxClaimKeys = 20'000;
/// Nodes at which one such claim is noted.
constexpr qsizetype maxNodesOfClaim = 8;
/// How long a node that is asked whether it is there has for its answer, and how long that answer counts.
constexpr std::chrono::seconds probePatience{3};
constexpr std::chrono::seconds probeFreshness{5};
/// A node that comes back to Blancmange by itself is brought into its image again this often in an hour.
constexpr qsizetype maxReturns = 3;
constexpr std::chrono::hours returnsWithin{1};
/// Nothing is ordered on a node for this long after a second machine proved its key from another address.
constexpr std::chrono::minutes rivalHold{10};
/// Jobs at their end that are still answered from memory.
constexpr qsizetype maxFinishedJobs = 1'000;
/// Jobs under way or queued.
constexpr qsizetype maxActiveJobs = 10'000;
/// Starts of one deployment, whatever ended the earlier ones: a node that loses power in every attempt ends, too.
constexpr int maxAttempts = 12;
/// Characters of a text that a peer gives and that is shown or stored.
constexpr qsizetype maxDetail = 500;

/// How long an operator's permission to erase a disk is good that belongs to no deployment: unless said, and at most.
constexpr std::chrono::hours permissionLasts{24};
constexpr std::chrono::hours longestPermission{24 * 30};
/// How long after a reboot that cidd ordered, or an operator's word, a machine may ask for a new key. One whose disk
/// was divided may as long as the job that did so lasts.
constexpr std::chrono::minutes enrolWindow{30};

} // namespace cid::core
