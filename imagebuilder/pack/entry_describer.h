// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/manifest.h"

#include <QByteArrayList>

#include <optional>

struct archive;
struct archive_entry;

namespace cid {

struct WalkedEntry;

struct DescribeOptions
{
    /// Extended attributes whose names match one of these patterns are kept; access lists and capabilities always.
    QByteArrayList attributes = {"*"};
    /// Times after this one (seconds since 1970) become this one.
    std::optional<qint64> latestTime;
};

/// Says of a file what its archive header and its record in the manifest say. Times of access and change, devices and
/// inode numbers stay out; owners are numbers; extended attributes come once, sorted.
class EntryDescriber
{
public:
    /// \a rootPath: the root's, for what can be asked by path only.
    EntryDescriber(QByteArray rootPath, DescribeOptions options);
    ~EntryDescriber();
    EntryDescriber(const EntryDescriber &) = delete;
    EntryDescriber &operator=(const EntryDescriber &) = delete;

    /// \a file: opened for reading, of regular files and folders; -1 of all others. Io "pack.read".
    [[nodiscard]] Result<FileRecord> describe(const WalkedEntry &walked, int file);
    /// The name that a path has in the archive: with a slash behind it where it is a folder, "./" for the root.
    [[nodiscard]] static QByteArray archiveName(const QByteArray &path, quint32 mode);
    /// The archive entry of what was described last; owned here. Its name is that in the archive.
    [[nodiscard]] struct archive_entry *entry() const { return m_entry; }

private:
    [[nodiscard]] Status describeAll(const WalkedEntry &walked, int file, const QByteArray &whole);
    [[nodiscard]] Status describePlain(const WalkedEntry &walked);
    [[nodiscard]] bool isKept(const QByteArray &attribute) const;
    void sortAttributes();

    QByteArray m_rootPath;
    DescribeOptions m_options;
    struct archive *m_disk;
    struct archive_entry *m_entry;
};

} // namespace cid
