// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/pack/chunk_cutter.h"
#include "imagebuilder/pack/companions.h"
#include "imagebuilder/pack/entry_describer.h"
#include "imagebuilder/pack/link_table.h"
#include "imagebuilder/sha256.h"

#include <QStringList>

#include <functional>

struct archive;
struct stat;

namespace cid {

/// libarchive's writer of archives as images have them; hands its bytes to \a write, with \a client.
[[nodiscard]] struct archive *newTarWriter(void *client,
                                           ssize_t (*write)(struct archive *, void *client, const void *, size_t));

struct EncodeOptions
{
    DescribeOptions describe;
    std::function<bool()> cancelled;
    /// True: a file that cannot be read, or changes while it is read, is told to onProblem and the work goes on.
    bool keepGoing = false;
    std::function<void(const QString &text)> onProblem;
    class ReadAhead *readAhead = nullptr; ///< hears of reads that waited for a disk; borrowed, may be null
};

/// Stage "encode": makes pax entries (POSIX.1-2001, libarchive) of files and hands them to the cutter. A file's content
/// is read to where it is compressed from; it passes through libarchive as a pointer.
class TarEncoder
{
public:
    /// \a cutter is borrowed. \a scratch: a folder for a nameless file, see LinkTable.
    TarEncoder(QByteArray rootPath, const QString &scratch, ChunkCutter &cutter, EncodeOptions options);
    ~TarEncoder();
    TarEncoder(const TarEncoder &) = delete;
    TarEncoder &operator=(const TarEncoder &) = delete;

    /// Io "pack.read", "pack.changed" where the file changed while it was read; Cancelled "pack.cancelled".
    [[nodiscard]] Status add(const WalkedEntry &walked);
    /// A file that the root does not have; owner and time are those of \a facts.
    [[nodiscard]] Status addCompanion(const CompanionFile &companion, const struct stat &facts);
    /// The archive's end.
    [[nodiscard]] Status finish();

    /// Headers of one entry in the archive, about: pax header and its data, the header itself. A part of the format.
    static constexpr ByteCount headerEstimate = 2048;

private:
    [[nodiscard]] Status addOnce(const WalkedEntry &walked, bool isLastTry, bool &changed);
    [[nodiscard]] Status linkToFirst(const WalkedEntry &walked, FileRecord &record);
    [[nodiscard]] Status writeData(int file, FileRecord &record);
    /// The same, and whether the file is still what it was before.
    [[nodiscard]] Status writeAndLook(int file, FileRecord &record, const struct stat &before, bool &changed);
    [[nodiscard]] Status writePlain(int file, FileRecord &record);
    [[nodiscard]] Status writeSparse(int file, FileRecord &record);
    [[nodiscard]] Status readRange(int file, const FileRecord &record, std::span<char> to, qint64 offset);
    [[nodiscard]] ssize_t readSome(int file, char *to, qint64 length, qint64 offset);
    [[nodiscard]] Status giveData(const FileRecord &record, const char *bytes, qint64 length);
    [[nodiscard]] Status hasChanged(int file, const struct stat &before, bool &changed) const;
    [[nodiscard]] Status failure(const char *code, const QByteArray &path) const;
    [[nodiscard]] Status problem(const Error &error) const;
    [[nodiscard]] Status checkCancelled() const;
    static ssize_t take(struct archive *, void *self, const void *bytes, size_t count);

    ChunkCutter &m_cutter;
    EncodeOptions m_options;
    EntryDescriber m_describer;
    LinkTable m_links;
    struct archive *m_archive;
    Status m_status; ///< of the cutter, which libarchive cannot carry
    Sha256 m_hash;
    QByteArray m_buffer; ///< for sparse files
};

} // namespace cid
