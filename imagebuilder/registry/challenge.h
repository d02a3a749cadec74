// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>

namespace cid {

/// One way of signing in that a server offers.
struct Challenge
{
    QByteArray scheme; ///< lower case: "basic", "bearer"
    QMap<QByteArray, QByteArray> values; ///< names in lower case
    bool operator==(const Challenge &) const = default;
};

/// The offers of a WWW-Authenticate header (RFC 9110, 11.6.1), in their order; what is malformed is left out. Pure.
[[nodiscard]] QList<Challenge> parseChallenges(const QByteArray &header);

} // namespace cid
