// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/node.h"

namespace cid {

enum class DeploymentState : quint8 {
    Queued, ///< Another job holds the node; the order of requests decides.
    Open, ///< Under way.
    Done, ///< The node runs the image.
    Failed,
    Cancelled,
};
[[nodiscard]] QLatin1StringView deploymentStateName(DeploymentState state);
/// True where nothing more will happen to the deployment.
[[nodiscard]] bool isFinal(DeploymentState state);

/// One node brought into one image once.
struct Deployment
{
    DeploymentId id = 0;
    JobId job;
    NodeName node;
    ImageId image;
    QByteArray digest; ///< of the image's manifest, 32 bytes
    QByteArray nonce; ///< 16 random bytes; 'running' is accepted with it alone
    DeploymentState state = DeploymentState::Queued;
    int attempt = 1;
    qint64 createdAt = 0; ///< ms since the epoch, as all times here
    qint64 finishedAt = 0;
    Failure failure;
    bool reinstall = false; ///< the disk is divided anew first; false from the moment at which that begins
    qint64 orderedAt = 0; ///< when the order of this attempt became due
    bool taken = false; ///< the node entered a stage of this attempt
    int failures = 0; ///< attempts that the node reported as failed
    int powerCycles = 0; ///< how often its machine was switched off and on, because nothing came from it
    bool operator==(const Deployment &) const = default;
};

enum class JobState : quint8 { Active, Done, Failed, Cancelled };
[[nodiscard]] QLatin1StringView jobStateName(JobState state);

/// How far a job is, whatever its size.
struct JobCounts
{
    int nodes = 0; ///< 0: not counted
    int open = 0; ///< under way or queued
    int done = 0; ///< run the image, those included that ran it already
    int failed = 0; ///< and cancelled
    bool operator==(const JobCounts &) const = default;
};

/// One request: an image on a set of nodes. Found again by its id; the same request twice is one job.
struct Job
{
    JobId id;
    QString owner; ///< the name of the key that asked; "capt" and "operator" are the unnamed ones
    QString image; ///< as asked: a name or a full name
    ImageId resolved;
    QList<NodeName> nodes; ///< where it is not told by counts and hosts
    JobState state = JobState::Active;
    qint64 createdAt = 0;
    qint64 deadline = 0; ///< ms since the epoch
    qint64 finishedAt = 0;
    JobCounts counts = {}; ///< as told to clients; neither kept nor compared on the server
    QString hosts =
        {}; ///< the nodes as a folded list of at most domain::maxHosts bytes, cut at a comma with "..." behind
    bool byOperator = false; ///< what operators allow without naming a job may be meant for it
    bool operator==(const Job &) const = default;
};
/// By its counts, or where there are none by its list.
[[nodiscard]] qsizetype nodeCount(const Job &job);

/// That one disk of a node may be erased once, whatever is on it. Used up by the transition into 'partitioning'.
struct Permission
{
    NodeName node;
    DeploymentId deployment = 0; ///< that it was given for and ends with, however that ends; 0: an operator's next one
    QString disk; ///< one of its diskNames()
    QString who;
    qint64 createdAt = 0;
    qint64 endsAt = 0; ///< 0: with its deployment
    bool operator==(const Permission &) const = default;
};

/// A job keeps a node: nobody else's request changes what runs there.
struct Hold
{
    NodeName node;
    JobId job;
    QString owner; ///< the name of the key that asked
    qint64 since = 0;
    qint64 endsAt = 0; ///< 0: when it is released
    bool operator==(const Hold &) const = default;
};

/// One disk of one node.
struct DiskName
{
    NodeName node;
    QString serial; ///< one of its diskNames()
    bool operator==(const DiskName &) const = default;
};

/// One line of the append-only history.
struct Event
{
    qint64 id = 0; ///< grows; given by the store
    qint64 time = 0; ///< ms since the epoch
    NodeName node; ///< empty: about the server
    JobId job;
    DeploymentId deployment = 0;
    QByteArray what; ///< stable: "state", "job", "refused", "conflict", "adopted", "order", ...
    QString from; ///< state names for "state"
    QString to;
    qint64 duration = 0; ///< ms spent in 'from'
    QString reason;
    QString who; ///< "node n1", "capt", "operator", "cidd"
    bool operator==(const Event &) const = default;
};

/// A machine that connected and that node_db does not name.
struct DiscoveredMachine
{
    QStringList macs;
    QString address;
    Inventory inventory;
    qint64 firstSeen = 0; ///< the order of power-on
    qint64 lastSeen = 0;
    bool operator==(const DiscoveredMachine &) const = default;
};

} // namespace cid
