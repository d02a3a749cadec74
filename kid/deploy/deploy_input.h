// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deploy_order.h"
#include "common/system/cancel_token.h"

#include <memory>

namespace cid {

class ChunkSource;

/// Some bytes of a file of the server's.
struct FilePiece
{
    ByteCount total = 0; ///< the whole file's size
    QByteArray digest; ///< its SHA-256
    QByteArray data;
};

/// Where a deployment's bytes come from. The agent implements it over its data connection; tests over files. Every
/// call blocks a worker thread until the answer is there, the deadline passed or \a cancel was asked for.
class ImageFeed
{
public:
    ImageFeed() = default;
    virtual ~ImageFeed() = default;
    ImageFeed(const ImageFeed &) = delete;
    ImageFeed &operator=(const ImageFeed &) = delete;

    /// The manifest's bytes. The caller checks them against the order's digest.
    [[nodiscard]] virtual Result<QByteArray> manifest(const CancelToken &cancel) = 0;
    /// The image's chunks, as imagebuilder takes them. Valid as long as the feed.
    [[nodiscard]] virtual ChunkSource &chunks() = 0;
    /// A piece of one of Blancmange's own files, "vmlinuz" or "blancmange-initramfs.gz", from \a offset on; empty at
    /// its end. NotFound "blancmange.no-file".
    [[nodiscard]] virtual Result<FilePiece> blancmange(const QString &file, ByteCount offset,
                                                       const CancelToken &cancel) = 0;
    /// The node's personality and overlays, in the order in which they are written.
    [[nodiscard]] virtual Result<QList<OverlayFile>> overlays(const CancelToken &cancel) = 0;
};

/// What the jobs of one deployment need besides the machine.
struct DeployInput
{
    DeployOrder order;
    QByteArray nodeKey; ///< the content of /etc/cid/node.key; written 0400
    QByteArray cidConf; ///< the content of /etc/cid/cid.conf for Blancmange on the disk and for the image
    QList<QByteArray> imageKeys; ///< this node's own cid.conf: who may sign images
    bool requireSignature = false; ///< the same: of every image
    std::shared_ptr<ImageFeed> feed; ///< may be null for plans that do not install (previews, mode Image)
};

} // namespace cid
