// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace cid {

/// How much a finding matters. The order is that in which people read them.
enum class Severity : quint8 {
    Fault, ///< something does not work
    Warning, ///< something will not, or a part of the cluster does not
    Note, ///< worth knowing
};
[[nodiscard]] QLatin1StringView severityName(Severity severity);

/// One thing that the doctor found.
struct Finding
{
    Severity severity = Severity::Fault;
    QByteArray code; ///< stable, for programs: "space.low"
    QString what; ///< with what was found and where
    QString why; ///< what comes of it
    QString remedy; ///< a command, or what to do
};

/// What one part of the check came to.
struct CheckedPart
{
    QString name;
    QList<Finding> findings;
};

} // namespace cid
