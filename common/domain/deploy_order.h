// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"

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
    QString wipeSerial; ///< of the disk that an operator allowed to be wiped; empty: none
    QByteArray signatures; ///< of the digest, as the image's signature file has them
    bool reinstall = false; ///< partition anew even where the disk is ours
    bool operator==(const DeployOrder &) const = default;
};

} // namespace cid
