// SPDX-License-Identifier: GPL-3.0-or-later
// What operators do with the server's text files.
#include "daemon/net/client_session.h"

#include "daemon/net/limits.h"

#include <QPointer>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

QString ClientSession::peerName() const
{
    const PeerIdentity peer = m_link->peer();
    const QLatin1StringView kind = isOperator() ? "operator"_L1 : "scheduler"_L1;
    const bool isUnnamed = peer.key == Authority::unnamedOperator() || peer.key == Authority::unnamedScheduler();
    const QString proved = isUnnamed ? peer.key : kind + u' ' + peer.key;
    // What the other end calls itself cannot be taken for a part of what it proved. It becomes a part of file names.
    QString label = peer.id.simplified();
    label.truncate(net::maxPeerName);
    const auto isStrange = [](QChar c) { return c < u' ' || c > u'~' || c == u'(' || c == u')' || c == u','; };
    std::replace_if(label.begin(), label.end(), isStrange, u'?');
    return label.isEmpty() ? u"%1 (%2)"_s.arg(proved, peer.address) : u"%1 (%2, %3)"_s.arg(proved, peer.address, label);
}

void ClientSession::handle(quint32 request, const DocumentRequest &message)
{
    const auto reply = m_context.documents.read(message.name, message.version);
    if (reply)
        m_link->send({request, *reply});
    else
        refuse(request, reply.error());
}

void ClientSession::handle(quint32 request, const DocumentCheckRequest &message)
{
    const auto reply = m_context.documents.check(message.name, message.text);
    if (reply)
        m_link->send({request, *reply});
    else
        refuse(request, reply.error());
}

void ClientSession::handle(quint32 request, const DocumentSaveRequest &message)
{
    Core &core = m_context.core;
    const auto apply = [this, &message] { return m_context.readAgain(message.name); };
    const auto reply = m_context.documents.save(message, peerName(), core.state().now(), apply);
    Event event;
    event.what = reply ? "document" : "refused";
    event.to = message.name;
    event.reason = reply ? u"%1 was saved as version %2"_s.arg(message.name).arg(reply->version) : reply.error().text;
    event.who = peerName();
    core.note(std::move(event));
    if (!reply) {
        refuse(request, reply.error());
        return;
    }
    m_context.whenInForce([link = QPointer<Link>(m_link), request, saved = *reply] {
        if (link)
            link->send({request, saved});
    });
}

} // namespace cid
