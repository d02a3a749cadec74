// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cid {

/// Takes from an open file or folder what lets nobody change it (immutable, append-only), and gives it back at the end.
/// Does nothing where the file system knows no such flags, or where they may not be taken. Any thread.
class FlagsAside
{
public:
    /// \a fd is borrowed; may be none.
    explicit FlagsAside(int fd);
    ~FlagsAside();
    FlagsAside(const FlagsAside &) = delete;
    FlagsAside &operator=(const FlagsAside &) = delete;

    /// The same flags for what took the file's place.
    void giveTo(int fd) const;

private:
    const int m_fd;
    int m_taken = 0;
};

} // namespace cid
