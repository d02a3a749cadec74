// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link.h"

#include <QHash>

namespace cid {

/// Counts the connections of peers that proved themselves: whoever holds a key may not hold all of the server's room.
/// Lives as long as the links.
class LinkCensus : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Counts the link until it closes. False where it is one too many and is to be closed. A node's newest connection
    /// is the true one: of too many its oldest is closed instead.
    [[nodiscard]] bool admit(Link *link);
    [[nodiscard]] qsizetype count() const { return m_count; }

private:
    QHash<QString, QList<Link *>> m_links; ///< the oldest first, by role, channel and name or address
    qsizetype m_clients = 0;
    qsizetype m_count = 0;
};

} // namespace cid
