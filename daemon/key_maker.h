// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/cid_conf.h"
#include "daemon/net/authority.h"

namespace cid {

/// Makes those of the server's key files that are not there yet; existing ones are never touched. Returns the
/// identity's fingerprint, which belongs into every cid.conf.
[[nodiscard]] Result<QByteArray> makeServerKeys(const CidConf &conf);

/// The keys that peers are checked against.
[[nodiscard]] Result<ServerKeys> readServerKeys(const CidConf &conf);

} // namespace cid
