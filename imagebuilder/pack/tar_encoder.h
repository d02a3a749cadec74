// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/manifest.h"
#include "imagebuilder/pack/chunk_writer.h"
#include "imagebuilder/sha256.h"

#include <QHash>

#include <functional>

struct archive;
struct archive_entry;
struct stat;

namespace cid {

/// Stage "encode": makes pax entries (POSIX.1-2001, libarchive) of files and hands them to the cutter. Times of access
/// and change, devices and inode numbers stay out; owners are numbers; extended attributes come once, sorted.
class TarEncoder
{
public:
    using Cancelled = std::function<bool()>;

    TarEncoder(int root, QByteArray rootPath, ChunkCutter &cutter, Cancelled cancelled);
    ~TarEncoder();
    TarEncoder(const TarEncoder &) = delete;
    TarEncoder &operator=(const TarEncoder &) = delete;

    /// Io "pack.read", "pack.changed" where the file changed while it was read; Cancelled "pack.cancelled".
    [[nodiscard]] Status add(const QByteArray &path);
    /// The archive's end.
    [[nodiscard]] Status finish();
    [[nodiscard]] std::vector<FileRecord> takeFiles() { return std::move(m_files); }

private:
    [[nodiscard]] Status addEntry(int file, const QByteArray &path, const struct stat &facts);
    [[nodiscard]] Status describe(int file, const QByteArray &path, const struct stat &facts, FileRecord &record);
    [[nodiscard]] Status writeData(int file, FileRecord &record);
    [[nodiscard]] Status readRange(int file, FileRecord &record, qint64 offset, qint64 length);
    void sortAttributes();
    [[nodiscard]] Status failure(const char *code, const QByteArray &path) const;
    static ssize_t take(struct archive *, void *self, const void *bytes, size_t count);

    int m_root;
    QByteArray m_rootPath;
    ChunkCutter &m_cutter;
    Cancelled m_cancelled;
    struct archive *m_archive;
    struct archive *m_disk;
    struct archive_entry *m_entry;
    Status m_status; ///< of the cutter, which libarchive cannot carry
    Sha256 m_hash;
    QByteArray m_buffer;
    QHash<std::pair<quint64, quint64>, QByteArray> m_links; ///< device and inode to the first path
    std::vector<FileRecord> m_files;
};

} // namespace cid
