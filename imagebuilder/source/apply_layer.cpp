// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/source/apply_layer.h"

#include "common/system/remove_tree.h"
#include "common/system/unique_fd.h"
#include "imagebuilder/archive_names.h"
#include "imagebuilder/limits.h"
#include "imagebuilder/unpack/folder_cache.h"
#include "imagebuilder/unpack/unpacker.h"

#include <QFile>
#include <QSet>

#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <memory>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// What a layer does besides bringing files.
struct LayerChanges
{
    QList<QByteArray> removed;
    QSet<QByteArray> opaque; ///< folders
    QList<QByteArray> files; ///< everything that is no folder: it takes the place of one
    QSet<QByteArray> entries; ///< all that it brings
};

std::pair<QByteArray, QByteArray> split(const QByteArray &path)
{
    const qsizetype slash = path.lastIndexOf('/');
    return {slash < 0 ? QByteArray() : path.left(slash), path.mid(slash + 1)};
}

/// Marks and what lies below one, as aufs has it: nothing of it belongs to the root.
bool isMark(const QByteArray &path)
{
    return path.startsWith(".wh.") || path.contains("/.wh.");
}

void note(const QByteArray &path, bool isFolder, LayerChanges &changes)
{
    const auto [folder, name] = split(path);
    if (!name.startsWith(".wh.")) {
        changes.entries.insert(path);
        if (!isFolder)
            changes.files.append(path);
        return;
    }
    const QByteArray hidden = name.mid(4);
    if (name == ".wh..wh..opq")
        changes.opaque.insert(folder);
    else if (!hidden.isEmpty() && hidden != "." && hidden != ".." && !hidden.startsWith(".wh."))
        changes.removed.append(folder.isEmpty() ? hidden : folder + '/' + hidden);
}

Result<LayerChanges> readChanges(const QString &path)
{
    const std::unique_ptr<struct archive, int (*)(struct archive *)> archive(archive_read_new(), &archive_read_free);
    archive_read_support_format_tar(archive.get());
    archive_read_support_filter_all(archive.get());
    const auto damaged = [&archive] {
        const char *text = archive_error_string(archive.get());
        return fail(
            makeError(ErrorKind::Corrupt, "image.bad-archive", QString::fromUtf8(text ? text : "it is damaged")));
    };
    if (archive_read_open_filename(archive.get(), QFile::encodeName(path).constData(), 256 * 1024) < ARCHIVE_WARN)
        return damaged();
    LayerChanges changes;
    for (qsizetype count = 0;; ++count) {
        struct archive_entry *entry = nullptr;
        const NextEntry next = readEntry(archive.get(), &entry);
        if (next == NextEntry::End)
            return changes;
        if (next == NextEntry::Damaged || count > image::maxEntries)
            return damaged();
        const auto clean = cleanPathInside(archive_entry_pathname(entry));
        if (!clean)
            return fail(clean.error());
        note(*clean, archive_entry_filetype(entry) == AE_IFDIR && !archive_entry_hardlink(entry), changes);
    }
}

/// The root of the layers below; every path in it begins there, and so do links on the way.
class LowerRoot
{
public:
    LowerRoot(const QString &path, const LayerChanges &changes)
        : m_changes(changes)
        , m_root(::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    { }

    /// An invalid one where the path is no folder, or leads through a link in whose place the layer puts something
    /// else.
    [[nodiscard]] UniqueFd openFolder(const QByteArray &path) const
    {
        for (qsizetype end = 0; end < path.size(); ++end) {
            const qsizetype slash = path.indexOf('/', end);
            end = slash < 0 ? path.size() : slash;
            const QByteArray step = path.left(end);
            if (m_changes.entries.contains(step) && isLink(step))
                return UniqueFd();
        }
        return openInside(path);
    }

    [[nodiscard]] Status remove(const QByteArray &path) const
    {
        const auto [parent, name] = split(path);
        const UniqueFd folder = openFolder(parent);
        return folder.isValid() ? removeIn(folder, name) : Status(); // What is not there need not go.
    }

    [[nodiscard]] Status removeFolder(const QByteArray &path) const
    {
        const auto [parent, name] = split(path);
        const UniqueFd folder = openFolder(parent);
        struct stat facts = {};
        const bool isFolder = folder.isValid()
            && ::fstatat(folder.get(), name.constData(), &facts, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(facts.st_mode);
        return isFolder ? removeIn(folder, name) : Status();
    }

    [[nodiscard]] Status empty(const QByteArray &path) const
    {
        const UniqueFd folder = openFolder(path);
        if (!folder.isValid())
            return {};
        const std::unique_ptr<DIR, int (*)(DIR *)> stream(::fdopendir(::fcntl(folder.get(), F_DUPFD_CLOEXEC, 0)),
                                                          &::closedir);
        QList<QByteArray> names;
        while (const dirent *entry = stream ? ::readdir(stream.get()) : nullptr) {
            if (entry->d_name != QByteArray(".") && entry->d_name != QByteArray(".."))
                names.append(entry->d_name);
        }
        for (const QByteArray &name : names) {
            const Status removed = removeIn(folder, name);
            if (!removed)
                return removed;
        }
        return {};
    }

private:
    [[nodiscard]] UniqueFd openInside(const QByteArray &path) const
    {
        open_how how = {};
        how.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
        how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
        return UniqueFd(static_cast<int>(
            ::syscall(SYS_openat2, m_root.get(), path.isEmpty() ? "." : path.constData(), &how, sizeof(how))));
    }

    [[nodiscard]] bool isLink(const QByteArray &path) const
    {
        const auto [parent, name] = split(path);
        const UniqueFd folder = openInside(parent);
        struct stat facts = {};
        return folder.isValid() && ::fstatat(folder.get(), name.constData(), &facts, AT_SYMLINK_NOFOLLOW) == 0
            && S_ISLNK(facts.st_mode);
    }

    [[nodiscard]] static Status removeIn(const UniqueFd &folder, const QByteArray &name)
    {
        struct stat facts = {};
        const bool isKnown = ::fstat(folder.get(), &facts) == 0;
        const Status removed = removeTreeIn(folder.get(), name, QFile::decodeName(name));
        const timespec times[2] = {facts.st_atim, facts.st_mtim};
        if (isKnown)
            ::futimens(folder.get(), times); // What a layer takes away is no event in its folder.
        return removed;
    }

    const LayerChanges &m_changes;
    UniqueFd m_root;
};

Status prepareLower(const LowerRoot &lower, const LayerChanges &changes)
{
    Status status;
    for (auto folder = changes.opaque.begin(); status && folder != changes.opaque.end(); ++folder)
        status = lower.empty(*folder);
    for (qsizetype i = 0; status && i < changes.removed.size(); ++i)
        status = lower.remove(changes.removed[i]);
    for (qsizetype i = 0; status && i < changes.files.size(); ++i)
        status = lower.removeFolder(changes.files[i]);
    return status;
}

} // namespace

Result<QStringList> applyLayer(const QString &archive, const QString &root, const std::function<bool()> &cancelled)
{
    const auto changes = readChanges(archive);
    if (!changes)
        return fail(changes.error());
    const LowerRoot lower(root, *changes);
    const Status prepared = prepareLower(lower, *changes);
    if (!prepared)
        return fail(prepared.error());
    UnpackOptions options;
    options.target = root;
    options.followLinks = true;
    options.leavesOut = isMark;
    options.cancelled = cancelled;
    const auto unpacked = unpackTarball(archive, options);
    if (!unpacked)
        return fail(unpacked.error());
    return unpacked->warnings;
}

} // namespace cid
