// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/manifest.h"
#include "imagebuilder/sha256.h"
#include "imagebuilder/software/software_list.h"

#include <QHash>
#include <QMap>

struct archive;
struct archive_entry;

namespace cid {

/// Notes what an archive says of its files, as the manifest has it, without writing any of them.
class EntryReader
{
public:
    /// Reads the entry with its data. Refused "image.bad-path", Corrupt "image.bad-archive".
    [[nodiscard]] Status add(struct archive *archive, struct archive_entry *entry);
    [[nodiscard]] std::vector<FileRecord> takeFiles() { return std::move(m_files); }
    /// As architectureOf().
    [[nodiscard]] QString arch() const;
    [[nodiscard]] SoftwareList software() const;

    /// libarchive's last error.
    [[nodiscard]] static Status failure(struct archive *archive);

private:
    [[nodiscard]] Status readData(struct archive *archive, FileRecord &record);

    /// How much of the file may be kept: 0 where there is no room, or nothing is wanted of it.
    [[nodiscard]] qsizetype makeRoom(const FileRecord &record);

    Sha256 m_hash;
    std::vector<FileRecord> m_files;
    QHash<QByteArray, quint32> m_types; ///< of what later links may name
    QMap<QByteArray, QByteArray> m_kept; ///< contents of the few files that are looked into
    ByteCount m_keptBytes = 0; ///< of all of them
    QByteArray m_notLookedInto; ///< the first database for which there was no room
};

} // namespace cid
