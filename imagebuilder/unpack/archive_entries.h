// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/unpack/tree_writer.h"
#include "imagebuilder/unpack/unpacker.h"

#include <memory>

struct archive;

namespace cid {

using ArchiveReader = std::unique_ptr<struct archive, int (*)(struct archive *)>;
[[nodiscard]] ArchiveReader newArchiveReader();

/// Stage "decode": an opened archive whose entries are to be made.
struct ArchiveEntries
{
    struct archive *archive;
    std::function<Status(const char *text)> explain; ///< what an error of libarchive comes from
    std::function<Status(qint64 entries)> beforeEntry; ///< with the number of those before; may be missing
};

/// Hands every entry to the writer and counts them in \a report. What explain says, what the writer says, Cancelled
/// "unpack.cancelled".
[[nodiscard]] Status createEntries(const ArchiveEntries &entries, TreeWriter &writer, const UnpackOptions &options,
                                   UnpackReport &report);

} // namespace cid
