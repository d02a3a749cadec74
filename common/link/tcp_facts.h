// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace cid {

/// How many bytes a connection's peer has sent so far, read or not (tcp_info, RFC 4898's HCThruOctetsReceived); the end
/// of its stream is not counted. -1 where the kernel does not say.
[[nodiscard]] qint64 tcpBytesReceived(qintptr descriptor);

} // namespace cid
