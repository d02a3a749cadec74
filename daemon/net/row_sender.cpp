// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/row_sender.h"

#include <QPointer>

namespace cid {

RowSender::RowSender(Link *link, quint32 request, Next next, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_request(request)
    , m_next(std::move(next))
{
    connect(link, &Link::drained, this, [this] {
        if (!m_isDry)
            wake();
    });
}

void RowSender::wake()
{
    m_isDry = false;
    if (std::exchange(m_isSending, true))
        return;
    const QPointer<RowSender> self = this;
    while (m_link->isOpen() && m_link->hasRoom()) {
        const auto message = m_next();
        if (!self)
            return;
        if (!message) {
            m_isDry = true;
            break;
        }
        m_link->send({m_request, *message});
    }
    m_isSending = false;
    if (m_isDry)
        Q_EMIT ranDry();
}

} // namespace cid
