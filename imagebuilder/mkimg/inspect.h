// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "imagebuilder/pack/packer.h"

#include <functional>

namespace cid {

/// What mkimg says of images that are there already; lines go to standard output, one JSON object with \a json.
struct Inspection
{
    QString image; ///< path of a .gz
    bool json = false;
    std::function<bool()> cancelled;
};

/// Every path with mode, owner, size and time, as "ls -l" has it.
[[nodiscard]] Status listImage(const Inspection &inspection);
/// Reads and checks every chunk.
[[nodiscard]] Status checkImage(const Inspection &inspection);
/// Holds a tree against the image; true where they are the same. \a ignored: as exclude lists have it.
[[nodiscard]] Result<bool> diffImage(const Inspection &inspection, const QString &root, const QByteArrayList &ignored);

/// What was packed, for programs.
[[nodiscard]] QByteArray reportAsJson(const PackReport &report);

} // namespace cid
