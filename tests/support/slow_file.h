// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace cid {

/// A file on a disk that answers late: who opens it for reading waits until it is let go, 45 s at most (fcntl(2),
/// F_SETLEASE). Nobody else may have it open when this begins. Needs its owner or root, and a file system with leases.
class SlowFile
{
public:
    explicit SlowFile(const QString &path)
        : m_file(::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC))
    {
        std::signal(SIGIO, SIG_IGN); // That somebody waits is asked for.
        m_isHeld = m_file >= 0 && ::fcntl(m_file, F_SETLEASE, F_WRLCK) == 0;
    }
    ~SlowFile() { letGo(); }
    SlowFile(const SlowFile &) = delete;
    SlowFile &operator=(const SlowFile &) = delete;
    SlowFile(SlowFile &&) = delete;
    SlowFile &operator=(SlowFile &&) = delete;

    [[nodiscard]] bool isHeld() const { return m_isHeld; }
    /// Somebody waits for it.
    [[nodiscard]] bool isWanted() const { return m_isHeld && ::fcntl(m_file, F_GETLEASE) != F_WRLCK; }
    void letGo()
    {
        if (m_file >= 0)
            ::close(m_file); // and the lease with it
        m_file = -1;
        m_isHeld = false;
    }

private:
    int m_file = -1;
    bool m_isHeld = false;
};

} // namespace cid
