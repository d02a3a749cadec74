// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/follower.h"

#include "common/wire/client_fields.h"
#include "common/wire/parts.h"
#include "daemon/net/limits.h"
#include "daemon/net/told.h"

namespace cid {

Follower::Follower(Link *link, quint32 request, ServerContext &context)
    : m_link(link)
    , m_request(request)
    , m_context(context)
    , m_sender(link, request, [this] { return next(); }, nullptr)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(net::collectMs);
    connect(&m_timer, &QTimer::timeout, &m_sender, &RowSender::wake);
}

void Follower::giveUp(const Error &error)
{
    m_link->send({m_request, ErrorReply{error}});
    Q_EMIT finished();
}

void Follower::sendSoon()
{
    if (!m_timer.isActive())
        m_timer.start();
}

NodeFollower::NodeFollower(Link *link, quint32 request, ServerContext &context, const Wish &wish)
    : Follower(link, request, context)
    , m_wish(wish)
    , m_wanted(wish.names.begin(), wish.names.end())
    , m_picture(wish.names)
{
    connect(&core().announcer(), &Announcer::nodeChanged, this, [this](const NodeName &node) {
        if (m_wanted.isEmpty() || m_wanted.contains(node)) {
            m_dirty.insert(node);
            sendSoon();
        }
    });
    connect(&core().announcer(), &Announcer::nodeRemoved, this, [this](const NodeName &node) {
        if (m_wanted.isEmpty() || m_wanted.contains(node)) {
            m_removed.insert(node);
            sendSoon();
        }
    });
    sendSoon();
}

std::optional<Message> NodeFollower::next()
{
    if (!m_isWhole)
        return nextOfPicture();
    if (m_wish.goOn)
        return nextChanges();
    Q_EMIT finished();
    return std::nullopt;
}

std::optional<Message> NodeFollower::nextOfPicture()
{
    NodesReply reply;
    reply.first = !std::exchange(m_hasBegun, true);
    if (reply.first && m_picture.isEmpty()) {
        for (const NodeRecord *node : core().state().registry.all())
            m_picture.append(node->facts.name);
    }
    wire::PartRoom room({wire::headBytes, 0}, limits::partBytes);
    for (; m_at < m_picture.size(); ++m_at) {
        const auto status = core().statusOf(m_picture[m_at]);
        if (!status)
            continue;
        const NodeStatus shown = told::status(*status);
        if (!room.take(shown, reply.nodes.size()))
            break;
        reply.nodes.append(shown);
    }
    m_isWhole = reply.complete = m_at >= m_picture.size();
    if (m_isWhole)
        m_picture.clear();
    return reply;
}

std::optional<Message> NodeFollower::nextChanges()
{
    if (m_dirty.isEmpty() && m_removed.isEmpty())
        return std::nullopt;
    NodesReply reply;
    reply.complete = true;
    wire::PartRoom room({wire::headBytes, 0}, limits::partBytes);
    bool hasRoom = true;
    for (auto node = m_removed.begin(); hasRoom && node != m_removed.end();) {
        // One that is there again was removed and comes back.
        hasRoom = room.take(*node, reply.removed.size());
        if (hasRoom) {
            reply.removed.append(*node);
            node = m_removed.erase(node);
        }
    }
    for (auto node = m_dirty.begin(); hasRoom && node != m_dirty.end();) {
        const auto status = core().statusOf(*node);
        const NodeStatus shown = status ? told::status(*status) : NodeStatus();
        hasRoom = !status || room.take(shown, reply.nodes.size());
        if (hasRoom && status)
            reply.nodes.append(shown);
        if (hasRoom)
            node = m_dirty.erase(node);
    }
    return reply;
}

} // namespace cid
