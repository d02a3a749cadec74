// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/guard/confirmation.h"

#include "kid/guard/protocol.h"

#include <cstddef>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace cid {

namespace {

constexpr int waitMilliseconds = 1000;

bool isRoot(msghdr &message)
{
    const cmsghdr *part = CMSG_FIRSTHDR(&message);
    if (!part || part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_CREDENTIALS)
        return false;
    ucred who{};
    ::memcpy(&who, CMSG_DATA(part), sizeof who);
    return who.uid == 0;
}

bool is(const char *text, ssize_t size, const char *word)
{
    return size == static_cast<ssize_t>(::strlen(word)) && ::memcmp(text, word, ::strlen(word)) == 0;
}

} // namespace

Confirmation::Confirmation()
    : m_socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    ::memcpy(address.sun_path + 1, guardSocket, sizeof guardSocket - 1);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + sizeof guardSocket);
    const int yes = 1;
    ::setsockopt(m_socket, SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes);
    ::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), size);
}

Confirmation::Heard Confirmation::wait()
{
    pollfd wanted{m_socket, POLLIN, 0};
    if (::poll(&wanted, 1, waitMilliseconds) <= 0)
        return Heard::Nothing;
    char text[32];
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(ucred))];
    iovec part{text, sizeof text};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    const ssize_t size = ::recvmsg(m_socket, &message, MSG_CMSG_CLOEXEC);
    if (size < 0 || !isRoot(message))
        return Heard::Nothing;
    if (is(text, size, guardConfirmed))
        return Heard::Confirmed;
    return is(text, size, guardHello) ? Heard::Hello : Heard::Nothing;
}

} // namespace cid
