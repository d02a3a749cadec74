// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/manifest.h"
#include "imagebuilder/pack/entry_describer.h"
#include "imagebuilder/pack/tree_walker.h"

namespace cid {

/// Packs a manifest's entries once more, with names, owners, modes and times from the manifest and everything else from
/// a tree that may be another version of the image: where a stretch of files has the same content, out comes the very
/// chunk that the image has. Whether it is, only its SHA-256 says. Looks at nothing outside of the tree.
class TreeReplay
{
public:
    /// Where a chunk begins: before the header of an entry, or in the data of a large file.
    struct Start
    {
        size_t entry = 0; ///< of the manifest's files
        qint64 offset = -1; ///< in its data; -1: before its header
    };
    struct Step
    {
        Start next; ///< where the chunk after this one begins
        bool isWhole = true; ///< false: the tree lacks something of it, its bytes are not those of any image
    };

    /// \a manifest is borrowed, \a root too; \a rootPath is the same folder's path.
    TreeReplay(const Manifest &manifest, int root, const QByteArray &rootPath);
    ~TreeReplay();
    TreeReplay(const TreeReplay &) = delete;
    TreeReplay &operator=(const TreeReplay &) = delete;

    [[nodiscard]] Step makeChunk(Start start, QByteArray &data);
    [[nodiscard]] bool isEnd(const Start &start) const { return start.entry > m_manifest.files.size(); }

private:
    enum class Put : quint8 { Done, ChunkEnds, Lost };

    [[nodiscard]] Put putEntry(Start &at, QByteArray &data, bool &isWhole);
    [[nodiscard]] Put putData(Start &at, int file, QByteArray &data, bool &isWhole);
    [[nodiscard]] bool describe(const FileRecord &record, int &file);
    [[nodiscard]] bool takeFacts(const FileRecord &record, const WalkedEntry &walked);
    void describeFromRecord(const FileRecord &record);
    [[nodiscard]] bool formatHeader();
    static ssize_t takeHeader(struct archive *, void *self, const void *bytes, size_t count);

    const Manifest &m_manifest;
    int m_root;
    EntryDescriber m_describer;
    struct archive *m_archive;
    QByteArray m_header;
    bool m_isHeader = false; ///< what libarchive writes now is wanted
};

} // namespace cid
