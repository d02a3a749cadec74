// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"
#include "common/base/units.h"

#include <QByteArray>
#include <QStringList>

namespace cid {

enum class ImageKind : quint8 { Linux, Darwin };
/// What to do with a slot that already holds the wanted image (DESIGN: Reuse).
enum class ReusePolicy : quint8 { Verify, Trust, Never };
/// Where the cidkid comes from that runs in an image. What a cidd means that knows of no choice stands first.
enum class AgentSource : quint8 {
    Image, ///< the image's own, which it starts itself
    Blancmange, ///< the one that installs writes itself into the image
    None, ///< nobody's business
};

/// Who says how a node's network is configured in an image. What a cidd means that knows of no choice stands first.
enum class NetworkSource : quint8 {
    Image, ///< the image alone
    NodeDb, ///< node_db: what it says is written into the image
};

/// One [image "name"] section of image_db.
struct ImageDefinition
{
    QString name;
    QString current; ///< "<version>-<subversion>" that the bare name means
    QString location; ///< a folder, absolute or below image_dir; nfs, https and file locations come as "nfs:...", ...
    ImageKind kind = ImageKind::Linux;
    QString arch; ///< empty: any
    QString kernel; ///< path inside the image; empty: found by itself
    QString initrd;
    QString append; ///< kernel command line
    QString rootFileSystem; ///< "ext4" (default), "xfs"
    QStringList mkfsOptions; ///< more words for the program that makes it
    ReusePolicy reuse = ReusePolicy::Verify;
    int keep = 0; ///< how many old versions the catalogue keeps, 0 = all
    bool requireSignature = false;
    QByteArray currentDigest; ///< that the image of \a current must have, 32 bytes; empty: any
    AgentSource agent = AgentSource::Image; ///< image_db says Blancmange where it says nothing
    NetworkSource network = NetworkSource::Image; ///< image_db says NodeDb where it says nothing
    QStringList ready; ///< what has to be true before a node runs it, each as readReadyTest() reads it
    qint64 readyWithin = 120; ///< seconds after its agent came
    bool operator==(const ImageDefinition &) const = default;
};

/// One image file that lies in the catalogue with its manifest.
struct CatalogueImage
{
    ImageId id;
    QByteArray digest; ///< SHA-256 of the manifest, 32 bytes
    ByteCount packedSize = 0;
    ByteCount unpackedSize = 0;
    qint64 entries = 0;
    qint64 chunks = 0;
    ImageKind kind = ImageKind::Linux;
    QString arch; ///< from the manifest; empty: any
    qint64 madeAt = 0; ///< ms since the epoch
    bool isCurrent = false;
    QByteArray signatures; ///< its signature file, for the nodes
    QString signedBy; ///< the trusted key that signed it, in hexadecimal digits; empty: none did
    QString startProblem; ///< why no real machine can start it; empty: nothing is known against it
    QString ownAgent; ///< the cidkid that it holds, as a path inside it; empty: none
    qint64 inodes = 0; ///< that its files take, see treeSizeOf(); 0: not known
    qint64 blocks = 0; ///< of 4 KiB
    bool operator==(const CatalogueImage &) const = default;
};

} // namespace cid
