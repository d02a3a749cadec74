// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/row_sender.h"

namespace cid {

RowSender::RowSender(Link *link, quint32 request, Next next)
    : QObject(link)
    , m_link(link)
    , m_request(request)
    , m_next(std::move(next))
{
    connect(link, &Link::drained, this, &RowSender::send);
    send();
}

void RowSender::send()
{
    while (m_link->isOpen() && m_link->pendingBytes() <= limits::lowWater) {
        const auto message = m_next();
        if (!message) {
            disconnect(m_link, nullptr, this, nullptr);
            deleteLater();
            return;
        }
        m_link->send({m_request, *message});
    }
}

} // namespace cid
