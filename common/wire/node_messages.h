// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deploy_order.h"

// What nodes and cidd say to each other.
namespace cid {

/// Node to server (Role::Enrol), the only message of that role: a machine asks for its own secret.
struct EnrolRequest
{
    QStringList macs;
    Inventory inventory;
    bool inBlancmange = false; ///< false: a running machine that waits to be adopted
    bool operator==(const EnrolRequest &) const = default;
};

/// Server to node: the answer to EnrolRequest.
struct Enrolled
{
    NodeName node;
    int epoch = 0;
    QByteArray secret; ///< 32 bytes: node.key
    bool operator==(const Enrolled &) const = default;
};

/// Whether an image passed the tests that image_db has of it. What an agent means that knows of none stands first.
enum class Readiness : quint8 {
    CannotTell, ///< this agent knows no tests
    Untested, ///< since the agent started
    Passed,
};

/// Node to server (Role::Node), first on every control connection: who and what is here. Answered by OkReply or
/// ErrorReply; a DeployOrder follows where there is something to do.
struct NodeReport
{
    QStringList macs;
    QString hostname;
    Inventory inventory;
    NodeState state = NodeState::Unknown; ///< as booted; or the last acknowledged stage of a deployment
    ImageId image; ///< that runs
    QByteArray digest;
    QByteArray nonce; ///< from curr_img
    DeploymentId deployment = 0; ///< from curr_img, or the one under way
    QList<SlotContent> slotContents; ///< every slot of its own disk, as the machine found them when it started
    Failure failedStart; ///< why Blancmange runs and not the image that was to start; an empty code: nothing failed
    Readiness readiness = Readiness::CannotTell; ///< of the image that runs
    bool operator==(const NodeReport &) const = default;
};

/// Node to server: the node enters a stage. Committed to the store before OkReply; the node waits for that before it
/// does anything that cannot be undone. Sending one again is harmless.
struct StageReport
{
    DeploymentId deployment = 0;
    int attempt = 1;
    NodeState state = NodeState::Unknown;
    QString detail; ///< "/dev/vda", "needs an order for disk QM0001", ...
    bool operator==(const StageReport &) const = default;
};

/// Node to server, never answered; the newest one wins.
struct ProgressReport
{
    DeploymentId deployment = 0;
    Progress progress;
    bool operator==(const ProgressReport &) const = default;
};

/// Node to server, never answered: lines of the deployment's log.
struct LogReport
{
    DeploymentId deployment = 0;
    QStringList lines;
    bool operator==(const LogReport &) const = default;
};

/// Node to server: a stage failed. Answered as StageReport; a new DeployOrder (attempt + 1) follows where retries are
/// left.
struct FailureReport
{
    DeploymentId deployment = 0;
    int attempt = 1;
    Failure failure;
    bool operator==(const FailureReport &) const = default;
};

/// Server to node: bring yourself into this image.
struct OrderMessage
{
    DeployOrder order;
    bool operator==(const OrderMessage &) const = default;
};

/// Server to node: stop working on it at the next safe point.
struct CancelOrder
{
    DeploymentId deployment = 0;
    bool operator==(const CancelOrder &) const = default;
};

/// Server to node, in an image: hold it against these tests until all pass or the time is over. A new one takes the
/// place of the one before.
struct ReadyCheck
{
    QStringList tests; ///< as readReadyTest() reads them
    qint64 within = 0; ///< seconds
    bool operator==(const ReadyCheck &) const = default;
};

enum class ReadyVerdict : quint8 { Waiting, Passed, Failed };

/// Node to server, never answered: how it stands. Said when the reason changes, and every half minute.
struct ReadyReport
{
    ReadyVerdict verdict = ReadyVerdict::Waiting;
    QString reason; ///< the first test that does not pass
    bool operator==(const ReadyReport &) const = default;
};

/// Server to node, with a request of probeRequest: are you there? Answered by OkReply; by a version that does not know
/// it, by ErrorReply, which tells as much.
struct Probe
{
    bool operator==(const Probe &) const = default;
};
/// Above the numbers that nodes give their own requests: each side counts for itself.
constexpr quint32 probeRequest = 0xfffffff0;

// On Channel::Data, Role::Node, about an open deployment of that node:

/// Answered by ManifestParts from that offset to the end.
struct ManifestRequest
{
    DeploymentId deployment = 0;
    ByteCount offset = 0;
    bool operator==(const ManifestRequest &) const = default;
};

struct ManifestPart
{
    ByteCount offset = 0;
    ByteCount total = 0;
    QByteArray data; ///< at most 256 KiB
    bool operator==(const ManifestPart &) const = default;
};

/// Answered by one Chunk for each of [first, first + count), in order. At most 256 chunks a request; several requests
/// may be under way.
struct ChunkRequest
{
    DeploymentId deployment = 0;
    qint64 first = 0;
    qint64 count = 0;
    bool operator==(const ChunkRequest &) const = default;
};

struct Chunk
{
    qint64 index = 0;
    QByteArray data; ///< compressed, as it lies in the image file
    bool operator==(const Chunk &) const = default;
};

/// Answered by OverlayParts, the last one with last = true: the node's personality and overlays, in the order in which
/// they are written.
struct OverlayRequest
{
    DeploymentId deployment = 0;
    bool operator==(const OverlayRequest &) const = default;
};

struct OverlayPart
{
    QList<OverlayFile> files; ///< at most 256 KiB of content together, or one file of at most 768 KiB
    bool last = false;
    bool operator==(const OverlayPart &) const = default;
};

/// Answered by BlancmangeParts in order, up to \a length bytes or the file's end: the kernel and the initramfs that
/// Blancmange writes to the node's own disk. At most 4 MiB a request.
struct BlancmangeRequest
{
    DeploymentId deployment = 0;
    QString file; ///< "vmlinuz" or "blancmange-initramfs.gz"
    ByteCount offset = 0;
    ByteCount length = 0;
    bool operator==(const BlancmangeRequest &) const = default;
};

struct BlancmangePart
{
    ByteCount offset = 0;
    ByteCount total = 0; ///< the file's size
    QByteArray digest; ///< SHA-256 of the whole file
    QByteArray data; ///< at most 256 KiB
    bool operator==(const BlancmangePart &) const = default;
};

} // namespace cid
