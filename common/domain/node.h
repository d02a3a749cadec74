// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"
#include "common/domain/image.h"
#include "common/domain/inventory.h"
#include "common/domain/node_state.h"

#include <QMap>

namespace cid {

/// When Blancmange may install on a node's disk without asking.
enum class InstallRule : quint8 { Auto, Manual };
/// Who may deploy on a node: schedulers and operators, operators alone, nobody.
enum class DeployRule : quint8 { Scheduler, Operator, Never };

/// One node as node_db defines it, defaults and group settings applied.
struct NodeDefinition
{
    NodeName name;
    QStringList macs; ///< lower case with colons
    QString ip;
    QStringList groups;
    QString diskSelector; ///< "by-id:...", "serial:...", "wwn:...", "size:...", "model:...", empty: the only disk
    QString layout; ///< "grub-msdos", "grub-gpt", "grub-gpt-bios", "yaboot"
    QString image; ///< its default image, a name or a full name; may be empty
    QString boot; ///< "reboot" or "kexec"
    QString console;
    QString arch;
    QString serial; ///< the machine's serial number
    ImageKind kind = ImageKind::Linux;
    InstallRule install = InstallRule::Auto;
    DeployRule deploy = DeployRule::Scheduler;
    QStringList addresses; ///< of the card through which it reaches cidd, with their prefixes: "10.0.0.7/24"
    QStringList gateways; ///< at most one of each family; without addresses they mean nothing, as the name servers
    QStringList nameServers;
    bool dhcp = false; ///< node_db says that the card asks; with neither that nor addresses it says nothing
    QString power; ///< the section of power.conf that switches it; empty: nothing does
    bool operator==(const NodeDefinition &) const = default;
};

/// A [partition "name"] section: one that survives or is wanted on every node's disk.
struct PartitionDefinition
{
    QString name;
    ByteCount size = 0;
    QString fileSystem; ///< "ext4", "xfs", "none"
    bool keep = false;
    bool operator==(const PartitionDefinition &) const = default;
};

/// Bytes done so far in the stage "installing"; both sides run at once.
struct Progress
{
    ByteCount fetched = 0;
    ByteCount written = 0;
    ByteCount total = 0; ///< unpacked bytes of the whole image, 0 while unknown
    bool operator==(const Progress &) const = default;
};

/// Why a node failed: the stage it was in, an error, and the end of its log.
struct Failure
{
    NodeState stage = NodeState::Unknown;
    QByteArray code; ///< Error::code
    QString reason; ///< Error::text
    QStringList log; ///< the last 50 lines at most
    bool operator==(const Failure &) const = default;
};

/// What cidd knows of a node now. The row that consoles and cidctl show.
struct NodeStatus
{
    NodeName name;
    NodeState state = NodeState::Unknown;
    qint64 since = 0; ///< of the state, ms since the epoch
    qint64 lastSeen = 0; ///< ms since the epoch, 0: never
    bool connected = false;
    QString address; ///< of the live or last connection
    ImageId image; ///< what runs, null where none does
    ImageId wanted; ///< what the open deployment brings, null without one
    DeploymentId deployment = 0; ///< 0: none open
    JobId job;
    int attempt = 0;
    Progress progress;
    bool drifted = false; ///< booted under reuse = trust
    Failure failure; ///< of the state failed
    QStringList groups;
    bool inDoubt = false; ///< as it was before the server started; the node was not heard of since
    QString conflict; ///< the second address or name that claims this node; empty: none
    bool operator==(const NodeStatus &) const = default;
};

} // namespace cid
