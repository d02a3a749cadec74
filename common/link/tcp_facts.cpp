// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/tcp_facts.h"

#include <algorithm>
#include <cstddef>

// Not <netinet/tcp.h>, whose tcp_info ends before this member, and not both: they name the same things.
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace cid {

qint64 tcpBytesReceived(qintptr descriptor)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(static_cast<int>(descriptor), IPPROTO_TCP, TCP_INFO, &info, &size) != 0
        || size < offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received)
        return -1;
    // Linux counts by sequence numbers, of which the peer's FIN takes one, too.
    const bool hasEnded = info.tcpi_state == 8 /* close wait */;
    return static_cast<qint64>(info.tcpi_bytes_received) - (hasEnded && info.tcpi_bytes_received > 0 ? 1 : 0);
}

} // namespace cid
