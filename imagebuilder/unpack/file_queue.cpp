// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/file_queue.h"

#include "imagebuilder/limits.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace cid {

namespace {

/// Above this size a file is written in pieces as they come; below, it is made in one go from what one or two chunks
/// hold.
constexpr qint64 largeFile = image::maxChunkData;
/// Space for files of this size is asked for at once, so that it lies together.
constexpr qint64 preallocateFrom = 4 * 1024 * 1024;
constexpr size_t bundleSize = 32;

} // namespace

struct FileQueue::Pending
{
    NewFile file;
    std::vector<FilePart> parts; ///< of a small file
    int descriptor = -1;
    std::atomic<qint64> left = 1; ///< pieces of a large file that are not written yet, and one for end()
    std::atomic<qint64> written = 0; ///< the end of what was written
    ~Pending()
    {
        if (descriptor >= 0)
            ::close(descriptor);
    }
    [[nodiscard]] bool isLarge() const { return file.size > largeFile; }
};

FileQueue::~FileQueue()
{
    std::unique_lock lock(m_mutex);
    m_done.wait(lock, [this] { return m_underWay == 0; });
}

Status FileQueue::open(Pending &file)
{
    constexpr int flags = O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC;
    const TargetPlace &place = file.file.place;
    file.descriptor = ::openat(place.folder->file, place.name.constData(), flags, 0600);
    if (file.descriptor < 0 && errno == EEXIST) {
        const auto room = makeRoom(place, file.file.path);
        if (!room)
            return fail(room.error());
        file.descriptor = ::openat(place.folder->file, place.name.constData(), flags, 0600);
    }
    if (file.descriptor < 0)
        return fail(targetError(file.file.path));
    // Where the file system cannot, it does not matter; where there is no room, writing says so.
    if (!file.file.isSparse && file.file.size >= preallocateFrom)
        static_cast<void>(::fallocate(file.descriptor, FALLOC_FL_KEEP_SIZE, 0, file.file.size));
    return {};
}

Status FileQueue::write(Pending &file, const FilePart &part)
{
    qsizetype done = 0;
    while (done < part.bytes.size()) {
        const ssize_t count = ::pwrite(file.descriptor, part.bytes.data() + done,
                                       static_cast<size_t>(part.bytes.size() - done), part.offset + done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(targetError(file.file.path));
        done += count;
    }
    const qint64 end = part.offset + part.bytes.size();
    qint64 before = file.written;
    while (before < end && !file.written.compare_exchange_weak(before, end)) { }
    return {};
}

Status FileQueue::finish(Pending &file)
{
    if (file.written < file.file.size && ::ftruncate(file.descriptor, file.file.size) != 0)
        return fail(targetError(file.file.path));
    const Status set = m_setter.set(file.descriptor, file.file.path, file.file.facts, *file.file.place.folder);
    return set ? setTime(file.descriptor, file.file.path, file.file.facts.time) : set;
}

Status FileQueue::makeWhole(Pending &file)
{
    Status status = open(file);
    for (const FilePart &part : file.parts) {
        if (status)
            status = write(file, part);
    }
    return status ? finish(file) : status;
}

Status FileQueue::release(Pending &file)
{
    return --file.left == 0 ? finish(file) : Status();
}

void FileQueue::start(std::function<Status()> work)
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_underWay;
    }
    m_pool.post(WorkPool::Rank::Urgent, [this, work = std::move(work)]() mutable {
        Status status = work();
        work = nullptr; // Chunks and descriptors are free again before anybody hears that all is done.
        const std::lock_guard lock(m_mutex);
        if (m_status && !status)
            m_status = std::move(status);
        --m_underWay;
        m_done.notify_all();
    });
}

Status FileQueue::begin(NewFile file)
{
    m_current = std::make_shared<Pending>();
    m_current->file = std::move(file);
    return m_current->isLarge() ? open(*m_current) : Status();
}

void FileQueue::add(FilePart part)
{
    if (!m_current->isLarge()) {
        m_current->parts.push_back(std::move(part));
        return;
    }
    ++m_current->left;
    start([this, file = m_current, part = std::move(part)] {
        const Status written = write(*file, part);
        return written ? release(*file) : written;
    });
}

void FileQueue::end()
{
    SharedPending file = std::move(m_current);
    m_current.reset();
    if (file->isLarge()) {
        start([this, file = std::move(file)] { return release(*file); });
        return;
    }
    m_bundle.push_back(std::move(file));
    if (m_bundle.size() >= bundleSize)
        push();
}

void FileQueue::push()
{
    if (m_bundle.empty())
        return;
    start([this, bundle = std::move(m_bundle)]() mutable {
        Status status;
        for (SharedPending &file : bundle) {
            if (status)
                status = makeWhole(*file);
            file.reset();
        }
        return status;
    });
    m_bundle.clear();
}

Status FileQueue::wait()
{
    push();
    std::unique_lock lock(m_mutex);
    m_done.wait(lock, [this] { return m_underWay == 0; });
    return m_status;
}

Status FileQueue::status()
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

} // namespace cid
