// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/delta/repair_tree.h"

#include "common/system/unique_fd.h"
#include "imagebuilder/delta/file_check.h"
#include "imagebuilder/delta/local_chunks.h"
#include "imagebuilder/delta/repair_plan.h"
#include "imagebuilder/delta/tree_check.h"
#include "imagebuilder/limits.h"
#include "imagebuilder/unpack/image_unpacker.h"

#include <QFile>
#include <QScopeGuard>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// One run of repairTree().
class TreeRepair
{
public:
    TreeRepair(const Manifest &manifest, const RepairOptions &options, int root)
        : m_manifest(manifest)
        , m_options(options)
        , m_root(root)
        , m_places(root)
    { }

    [[nodiscard]] Result<RepairReport> run(ChunkSource &source);

private:
    [[nodiscard]] Result<TreeCheck> check() const;
    /// The differing paths that unpacking again is needed for: times, modes and flags of folders are set in any case.
    [[nodiscard]] QByteArrayList toUnpack(const TreeCheck &check) const;
    [[nodiscard]] Status remove(const QByteArrayList &extra);
    /// An immutable file lets nobody make it anew, and an immutable folder lets nothing be made in it, whoever made it
    /// so. Unpacking sets all flags of the manifest again.
    void clearFlags(const QByteArrayList &extra);
    void clearFlagsOf(const QByteArray &path);
    /// Files are made anew, folders are not: what the image does not say of them would stay.
    void stripFolders(const RepairPlan &plan);
    /// A file or folder; invalid where there is none.
    [[nodiscard]] UniqueFd open(const QByteArray &named);
    [[nodiscard]] Status checkAgain() const;

    const Manifest &m_manifest;
    const RepairOptions &m_options;
    int m_root;
    FolderCache m_places;
    RepairReport m_report;
};

Result<TreeCheck> TreeRepair::check() const
{
    TreeCheckOptions options;
    options.kept = m_options.kept;
    options.eachExtra = true;
    options.withContent = false; // That is what the chunks are compared for.
    options.cancelled = m_options.unpack.cancelled;
    return verifyTree(m_manifest, m_options.unpack.target, options);
}

QByteArrayList TreeRepair::toUnpack(const TreeCheck &check) const
{
    QSet<QByteArray> folders;
    for (const FileRecord &file : m_manifest.files) {
        if (S_ISDIR(file.mode))
            folders.insert(file.path);
    }
    QByteArrayList paths;
    for (const TreeDifference &difference : check.differing) {
        const bool isSetAnyway =
            !(difference.aspects & ~FileAspects(FileAspect::Time | FileAspect::Mode | FileAspect::Flags));
        if (!isSetAnyway || !folders.contains(difference.path))
            paths.append(difference.path);
    }
    return paths;
}

// From the last one on, so that a folder is empty when its turn comes, unless something in it is kept.
Status TreeRepair::remove(const QByteArrayList &extra)
{
    for (auto path = extra.rbegin(); path != extra.rend(); ++path) {
        const auto place = m_places.placeOf(*path);
        if (!place)
            return fail(place.error());
        struct stat facts = {};
        const bool isFolder = ::fstatat(place->folder->file, place->name.constData(), &facts, AT_SYMLINK_NOFOLLOW) == 0
            && S_ISDIR(facts.st_mode);
        if (::unlinkat(place->folder->file, place->name.constData(), isFolder ? AT_REMOVEDIR : 0) == 0)
            ++m_report.removed;
        else if (errno != ENOENT && !(isFolder && errno == ENOTEMPTY))
            return fail(errnoError("repair.remove", QFile::decodeName(*path)));
        if (isFolder)
            m_places.forget();
    }
    return {};
}

void TreeRepair::clearFlags(const QByteArrayList &extra)
{
    for (const FileRecord &file : m_manifest.files) {
        if (S_ISREG(file.mode) || S_ISDIR(file.mode))
            clearFlagsOf(file.path);
    }
    for (const QByteArray &path : extra)
        clearFlagsOf(path);
}

void TreeRepair::clearFlagsOf(const QByteArray &path)
{
    // Where the file system does not tell without that, it is opened.
    if (comparedFlagsOf(m_root, path).value_or(image::comparedFileFlags) == 0)
        return;
    const UniqueFd opened = open(path);
    int flags = 0;
    if (opened.isValid() && ::ioctl(opened.get(), FS_IOC_GETFLAGS, &flags) == 0) {
        flags &= ~static_cast<int>(image::keptFileFlags);
        ::ioctl(opened.get(), FS_IOC_SETFLAGS, &flags);
    }
}

void TreeRepair::stripFolders(const RepairPlan &plan)
{
    for (size_t entry = 0; entry < m_manifest.files.size(); ++entry) {
        const FileRecord &record = m_manifest.files[entry];
        if (!S_ISDIR(record.mode) || !plan.needs(entry))
            continue;
        const UniqueFd folder = open(record.path);
        const ssize_t size = folder.isValid() ? ::flistxattr(folder.get(), nullptr, 0) : 0;
        QByteArray names(std::max<ssize_t>(0, size), '\0');
        names.truncate(
            std::max<ssize_t>(0, ::flistxattr(folder.get(), names.data(), static_cast<size_t>(names.size()))));
        for (const QByteArray &name : names.split('\0')) {
            if (!name.isEmpty())
                ::fremovexattr(folder.get(), name.constData());
        }
    }
}

// Never through a link: a manifest is not believed.
UniqueFd TreeRepair::open(const QByteArray &named)
{
    const auto path = cleanPath(named.isEmpty() ? "." : named.constData());
    const auto place = path ? m_places.placeOf(*path) : fail(path.error());
    const QByteArray name = place && !place->name.isEmpty() ? place->name : QByteArray(".");
    struct stat facts = {};
    // What ran in the tree may have put a device there, and to open one can set it going.
    if (!place || ::fstatat(place->folder->file, name.constData(), &facts, AT_SYMLINK_NOFOLLOW) != 0
        || (!S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode)))
        return UniqueFd();
    return UniqueFd(::openat(place->folder->file, name.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
}

Status TreeRepair::checkAgain() const
{
    const auto again = check();
    if (!again)
        return fail(again.error());
    if (again->differing.empty())
        return {};
    const TreeDifference &first = again->differing.front();
    return fail(makeError(
        ErrorKind::Io, "repair.incomplete",
        u"%1: %2 differs still (%3)"_s.arg(m_manifest.image.toString(),
                                           first.path.isEmpty() ? u"the root"_s : QFile::decodeName(first.path),
                                           describeAspects(first.aspects))));
}

Result<RepairReport> TreeRepair::run(ChunkSource &source)
{
    LocalChunks::Watch watch{m_options.unpack.cancelled, {}};
    if (m_options.unpack.progress)
        watch.progress = [this](ByteCount found) { m_options.unpack.progress(0, found); };
    const auto local = LocalChunks::scan(m_manifest, m_options.unpack.target, watch);
    if (!local)
        return fail(local.error());
    const auto found = check();
    if (!found)
        return fail(found.error());
    m_report.differing = static_cast<qint64>(found->differing.size());
    m_report.missingChunks = static_cast<qint64>(m_manifest.chunks.size()) - (*local)->count();
    const RepairPlan plan(m_manifest, **local, toUnpack(*found));
    const ChunkRuns runs = plan.runs();
    if (runs.empty() && found->isClean())
        return m_report;
    clearFlags(found->extra);
    Status status = remove(found->extra);
    stripFolders(plan);
    m_places.forget();
    if (status)
        status = ImageUnpacker(m_manifest, source, m_options.unpack, m_root, m_report.unpacked)
                     .unpackRuns(runs, local->get());
    if (status)
        status = checkAgain();
    if (!status)
        return fail(status.error());
    return m_report;
}

} // namespace

Result<RepairReport> repairTree(const Manifest &manifest, ChunkSource &source, const RepairOptions &options)
{
    RepairOptions own = options;
    own.unpack.resumeDigest.clear();
    own.unpack.reuse.clear();
    const int root = ::open(QFile::encodeName(own.unpack.target).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return fail(
            makeError(ErrorKind::NotFound, "delta.no-root", errnoError("delta.no-root", own.unpack.target).text));
    const auto closer = qScopeGuard([root] { ::close(root); });
    return TreeRepair(manifest, own, root).run(source);
}

} // namespace cid
