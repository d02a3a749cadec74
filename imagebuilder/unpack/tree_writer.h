// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/unpack/file_queue.h"

#include <QHash>
#include <QSet>

#include <functional>

struct archive;

namespace cid {

/// Stage "create": makes the files that archive entries describe. Every step of a path is opened by itself and never
/// through a link, so that no entry reaches out of the target, whatever came before it. Folders, links and devices are
/// made at once, regular files meanwhile by the queue; where an entry could meet one that is not made yet, it waits.
class TreeWriter
{
public:
    /// Whose bytes those are that libarchive just gave; null: its own, to be copied.
    using Owner = std::function<SharedChunk(const void *bytes, size_t count)>;

    /// Everything is borrowed.
    TreeWriter(int root, const UnpackOptions &options, WorkPool &pool, QStringList &warnings, Owner owner);

    /// Refused "image.bad-path"; Io "unpack.write"; Corrupt "image.bad-archive".
    [[nodiscard]] Status add(struct archive *archive, struct archive_entry *entry);
    /// Before more of the archive is waited for.
    void push() { m_files.push(); }
    /// Waits until all that was added is there.
    [[nodiscard]] Status wait() { return m_files.wait(); }
    /// For finish(): a folder that an earlier run made.
    void noteFolder(const QByteArray &path, unsigned permissions, const timespec &time);
    /// For finish(): flags that do not come with the archive.
    void noteFlags(const QByteArray &path, unsigned long flags);
    /// Modes and times of folders and flags of files, which would be in the way before.
    [[nodiscard]] Status finish();
    /// The target's own time again, after something was made or removed in it.
    [[nodiscard]] Status finishRoot();

private:
    struct Folder
    {
        QByteArray path;
        mode_t mode = 0;
        timespec time = {};
        bool isGone = false; ///< something else took its name
    };

    [[nodiscard]] Status waitWhereNeeded(struct archive_entry *entry, const QByteArray &path);
    [[nodiscard]] Result<QByteArray> pathOf(const char *name) const
    {
        return m_options.asOthersDo ? cleanPathInside(name) : cleanPath(name);
    }
    /// Times of folders that were passed through and have no entry.
    [[nodiscard]] Status finishPassed();
    [[nodiscard]] bool isQueued(const QByteArray &path) const;
    [[nodiscard]] Result<TargetPlace> emptyPlace(const QByteArray &path);
    [[nodiscard]] Status addFolder(struct archive_entry *entry, const QByteArray &path);
    [[nodiscard]] Status addFile(struct archive *archive, struct archive_entry *entry, const QByteArray &path);
    [[nodiscard]] Status addHardLink(struct archive_entry *entry, const QByteArray &path);
    [[nodiscard]] Status addOther(struct archive_entry *entry, const QByteArray &path);
    [[nodiscard]] Status queueData(struct archive *archive, const QByteArray &path, qint64 size);
    /// Of what an earlier entry made under that name, nothing counts any more.
    void forgetEarlier(const QByteArray &path, bool isFolder);
    void setFlags(const QByteArray &named, unsigned long wanted);

    int m_root;
    const UnpackOptions &m_options;
    FactSetter m_setter;
    Owner m_owner;
    FolderCache m_cache;
    QSet<QByteArray> m_made; ///< folders of this run that are still there
    QSet<QByteArray> m_queued; ///< files that may not be made yet
    std::vector<Folder> m_folders; ///< in the order in which they came first
    QHash<QByteArray, size_t> m_folderAt; ///< where in m_folders
    QHash<QByteArray, unsigned long> m_flagged;
    FileQueue m_files; ///< the last one: it uses the others until it is gone
};

} // namespace cid
