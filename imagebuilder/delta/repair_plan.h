// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/unpack/chunk_pump.h"

#include <QByteArrayList>

namespace cid {

class LocalChunks;

/// Which chunks have to be unpacked again so that a tree becomes its image. A manifest does not say where in the
/// archive a file lies: a chunk that the tree gives as it is tells with which file it begins, and from one such chunk
/// to the next everything is unpacked again where a chunk is missing or a file differs.
class RepairPlan
{
public:
    /// \a differing: paths of the manifest whose facts are not right.
    RepairPlan(const Manifest &manifest, const LocalChunks &local, const QByteArrayList &differing);

    /// Each begins where a file begins and ends where one ends.
    [[nodiscard]] ChunkRuns runs() const;
    /// Whether this one of the manifest's files is unpacked again.
    [[nodiscard]] bool needs(size_t entry) const { return m_pieces[pieceOf(entry)].isNeeded; }

private:
    /// Whole files in whole chunks.
    struct Piece
    {
        qint64 chunk = 0; ///< its first one; it ends where the next piece begins
        size_t entry = 0; ///< of the manifest's files
        bool isNeeded = false;
    };

    void cut(const LocalChunks &local);
    void needMissingChunks(const LocalChunks &local);
    void need(size_t entry) { m_pieces[pieceOf(entry)].isNeeded = true; }
    [[nodiscard]] size_t pieceOf(size_t entry) const;
    /// A file that is made again is another one than its hard links are.
    void needHardLinks();

    const Manifest &m_manifest;
    std::vector<Piece> m_pieces;
};

} // namespace cid
