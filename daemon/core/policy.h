// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "daemon/core/catalogue.h"
#include "daemon/core/registry.h"

#include <chrono>

namespace cid {

/// On whose behalf something is asked.
enum class Power : quint8 { Scheduler, Operator };
[[nodiscard]] QLatin1StringView powerName(Power power);

/// Whether a scheduler's job keeps the nodes that it asked for.
enum class HoldRule : quint8 {
    None, ///< it does not
    UntilNext, ///< until it is released, or another job of the same key wants the node
    Strict, ///< until it is released
};

/// How cidd signs what it begins by itself. No key bears that name.
inline constexpr QLatin1StringView serverName("cidd");

/// Who asks.
struct Author
{
    Power power = Power::Scheduler;
    QString key = {}; ///< the name of the key that was proved; empty: the power's unnamed one
    QString who = {}; ///< with address, for the history
    HoldRule holds = HoldRule::None;
    std::chrono::milliseconds holdFor{0}; ///< at most; 0: no end
    bool mayRelease = false; ///< what others hold, too

    /// Whose the jobs are that are asked for.
    [[nodiscard]] QString owner() const { return key.isEmpty() ? QString(powerName(power)) : key; }
    [[nodiscard]] QString text() const { return who.isEmpty() ? owner() : who; }
    /// What cidd begins by itself, in an operator's name; nothing is ever allowed for that.
    [[nodiscard]] bool isServer() const { return power == Power::Operator && key == serverName; }
};

/// Invalid "wipe.no-serial" for what cannot be the name of a disk. Pure.
[[nodiscard]] Status isDiskName(const QString &name);

/// Whether a job of that author may change a node that is held; not where it is another's, unless both are jobs of a
/// scheduler that holds until the next one. Unavailable "node.held": later nobody may
/// hold it. Pure.
[[nodiscard]] Status mayTake(const Author &author, const JobId &job, const Hold *hold);

/// Whether \a image may be put on \a node on that behalf. Refused "policy.never", "policy.operator-only",
/// "policy.kind", "policy.digest", "policy.not-signed", "policy.arch", "policy.too-large". Pure.
[[nodiscard]] Status mayDeploy(Power power, const NodeRecord &node, const ImageChoice &image);

} // namespace cid
