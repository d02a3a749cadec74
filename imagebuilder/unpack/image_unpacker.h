// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/unpack/chunk_stream.h"
#include "imagebuilder/unpack/tree_writer.h"
#include "imagebuilder/unpack/unpack_journal.h"

#include <optional>

namespace cid {

/// One run of unpackImage() or repairTree() into an opened folder.
class ImageUnpacker
{
public:
    /// Everything is borrowed; \a root is the target's descriptor.
    ImageUnpacker(const Manifest &manifest, ChunkSource &source, const UnpackOptions &options, int root,
                  UnpackReport &report);

    /// All of the image, or what an earlier run left of it.
    [[nodiscard]] Status unpackAll();
    /// These chunks into a tree that has the rest already; each run holds whole entries. Afterwards all folders of the
    /// image have their modes and times, and all files their flags. \a finder is borrowed, and may be null.
    [[nodiscard]] Status unpackRuns(const ChunkRuns &runs, ChunkFinder *finder);

private:
    [[nodiscard]] Status unpack(const ChunkPump::Plan &plan, ByteCount before);
    [[nodiscard]] Status create(ChunkStream &stream, TreeWriter &writer);
    [[nodiscard]] Status explain(const ChunkStream &stream, const char *text) const;
    [[nodiscard]] Status checkpoint(const ChunkStream &stream, TreeWriter &writer, qint64 position, qint64 entries);
    [[nodiscard]] Status finish(TreeWriter &writer);
    /// For a tree that lacks no chunk.
    [[nodiscard]] Status finishFolders();
    /// Modes and times of folders come last: also of those that are there already.
    void noteFolders(TreeWriter &writer) const;
    [[nodiscard]] bool isResumable() const { return !m_options.resumeDigest.isEmpty(); }

    const Manifest &m_manifest;
    ChunkSource &m_source;
    const UnpackOptions &m_options;
    int m_root;
    UnpackReport &m_report;
    UnpackJournal m_journal;
    UnpackJournal::Mark m_start;
    qint64 m_entriesThere = 0; ///< of the manifest's files, whose folders are there already
    ByteCount m_safe = 0; ///< bytes of the archive that the last checkpoint covered
};

} // namespace cid
