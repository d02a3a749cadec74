// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/cid_conf.h"

#include <chrono>

namespace cid {

/// Whether the port of one of \a servers answers, asked in their order. Through that network interface alone where one
/// is named. Gives back the server's address; Unavailable "server.silent" where none answers within \a patience each.
/// Blocks: for a program that does nothing else.
[[nodiscard]] Result<QString> reachServer(const QList<ServerEndpoint> &servers, const QString &interface,
                                          std::chrono::milliseconds patience);

} // namespace cid
