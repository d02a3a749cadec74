// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <sys/types.h>
#include <thread>
#include <vector>

namespace cid {

/// Asks the kernel for the files of a folder before they are read, in the order of their inodes, which is mostly that
/// on the disk. Does nothing until somebody found that files are not in the page cache.
class ReadAhead
{
public:
    struct File
    {
        QByteArray name;
        ino_t inode = 0;
    };

    ReadAhead() = default;
    ~ReadAhead();
    ReadAhead(const ReadAhead &) = delete;
    ReadAhead &operator=(const ReadAhead &) = delete;

    /// A read had to wait for the disk.
    void noteCold();
    [[nodiscard]] bool isNeeded() const { return m_isCold; }
    /// \a folder is borrowed for the call; \a files are regular ones in it. Forgotten where others wait already.
    void begin(int folder, std::vector<File> files);

private:
    struct Folder
    {
        int descriptor = -1;
        std::vector<File> files;
    };

    void work();
    void ask(const Folder &folder);

    std::atomic<bool> m_isCold = false;
    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_changed;
    std::deque<Folder> m_folders;
    std::atomic<bool> m_isEnding = false;
    std::thread m_thread;
};

} // namespace cid
