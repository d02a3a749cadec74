// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/cid_conf.h"
#include "common/config/node_key.h"
#include "common/link/link_client.h"

namespace cid {

/// How a machine that has no secret of its own asks cidd for one: with the key that only enrols. \a machine is for
/// cidd's log. The errors of readKeyFile().
[[nodiscard]] Result<LinkClientOptions> enrolmentLink(const CidConf &conf, const QString &machine);

/// How a node speaks for itself.
[[nodiscard]] LinkClientOptions nodeLink(const CidConf &conf, const NodeKey &key);

} // namespace cid
