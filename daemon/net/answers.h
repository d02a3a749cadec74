// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/parts.h"
#include "daemon/net/row_sender.h"

namespace cid {

/// What one client is answered that may be longer than one message. Child of the link.
class Answers : public QObject
{
    Q_OBJECT
public:
    explicit Answers(Link *link)
        : QObject(link)
        , m_link(link)
    { }

    /// In parts to whom \a knowsParts; to others in one message, which holds as much of it as a frame does.
    template <wire::ComesInParts T> void send(quint32 request, bool knowsParts, T whole)
    {
        if (!knowsParts) {
            m_link->send({request, wire::firstPart(std::move(whole))});
            return;
        }
        const auto parts = std::make_shared<wire::Parts<T>>(std::move(whole));
        sendRow(request, [parts] {
            auto part = parts->next();
            return part ? std::optional<Message>(*std::move(part)) : std::nullopt;
        });
    }
    /// A row that ends with the first nothing. Refused where too many are under way: a peer that asks and does not
    /// read.
    void sendRow(quint32 request, RowSender::Next next);

private:
    Link *m_link;
    qsizetype m_underWay = 0;
};

} // namespace cid
