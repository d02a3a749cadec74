// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace cid::test {

/// Two sockets that are each other's peer.
struct SocketPair
{
    SocketPair() { isGood = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) == 0; }
    ~SocketPair()
    {
        close(0);
        close(1);
    }
    Q_DISABLE_COPY_MOVE(SocketPair)

    void close(size_t end)
    {
        if (ends[end] >= 0)
            ::close(std::exchange(ends[end], -1));
    }
    [[nodiscard]] bool say(size_t end, const char *word = "x") const { return ::write(ends[end], word, 1) == 1; }
    char hear(size_t end) const
    {
        char byte = 0;
        return ::read(ends[end], &byte, 1) == 1 ? byte : '\0';
    }

    std::array<int, 2> ends{-1, -1};
    bool isGood = false;
};

} // namespace cid::test
