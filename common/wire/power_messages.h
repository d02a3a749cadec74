// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/power.h"

#include <QList>

// Machines are switched on and off.
namespace cid {

/// Looks at the power of machines, or changes it. Answered by PowerReplies, each with the machines that came to their
/// end meanwhile, until one says that there are no more; the acts go on where the asker goes away.
struct PowerRequest
{
    QString hosts;
    PowerAct act = PowerAct::Look; ///< anything else needs the right to switch
    bool take = false; ///< also machines that jobs hold
    bool operator==(const PowerRequest &) const = default;
};

struct PowerReply
{
    QList<PowerRow> rows;
    bool more = false; ///< others are under way
    bool operator==(const PowerReply &) const = default;
};

} // namespace cid
