// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "daemon/core/catalogue.h"
#include "daemon/core/registry.h"

namespace cid {

/// On whose behalf something is asked.
enum class Power : quint8 { Scheduler, Operator };
[[nodiscard]] QLatin1StringView powerName(Power power);

/// Who asks.
struct Author
{
    Power power = Power::Scheduler;
    QString key = {}; ///< the name of the key that was proved; empty: the power's unnamed one
    QString who = {}; ///< with address, for the history

    /// Whose the jobs are that are asked for.
    [[nodiscard]] QString owner() const { return key.isEmpty() ? QString(powerName(power)) : key; }
    [[nodiscard]] QString text() const { return who.isEmpty() ? owner() : who; }
};

/// Whether \a image may be put on \a node on that behalf. Refused "policy.never", "policy.operator-only",
/// "policy.kind", "policy.not-signed", "policy.arch", "policy.too-large". Pure.
[[nodiscard]] Status mayDeploy(Power power, const NodeRecord &node, const ImageChoice &image);

} // namespace cid
