// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/delta/repair_plan.h"

#include "imagebuilder/delta/local_chunks.h"

#include <QSet>

#include <algorithm>

namespace cid {

RepairPlan::RepairPlan(const Manifest &manifest, const LocalChunks &local, const QByteArrayList &differing)
    : m_manifest(manifest)
{
    cut(local);
    needMissingChunks(local);
    const QSet<QByteArray> paths(differing.begin(), differing.end());
    for (size_t entry = 0; entry < manifest.files.size(); ++entry) {
        if (paths.contains(manifest.files[entry].path))
            need(entry);
    }
    needHardLinks();
}

void RepairPlan::cut(const LocalChunks &local)
{
    m_pieces.push_back({});
    for (qint64 chunk = 1; chunk < static_cast<qint64>(m_manifest.chunks.size()); ++chunk) {
        const std::optional<size_t> entry = local.firstEntryOf(chunk);
        if (entry && *entry > m_pieces.back().entry)
            m_pieces.push_back({chunk, *entry, false});
    }
}

void RepairPlan::needMissingChunks(const LocalChunks &local)
{
    size_t piece = 0;
    for (qint64 chunk = 0; chunk < static_cast<qint64>(m_manifest.chunks.size()); ++chunk) {
        while (piece + 1 < m_pieces.size() && m_pieces[piece + 1].chunk <= chunk)
            ++piece;
        if (!local.has(chunk))
            m_pieces[piece].isNeeded = true;
    }
}

size_t RepairPlan::pieceOf(size_t entry) const
{
    const auto next = std::upper_bound(m_pieces.begin() + 1, m_pieces.end(), entry,
                                       [](size_t value, const Piece &piece) { return value < piece.entry; });
    return static_cast<size_t>(next - m_pieces.begin()) - 1;
}

void RepairPlan::needHardLinks()
{
    QHash<QByteArray, size_t> targets;
    for (const FileRecord &file : m_manifest.files) {
        if (file.isHardLink)
            targets.insert(file.target, 0);
    }
    for (size_t entry = 0; entry < m_manifest.files.size(); ++entry) {
        if (const auto target = targets.find(m_manifest.files[entry].path); target != targets.end())
            *target = entry;
    }
    // What comes with the piece of a link may have links of its own.
    for (bool isNew = true; isNew;) {
        isNew = false;
        for (size_t entry = 0; entry < m_manifest.files.size(); ++entry) {
            const FileRecord &file = m_manifest.files[entry];
            if (!file.isHardLink || needs(entry) || !needs(targets.value(file.target)))
                continue;
            need(entry);
            isNew = true;
        }
    }
}

ChunkRuns RepairPlan::runs() const
{
    ChunkRuns runs;
    for (size_t i = 0; i < m_pieces.size(); ++i) {
        const qint64 first = m_pieces[i].chunk;
        const qint64 end =
            i + 1 < m_pieces.size() ? m_pieces[i + 1].chunk : static_cast<qint64>(m_manifest.chunks.size());
        if (!m_pieces[i].isNeeded)
            continue;
        if (!runs.empty() && runs.back().first + runs.back().count == first)
            runs.back().count += end - first;
        else
            runs.push_back({first, end - first});
    }
    return runs;
}

} // namespace cid
