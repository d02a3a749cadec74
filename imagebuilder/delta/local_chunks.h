// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/delta/tree_replay.h"
#include "imagebuilder/unpack/chunk_pump.h"

#include <QHash>

#include <functional>
#include <optional>

namespace cid {

/// The chunks of an image that another tree can give, so that they need not be fetched: of a slot with another version,
/// or of the slot itself when it is verified with everything that a manifest does not say. Lives on one thread at a
/// time.
class LocalChunks final : public ChunkFinder
{
public:
    struct Watch
    {
        std::function<bool()> cancelled;
        std::function<void(ByteCount found)> progress; ///< bytes of the archive that the tree can give, so far
    };

    /// Reads the tree below \a root once, to know what there is. \a manifest is borrowed. NotFound "delta.no-root",
    /// Cancelled "unpack.cancelled".
    [[nodiscard]] static Result<std::unique_ptr<LocalChunks>> scan(const Manifest &manifest, const QString &root,
                                                                   const Watch &watch);
    ~LocalChunks() override;

    /// Packs that chunk again and checks its SHA-256.
    [[nodiscard]] bool find(qint64 index, QByteArray &data) override;

    [[nodiscard]] bool has(qint64 index) const;
    /// Which of the manifest's files the chunk begins with; nothing where it begins inside of one, or is not here.
    [[nodiscard]] std::optional<size_t> firstEntryOf(qint64 index) const;
    /// Chunks of the image that need not be fetched.
    [[nodiscard]] qint64 count() const;
    /// Bytes of the image file that are left to fetch.
    [[nodiscard]] ByteCount bytesToFetch() const;

private:
    LocalChunks(const Manifest &manifest, int root, const QByteArray &rootPath);

    const Manifest &m_manifest;
    int m_root;
    TreeReplay m_replay;
    QHash<QByteArray, TreeReplay::Start> m_known; ///< by SHA-256
};

} // namespace cid
