// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/delta/tree_replay.h"

#include "imagebuilder/archive_names.h"
#include "imagebuilder/limits.h"
#include "imagebuilder/pack/chunk_cutter.h"
#include "imagebuilder/pack/tar_encoder.h"

#include <QScopeGuard>

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace cid {

namespace {

constexpr qint64 endOfArchive = 1024;
constexpr qint64 block = 512;

// Never out of the tree and never through a link: what a manifest names is not believed.
int openBeneath(int root, const QByteArray &path, int flags)
{
    open_how how = {};
    how.flags = static_cast<quint64>(flags | O_NOFOLLOW | O_CLOEXEC);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    const QByteArray name = path.isEmpty() ? QByteArray(".") : path;
    return static_cast<int>(::syscall(SYS_openat2, root, name.constData(), &how, sizeof(how)));
}

bool readFully(int file, char *to, qint64 offset, qint64 length)
{
    qint64 done = 0;
    while (done < length) {
        const ssize_t count = ::pread(file, to + done, static_cast<size_t>(length - done), offset + done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        done += count;
    }
    return true;
}

bool hasData(const FileRecord &record)
{
    return S_ISREG(record.mode) && !record.isHardLink;
}

} // namespace

TreeReplay::TreeReplay(const Manifest &manifest, int root, const QByteArray &rootPath)
    : m_manifest(manifest)
    , m_root(root)
    , m_describer(rootPath, {})
    , m_archive(newTarWriter(this, &TreeReplay::takeHeader))
{ }

TreeReplay::~TreeReplay()
{
    m_isHeader = false;
    archive_write_free(m_archive);
}

ssize_t TreeReplay::takeHeader(struct archive *, void *self, const void *bytes, size_t count)
{
    auto *replay = static_cast<TreeReplay *>(self);
    if (replay->m_isHeader)
        replay->m_header.append(static_cast<const char *>(bytes), static_cast<qsizetype>(count));
    return static_cast<ssize_t>(count);
}

TreeReplay::Step TreeReplay::makeChunk(Start start, QByteArray &data)
{
    data.resize(0);
    data.reserve(image::maxChunkData);
    Step step{start, true};
    while (step.next.entry < m_manifest.files.size()) {
        const Put put = putEntry(step.next, data, step.isWhole);
        if (put == Put::Lost)
            step.isWhole = false;
        if (put != Put::Done)
            return step;
    }
    step.isWhole = step.isWhole && data.size() + endOfArchive <= image::maxChunkData;
    data.append(endOfArchive, '\0');
    ++step.next.entry;
    return step;
}

// The rules of ChunkCutter and TarEncoder, with sizes as the manifest says them.
TreeReplay::Put TreeReplay::putEntry(Start &at, QByteArray &data, bool &isWhole)
{
    const FileRecord &record = m_manifest.files[at.entry];
    const bool isContinued = at.offset >= 0;
    if (!isContinued && !data.isEmpty()) {
        const ByteCount size = TarEncoder::headerEstimate + record.path.size() + record.size;
        if (ChunkCutter::isMark(record.path) || data.size() + size > image::maxChunkData)
            return Put::ChunkEnds;
    }
    int file = -1;
    const bool isThere = describe(record, file);
    const auto closer = qScopeGuard([&file] {
        if (file >= 0)
            ::close(file);
    });
    if (!isThere) {
        isWhole = false;
        describeFromRecord(record); // For its size, so that what follows lies where it lies in the image.
    }
    if (!isContinued) {
        if (!formatHeader() || data.size() + m_header.size() > image::maxChunkData) {
            at = {at.entry + 1, -1};
            return Put::Lost;
        }
        data += m_header;
    }
    if (hasData(record) && record.size > 0)
        return putData(at, file, data, isWhole);
    at = {at.entry + 1, -1};
    return Put::Done;
}

TreeReplay::Put TreeReplay::putData(Start &at, int file, QByteArray &data, bool &isWhole)
{
    const FileRecord &record = m_manifest.files[at.entry];
    const bool isLarge = record.size > image::maxChunkData;
    if (isLarge && at.offset < 0) {
        at.offset = 0;
        return Put::ChunkEnds;
    }
    const bool isContinued = at.offset >= 0;
    const qint64 from = std::max<qint64>(0, at.offset);
    const qint64 part = std::min<qint64>(record.size - from, image::maxChunkData - data.size());
    const qsizetype begin = data.size();
    data.resize(begin + part);
    const bool isLost = !isWhole; // Nothing that is read makes it whole again.
    if (isLost || file < 0 || !readFully(file, data.data() + begin, from, part))
        isWhole = false;
    if (const qint64 rest = record.size - from - part; rest > 0) {
        // A large file, or one that just does not fit behind its header. Of a lost one only the end matters, where
        // others may follow: a hole of 100 GiB has 400,000 chunks that no image has.
        const qint64 passedOver = isLost && isContinued ? (rest - 1) / image::maxChunkData * image::maxChunkData : 0;
        at.offset = from + part + passedOver;
        return Put::ChunkEnds;
    }
    at = {at.entry + 1, -1};
    const qint64 padding = (block - record.size % block) % block;
    if (data.size() + padding > image::maxChunkData)
        return Put::Lost;
    data.append(padding, '\0');
    return Put::Done;
}

bool TreeReplay::describe(const FileRecord &record, int &file)
{
    if (record.isHardLink) {
        describeFromRecord(record); // The archive says nothing else of it.
        return true;
    }
    const bool isOpened = S_ISREG(record.mode) || S_ISDIR(record.mode);
    file = openBeneath(m_root, record.path, isOpened ? O_RDONLY | O_NONBLOCK | O_NOCTTY : O_PATH);
    WalkedEntry walked;
    if (file < 0 || ::fstat(file, &walked.facts) != 0 || (walked.facts.st_mode & S_IFMT) != (record.mode & S_IFMT)
        || (S_ISREG(record.mode) && walked.facts.st_size != record.size))
        return false;
    // What is no file and no folder is asked for by its path, through a descriptor that no link can bend.
    const qsizetype slash = record.path.lastIndexOf('/');
    const int folder = openBeneath(m_root, slash < 0 ? QByteArray() : record.path.left(slash), O_PATH | O_DIRECTORY);
    if (folder < 0)
        return false;
    walked.folder = folder;
    walked.name = record.path.isEmpty() ? QByteArray(".") : record.path.mid(slash + 1);
    walked.path = record.path;
    const bool isTaken = takeFacts(record, walked);
    ::close(folder);
    return isTaken;
}

bool TreeReplay::takeFacts(const FileRecord &record, const WalkedEntry &walked)
{
    const bool isOpened = S_ISREG(record.mode) || S_ISDIR(record.mode);
    const int file = isOpened ? openBeneath(walked.folder, walked.name, O_RDONLY | O_NONBLOCK | O_NOCTTY) : -1;
    const auto described = m_describer.describe(walked, file);
    if (file >= 0)
        ::close(file);
    struct archive_entry *entry = m_describer.entry();
    if (!described || archive_entry_sparse_count(entry) > 0 || described->target != record.target
        || described->device != record.device)
        return false;
    if (described->mode != record.mode) {
        // An access list holds the bits that the mode shows.
        if (archive_entry_acl_count(entry, ARCHIVE_ENTRY_ACL_TYPE_ACCESS) > 0)
            return false;
        archive_entry_set_mode(entry, record.mode);
    }
    archive_entry_set_uid(entry, record.uid);
    archive_entry_set_gid(entry, record.gid);
    archive_entry_set_mtime(entry, record.mtimeSeconds, record.mtimeNanoseconds);
    if (!hasData(record))
        archive_entry_set_size(entry, 0);
    return true;
}

void TreeReplay::describeFromRecord(const FileRecord &record)
{
    struct archive_entry *entry = m_describer.entry();
    archive_entry_clear(entry);
    archive_entry_copy_pathname(entry, EntryDescriber::archiveName(record.path, record.mode).constData());
    archive_entry_set_mode(entry, record.mode);
    archive_entry_set_uid(entry, record.uid);
    archive_entry_set_gid(entry, record.gid);
    archive_entry_set_mtime(entry, record.mtimeSeconds, record.mtimeNanoseconds);
    archive_entry_set_dev(entry, 0);
    archive_entry_set_ino(entry, 0);
    archive_entry_set_nlink(entry, 1);
    archive_entry_set_fflags(entry, 0, 0);
    archive_entry_set_size(entry, hasData(record) ? record.size : 0);
    if (S_ISCHR(record.mode) || S_ISBLK(record.mode))
        archive_entry_set_rdev(entry, record.device);
    if (record.isHardLink)
        archive_entry_copy_hardlink(entry, record.target.constData());
    else if (S_ISLNK(record.mode))
        archive_entry_copy_symlink(entry, record.target.constData());
}

bool TreeReplay::formatHeader()
{
    m_header.resize(0);
    m_isHeader = true;
    const bool isWritten = writeEntry(m_archive, m_describer.entry());
    m_isHeader = false;
    // libarchive misses the data that never comes, and fills up with zeros that nobody takes.
    return archive_write_finish_entry(m_archive) >= ARCHIVE_WARN && isWritten;
}

} // namespace cid
