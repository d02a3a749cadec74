// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/deploy/deploy_input.h"

namespace cid {

/// Whether the order's image bears the signature that it needs: where image_db says so, or this node's own cid.conf
/// whatever the server says. The node trusts only the keys of its own cid.conf. Refused and Corrupt as findSigner().
[[nodiscard]] Status checkSignature(const DeployInput &input);

} // namespace cid
