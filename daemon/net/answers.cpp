// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/answers.h"

#include "daemon/net/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

void Answers::sendRow(quint32 request, RowSender::Next next)
{
    if (m_underWay >= net::maxAnswers) {
        m_link->send({request,
                      ErrorReply{makeError(ErrorKind::Unavailable, "client.too-many",
                                           u"Read the answers that are under way before you ask for more"_s)}});
        return;
    }
    ++m_underWay;
    auto *sender = new RowSender(m_link, request, std::move(next), this);
    // Once: what comes of a link that drains later belongs to nobody any more.
    connect(
        sender, &RowSender::ranDry, this,
        [this, sender] {
            --m_underWay;
            sender->deleteLater();
        },
        Qt::SingleShotConnection);
    sender->wake();
}

} // namespace cid
