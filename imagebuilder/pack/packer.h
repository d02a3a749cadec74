// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/manifest.h"

#include <QByteArrayList>

#include <functional>

namespace cid {

struct PackOptions
{
    QString root; ///< the folder that becomes "/"
    ImageId image;
    ImageKind kind = ImageKind::Linux;
    QString outputFolder;
    QByteArrayList excludes;
    int level = 6; ///< of compression, 1 to 12
    std::function<bool()> cancelled;
    /// Entries done and in all, bytes of the archive so far.
    std::function<void(qint64 done, qint64 total, ByteCount bytes)> progress;
};

struct PackReport
{
    QString imagePath;
    QByteArray digest;
    Manifest manifest;
    QByteArrayList leftOut;
};

/// Packs a root into <outputFolder>/<image>.gz and .manifest (0640). Both appear whole or not at all; those of an
/// earlier run are replaced. NotFound "pack.no-root", Io "pack.*", Conflict "pack.changed", Cancelled "pack.cancelled".
[[nodiscard]] Result<PackReport> packImage(const PackOptions &options);

/// "x86_64", "aarch64", ... as the ELF header of a program in that root says; empty where none was found.
[[nodiscard]] QString architectureOf(int root);

} // namespace cid
