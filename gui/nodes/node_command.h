// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"
#include "common/base/result.h"

#include <QStringList>

namespace cid {

/// A command of the settings, for one node. The pattern is split into words first, as a shell would, and only then "%n"
/// becomes the node's name and "%a" the action: a name stays a part of one word, and no shell reads any of it.
struct NodeCommand
{
    QString program;
    QStringList arguments;

    /// Invalid "command.empty", "command.bad-node".
    [[nodiscard]] static Result<NodeCommand> of(const QString &pattern, const NodeName &node,
                                                const QString &action = {});
    /// Starts it and leaves it alone. Unavailable "command.not-started".
    [[nodiscard]] Status startDetached() const;
};

} // namespace cid
