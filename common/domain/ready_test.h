// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QStringList>

namespace cid {

/// One thing that has to be true of a node before it counts as running its image.
struct ReadyTest
{
    enum class Kind : quint8 {
        Program, ///< a program ends with 0
        Unit, ///< systemd says of a unit that it is active
        Port, ///< something listens on a TCP port of the node itself
    };
    Kind kind = Kind::Program;
    QStringList program; ///< with its arguments; its path is absolute
    QString unit;
    quint16 port = 0;
    bool operator==(const ReadyTest &) const = default;
};

/// "unit:slurmd.service", "port:6818", or a program with its arguments, "/usr/sbin/check --fast", in which quotes hold
/// blanks together. Invalid "ready.bad-test". Pure.
[[nodiscard]] Result<ReadyTest> readReadyTest(const QString &text);

} // namespace cid
