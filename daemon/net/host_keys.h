// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deploy_order.h"

namespace cid {

/// etc/ssh/ssh_host_ed25519_key and its .pub for a seed of 32 bytes, in OpenSSH's own format (PROTOCOL.key in its
/// source). The comment is "root@NODE".
[[nodiscard]] QList<OverlayFile> sshHostKey(const QByteArray &seed, const NodeName &node);

} // namespace cid
