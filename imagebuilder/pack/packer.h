// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/gzip_member.h"
#include "imagebuilder/manifest.h"
#include "imagebuilder/pack/companions.h"

#include <QByteArrayList>
#include <QStringList>

#include <functional>
#include <optional>

namespace cid {

struct PackProgress
{
    qint64 entries = 0; ///< done
    qint64 totalEntries = 0; ///< of those counted so far; all of them after a moment
    ByteCount bytes = 0; ///< of the archive so far
    ByteCount totalBytes = 0; ///< about, as totalEntries
};

struct PackOptions
{
    QString root; ///< the folder that becomes "/"
    ImageId image;
    ImageKind kind = ImageKind::Linux;
    QString outputFolder; ///< with a sink: for what is made on the way
    QString workFolder; ///< where the root's source makes things; may be empty
    QByteArrayList excludes;
    PackLevel level = PackLevel::Default;
    int threads = 0; ///< that compress; 0: one a core
    /// False: goes into what is mounted below the root, unless that is a network's or the kernel's own.
    bool oneFileSystem = true;
    QByteArrayList attributes = {"*"}; ///< patterns of the extended attributes that are kept
    std::optional<qint64> latestTime; ///< seconds since 1970; later times become this one
    /// True: what cannot be read, or changes while it is read, is named in the report instead of ending the run.
    bool keepGoing = false;
    /// False: the report's manifest comes without its chunks and files, so that memory does not grow with the tree.
    bool reportsLists = true;
    /// Takes the image's bytes in their order, on the packing threads, one call at a time. No file is made then, and
    /// the manifest is in the report alone.
    std::function<Status(QByteArrayView)> sink;
    Companions *companions = nullptr; ///< borrowed
    std::function<bool()> cancelled;
    std::function<void(const PackProgress &)> progress;
};

struct PackReport
{
    QString imagePath; ///< empty where a sink took it
    QByteArray digest;
    Manifest manifest;
    qint64 entries = 0;
    qint64 chunks = 0;
    QByteArrayList leftOut;
    /// Of a run that kept going, a sentence each. Not empty: the image is not what the root was.
    QStringList problems;
};

/// Packs a root into <outputFolder>/<image>.gz and .manifest (0640). Both appear whole or not at all; those of an
/// earlier run are replaced. One thread walks and reads, the others compress; memory does not grow with the tree.
/// NotFound "pack.no-root", Io "pack.*", Conflict "pack.changed", Cancelled "pack.cancelled".
[[nodiscard]] Result<PackReport> packImage(const PackOptions &options);

} // namespace cid
