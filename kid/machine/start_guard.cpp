// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/start_guard.h"

#include "common/system/unique_fd.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

using namespace Qt::StringLiterals;

namespace cid {

Status tellGuard(const char *word)
{
    const UniqueFd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path + 1, guardSocket, sizeof guardSocket - 1);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + sizeof guardSocket);
    const ssize_t sent = ::sendto(socket.get(), word, std::strlen(word), MSG_NOSIGNAL,
                                  reinterpret_cast<const sockaddr *>(&address), size);
    if (sent >= 0 || errno == ECONNREFUSED)
        return {};
    return fail(errnoError("guard.silent", u"the guard of this start does not listen"_s));
}

} // namespace cid
