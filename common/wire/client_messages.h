// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"

// What cidcapt, cidctl and the console ask of cidd (Role::Capt and Role::Operator), and its answers. An answer with
// "more" comes in parts by bytes to who asked with "parts"; for all others it is one message, cut where it would not
// fit.
namespace cid {

/// Ask for an image on nodes. The same job id with the same nodes and image re-attaches; with others it is refused.
/// Answered by DeployReply.
struct DeployRequest
{
    JobId job;
    QString hosts; ///< a host list in any dialect
    QString image; ///< a name or a full name
    qint64 timeoutMs = 0; ///< 0: cidd's default
    bool reinstall = false; ///< also where the image already runs; needs the right install
    bool parts = false; ///< the asker takes the answer in parts, and jobs as counts
    QList<DiskName> wipes = {}; ///< disks that may be erased for this request; needs the right wipe
    bool take = false; ///< also nodes that other jobs hold; an operator's key with the right release
    bool operator==(const DeployRequest &) const = default;
};

struct DeployReply
{
    Job job;
    QList<Deployment> deployments; ///< empty for nodes that already run the image
    bool reattached = false;
    bool more = false; ///< another part follows; lists go on, all else came with the first
    bool operator==(const DeployReply &) const = default;
};

/// Follow one job. Answered by a JobUpdate with everything, then by one for every change, the last with a final state.
struct WatchJobRequest
{
    JobId job;
    bool parts = false; ///< the asker takes the answer in parts, and jobs as counts
    bool operator==(const WatchJobRequest &) const = default;
};

/// Without the logs of failures: NodeDetailRequest asks for those.
struct JobUpdate
{
    Job job;
    QList<NodeStatus> nodes; ///< those that changed since the last update
    QList<Deployment> deployments; ///< those that changed
    bool operator==(const JobUpdate &) const = default;
};

/// Answered by OkReply. Role capt: its own jobs only.
struct CancelJobRequest
{
    JobId job;
    bool operator==(const CancelJobRequest &) const = default;
};

/// Answered by NodesReply, in several parts for many nodes; with follow, changes go on coming as NodesReply with first
/// = false.
struct NodesRequest
{
    QString hosts; ///< empty: all
    bool follow = false;
    bool operator==(const NodesRequest &) const = default;
};

struct NodesReply
{
    QList<NodeStatus> nodes; ///< without the logs of failures
    QStringList removed; ///< nodes that node_db no longer names
    bool first = false; ///< forget what you had
    bool complete = false; ///< the first picture is whole
    bool operator==(const NodesReply &) const = default;
};

struct NodeDetailRequest
{
    NodeName node;
    bool parts = false; ///< the asker takes the answer in parts, and jobs as counts
    bool operator==(const NodeDetailRequest &) const = default;
};

struct NodeDetail
{
    NodeStatus status;
    NodeDefinition definition;
    Inventory inventory;
    QList<Deployment> deployments; ///< the newest first, 20 at most
    QList<Event> events; ///< of the newest deployment, in order
    QStringList log; ///< the last 200 lines
    QList<SlotContent> slotContents; ///< as the node found them when it started
    bool more = false; ///< another part follows; lists go on, all else came with the first
    bool operator==(const NodeDetail &) const = default;
};

struct ImagesRequest
{
    bool parts = false; ///< the asker takes the answer in parts, and jobs as counts
    bool operator==(const ImagesRequest &) const = default;
};

struct ImagesReply
{
    QList<ImageDefinition> definitions;
    QList<CatalogueImage> images;
    QStringList problems; ///< files that could not be catalogued, each with its reason
    bool more = false; ///< another part follows; lists go on, all else came with the first
    bool operator==(const ImagesReply &) const = default;
};

struct JobsRequest
{
    int limit = 50; ///< the newest
    bool activeOnly = false;
    bool parts = false; ///< the asker takes the answer in parts, and jobs as counts
    bool operator==(const JobsRequest &) const = default;
};

struct JobsReply
{
    QList<Job> jobs;
    bool more = false; ///< another part follows; lists go on, all else came with the first
    bool operator==(const JobsReply &) const = default;
};

/// The nodes of one job. Answered by JobNodesReply.
struct JobNodesRequest
{
    JobId job;
    bool operator==(const JobNodesRequest &) const = default;
};

struct JobNodesReply
{
    QStringList hosts; ///< folded host lists that make the whole one together
    bool more = false; ///< another part follows
    bool operator==(const JobNodesReply &) const = default;
};

/// The beginning of a host list that is too long for one text; the request follows under the same number, with the rest
/// of it. Not answered.
struct HostsPart
{
    QString text;
    bool operator==(const HostsPart &) const = default;
};

/// Answered by EventsReply; with follow, new ones go on coming.
struct EventsRequest
{
    qint64 after = -1; ///< ids above this one; -1: the newest limit events
    NodeName node; ///< empty: all
    JobId job; ///< empty: all
    int limit = 100;
    bool follow = false;
    QStringList what; ///< kinds of events, 16 at most; empty: all
    bool parts = false; ///< the asker takes the answer in parts, and jobs as counts
    bool operator==(const EventsRequest &) const = default;
};

struct EventsReply
{
    QList<Event> events; ///< by id, ascending; at most 500
    bool more = false; ///< another part follows; lists go on, all else came with the first
    bool operator==(const EventsReply &) const = default;
};

struct DiscoveredRequest
{
    bool parts = false; ///< the asker takes the answer in parts, and jobs as counts
    bool operator==(const DiscoveredRequest &) const = default;
};

struct DiscoveredReply
{
    QList<DiscoveredMachine> machines; ///< in the order of power-on
    bool more = false; ///< another part follows; lists go on, all else came with the first
    bool operator==(const DiscoveredReply &) const = default;
};

/// Give the discovered machines (all, or those with these MACs) the names of a host list, in the order of power-on, by
/// writing node_db. Also the one-time permission for a running machine to enrol. Answered by AdoptReply.
struct AdoptRequest
{
    QString hosts;
    QStringList macs;
    bool dryRun = false;
    bool parts = false; ///< the asker takes the answer in parts, and jobs as counts
    bool operator==(const AdoptRequest &) const = default;
};

struct Adoption
{
    NodeName node;
    QStringList macs;
    bool operator==(const Adoption &) const = default;
};

struct AdoptReply
{
    QList<Adoption> adoptions;
    bool more = false; ///< another part follows; lists go on, all else came with the first
    bool operator==(const AdoptReply &) const = default;
};

/// What a deployment would do, without doing it. Answered by PlanReply.
struct PlanRequest
{
    QString hosts;
    QString image;
    bool reinstall = false;
    bool parts = false; ///< the asker takes the answer in parts, and jobs as counts
    bool take = false; ///< as DeployRequest
    bool operator==(const PlanRequest &) const = default;
};

/// What is written on a disk, however many nodes have one like it.
struct PlanDisk
{
    QString disk; ///< "/dev/sda, 894 GiB, MODEL"; empty where no one disk is meant
    bool whole = false; ///< all of it is divided anew; else a slot of it is written
    QString problem; ///< what has to be done first
    bool operator==(const PlanDisk &) const = default;
};

struct PlanRow
{
    NodeName node;
    bool eligible = false;
    QString action; ///< "nothing", "switch", "install", "netboot and install"
    QString reason; ///< why not, or what it waits for
    int writes = 0; ///< which of the reply's disks, from 1; 0: nothing, or the node has not told what it has
    bool operator==(const PlanRow &) const = default;
};

struct PlanReply
{
    ImageId image;
    QList<PlanRow> rows;
    QList<PlanDisk> disks; ///< each once, however many nodes have one like it
    QStringList kept; ///< partitions that stay also where a disk is divided anew
    bool more = false; ///< another part follows; lists go on, all else came with the first
    bool operator==(const PlanReply &) const = default;
};

/// Operator: read node_db, image_db and cid.conf again. Answered by OkReply, or ErrorReply and nothing changed.
struct ReloadRequest
{
    bool operator==(const ReloadRequest &) const = default;
};

/// Allow one wipe of that disk of that node. Answered by OkReply.
struct WipeRequest
{
    NodeName node;
    QString serial; ///< one of its diskNames()
    /// Whose deployment on that node it is for, and with which it ends. Empty: for the one that waits there for just
    /// this, or else is an operator's and has not come to the disk; where there is none, for an operator's next one.
    JobId job = {};
    /// Only for an operator's next one, and how long it is good; 0: as above, and cidd's default.
    qint64 seconds = 0;
    bool operator==(const WipeRequest &) const = default;
};

} // namespace cid
