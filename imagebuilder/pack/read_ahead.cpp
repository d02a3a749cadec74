// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/read_ahead.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace cid {

namespace {

constexpr size_t maxFolders = 4;
/// Of one file; the kernel reads on by itself in what is larger.
constexpr off_t askedBytes = 2 * 1024 * 1024;

} // namespace

ReadAhead::~ReadAhead()
{
    m_isEnding = true;
    {
        const std::lock_guard lock(m_mutex);
        for (const Folder &folder : m_folders)
            ::close(folder.descriptor);
        m_folders.clear();
    }
    m_changed.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void ReadAhead::noteCold()
{
    if (m_isCold.exchange(true))
        return;
    m_thread = std::thread([this] { work(); });
}

void ReadAhead::begin(int folder, std::vector<File> files)
{
    const int copy = ::fcntl(folder, F_DUPFD_CLOEXEC, 0);
    const std::lock_guard lock(m_mutex);
    if (copy < 0 || m_folders.size() >= maxFolders) {
        if (copy >= 0)
            ::close(copy);
        return;
    }
    m_folders.push_back({copy, std::move(files)});
    m_changed.notify_one();
}

void ReadAhead::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_isEnding || !m_folders.empty(); });
        if (m_isEnding)
            return;
        Folder folder = std::move(m_folders.front());
        m_folders.pop_front();
        lock.unlock();
        std::sort(folder.files.begin(), folder.files.end(),
                  [](const File &a, const File &b) { return a.inode < b.inode; });
        ask(folder);
        ::close(folder.descriptor);
        lock.lock();
    }
}

void ReadAhead::ask(const Folder &folder)
{
    for (const File &one : folder.files) {
        if (m_isEnding)
            return;
        const int file = ::openat(folder.descriptor, one.name.constData(),
                                  O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
        if (file < 0)
            continue;
        static_cast<void>(::posix_fadvise(file, 0, askedBytes, POSIX_FADV_WILLNEED));
        ::close(file);
    }
}

} // namespace cid
