// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/unpack/file_facts.h"

#include <ctime>
#include <sys/types.h>
#include <vector>

struct archive;

namespace cid {

/// Stage "create": makes the files that archive entries describe. Every step of a path is opened by itself and never
/// through a link, so that no entry reaches out of the target, whatever came before it.
class TreeWriter
{
public:
    TreeWriter(int root, const UnpackOptions &options, QStringList &warnings);
    ~TreeWriter();
    TreeWriter(const TreeWriter &) = delete;
    TreeWriter &operator=(const TreeWriter &) = delete;

    /// Refused "image.bad-path"; Io "unpack.write"; Corrupt "image.bad-archive".
    [[nodiscard]] Status add(struct archive *archive, struct archive_entry *entry);
    /// For finish(): flags that do not come with the archive.
    void noteFlags(const QByteArray &path, unsigned long flags);
    /// Modes and times of folders and flags of files, which would be in the way before.
    [[nodiscard]] Status finish();

    /// The path without "./" and "/" around it; Refused "image.bad-path" where it is absolute, has a ".." or is too
    /// long.
    [[nodiscard]] static Result<QByteArray> cleanPath(const char *path);

private:
    struct Folder
    {
        QByteArray path;
        mode_t mode = 0;
        timespec time = {};
    };
    struct Flagged
    {
        QByteArray path;
        unsigned long flags = 0;
    };
    struct Place
    {
        int parent = -1;
        QByteArray name;
    };

    [[nodiscard]] Result<Place> placeOf(const QByteArray &path);
    [[nodiscard]] Result<int> openFolder(const QByteArray &path);
    [[nodiscard]] Status makeRoom(const Place &place, const QByteArray &path);
    [[nodiscard]] Status addFolder(struct archive_entry *entry, const QByteArray &path);
    [[nodiscard]] Status addFile(struct archive *archive, struct archive_entry *entry, const QByteArray &path);
    [[nodiscard]] Status addHardLink(struct archive_entry *entry, const QByteArray &path);
    [[nodiscard]] Status addOther(struct archive_entry *entry, const QByteArray &path);
    [[nodiscard]] Status copyData(struct archive *archive, int file, const QByteArray &path, qint64 size) const;
    [[nodiscard]] static Status setTime(int file, const QByteArray &path, const timespec &time);

    int m_root;
    const UnpackOptions &m_options;
    FactSetter m_facts;
    QByteArray m_cachedPath;
    int m_cachedFolder = -1;
    std::vector<Folder> m_folders;
    std::vector<Flagged> m_flagged;
};

} // namespace cid
