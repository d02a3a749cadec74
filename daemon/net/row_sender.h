// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link.h"

#include <functional>

namespace cid {

/// Sends a row of answers, however long, no faster than the peer takes them. Child of the link; deletes itself after
/// the last one.
class RowSender : public QObject
{
public:
    /// Makes the next message; nothing after the last one.
    using Next = std::function<std::optional<Message>()>;

    RowSender(Link *link, quint32 request, Next next);

private:
    void send();

    Link *m_link;
    quint32 m_request;
    Next m_next;
};

} // namespace cid
