// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"
#include "common/domain/disk_identity.h"

namespace cid {

/// A file that the personality or an overlay puts into the new root. Paths are relative to the root, with no "..".
struct OverlayFile
{
    QByteArray path;
    quint32 mode = 0644; ///< permission bits alone
    QByteArray content;
    bool operator==(const OverlayFile &) const = default;
};

/// Everything a node needs to carry one deployment out. Sent in answer to the node's report and repeated after every
/// reconnection: carrying it out twice does nothing the second time.
struct DeployOrder
{
    DeploymentId deployment = 0;
    QByteArray nonce; ///< comes back in the running report
    int attempt = 1;
    ImageId image;
    QByteArray digest; ///< SHA-256 of the image's manifest
    ByteCount packedSize = 0;
    ByteCount unpackedSize = 0;
    ImageDefinition definition;
    NodeDefinition node;
    QList<PartitionDefinition> partitions;
    QString wipeSerial; ///< the disk that an operator allowed to be wiped, by one of its diskNames(); empty: none
    QByteArray signatures; ///< of the digest, as the image's signature file has them
    bool reinstall = false; ///< partition anew even where the disk is ours
    QString owner; ///< what cidd knows this node's disks by: made from node_master and its name, the same for ever
    DiskIdentity wipeDisk; ///< what is known of the disk that may be wiped; all of it has to fit
    QString startProblem; ///< why no real machine can start the image; empty: nothing is known against it
    QString ownAgent; ///< the cidkid that the image holds, as a path inside it; empty: none is known of
    qint64 inodes = 0; ///< that the image's files take; 0: not known
    qint64 blocks = 0; ///< of 4 KiB, the same
    bool operator==(const DeployOrder &) const = default;
};

} // namespace cid
