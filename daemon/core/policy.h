// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "daemon/core/catalogue.h"
#include "daemon/core/registry.h"

namespace cid {

/// On whose behalf something is asked.
enum class Power : quint8 { Scheduler, Operator };
[[nodiscard]] QLatin1StringView powerName(Power power);

/// Whether \a image may be put on \a node on that behalf. Refused "policy.never", "policy.operator-only",
/// "policy.kind", "policy.not-signed", "policy.arch", "policy.too-large". Pure.
[[nodiscard]] Status mayDeploy(Power power, const NodeRecord &node, const ImageChoice &image);

} // namespace cid
