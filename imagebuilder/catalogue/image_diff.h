// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/image_contents.h"
#include "imagebuilder/manifest.h"
#include "imagebuilder/software/software_list.h"

#include <QList>

namespace cid {

/// What a node that has every chunk of one image lacks of another.
struct FetchForecast
{
    ByteCount bytes = 0; ///< packed, as they travel
    qint64 chunks = 0;
};

[[nodiscard]] FetchForecast forecastFetch(const Manifest &from, const Manifest &to);
/// In the order of paths; those that are the same are not in it.
[[nodiscard]] QList<FileChange> compareFiles(const Manifest &from, const Manifest &to);
/// By name and architecture. Of several packages of one name and architecture (kernels of rpm) the versions stand
/// beside each other.
[[nodiscard]] QList<PackageChange> comparePackages(const QList<SoftwarePackage> &from,
                                                   const QList<SoftwarePackage> &to);

/// A manifest's file for people.
[[nodiscard]] ImageEntry entryOf(const FileRecord &file);

} // namespace cid
