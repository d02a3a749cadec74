// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link.h"

#include <functional>

namespace cid {

/// The one way by which rows of answers leave, however long: no faster than the peer takes them. Messages are made when
/// there is room for them, so that a peer that does not read costs what its source holds and no queue. Owned by its
/// parent, which ends no later than the link.
class RowSender : public QObject
{
    Q_OBJECT
public:
    /// Makes the next message; nothing where there is none, for now or at the end.
    using Next = std::function<std::optional<Message>()>;

    RowSender(Link *link, quint32 request, Next next, QObject *parent);

    /// There may be messages (again). Those that fit are sent inside this call.
    void wake();

Q_SIGNALS:
    /// Everything that there was is given to the link.
    void ranDry();

private:
    Link *m_link;
    quint32 m_request;
    Next m_next;
    bool m_isSending = false;
    bool m_isDry = true;
};

} // namespace cid
