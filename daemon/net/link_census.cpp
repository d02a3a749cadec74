// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/link_census.h"

#include "daemon/net/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

bool isClient(const PeerIdentity &peer)
{
    return peer.role == Role::Capt || peer.role == Role::Operator;
}

qsizetype mostOf(const PeerIdentity &peer)
{
    if (peer.role == Role::Node)
        return peer.channel == Channel::Data ? net::dataLinksPerNode : net::controlLinksPerNode;
    return peer.role == Role::Enrol ? net::enrolLinksPerAddress : net::clientLinksPerAddress;
}

QString keyOf(const PeerIdentity &peer)
{
    const QString kind = QString::number(int(peer.role)) + (peer.channel == Channel::Data ? u'd' : u'c');
    return kind + u' ' + (peer.role == Role::Node ? peer.id : peer.address);
}

} // namespace

bool LinkCensus::admit(Link *link)
{
    const PeerIdentity peer = link->peer();
    const QString key = keyOf(peer);
    if (isClient(peer) && m_clients >= net::maxClientLinks)
        return false;
    QList<Link *> &links = m_links[key];
    Link *tooMany = nullptr;
    if (links.size() >= mostOf(peer)) {
        if (peer.role != Role::Node)
            return false;
        tooMany = links.first();
    }
    links.append(link);
    ++m_count;
    m_clients += isClient(peer) ? 1 : 0;
    connect(link, &QObject::destroyed, this, [this, link, key, wasClient = isClient(peer)] {
        const auto found = m_links.find(key);
        if (found != m_links.end()) {
            found->removeOne(link);
            if (found->isEmpty())
                m_links.erase(found);
        }
        --m_count;
        m_clients -= wasClient ? 1 : 0;
    });
    if (tooMany) {
        // It does not count any more, also while it still lingers.
        links.removeOne(tooMany);
        tooMany->close();
    }
    return true;
}

} // namespace cid
