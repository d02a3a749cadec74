// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/power_follower.h"

#include "common/wire/power_fields.h"

#include <QPointer>

namespace cid {

PowerFollower::PowerFollower(Link *link, quint32 request, ServerContext &context, const Wish &wish)
    : Follower(link, request, context)
    , m_underWay(wish.nodes.size())
{
    for (const NodeName &name : wish.nodes) {
        PowerRow row;
        row.node = name;
        if (const NodeRecord *node = core().state().registry.find(name))
            row.section = node->definition.power;
        context.switchPower(name, wish.act, [self = QPointer(this), row](const Result<PowerState> &result) {
            if (self)
                self->take(row, result);
        });
    }
    sendSoon();
}

void PowerFollower::take(PowerRow row, const Result<PowerState> &result)
{
    --m_underWay;
    if (result) {
        row.state = *result;
        row.seenAt = core().state().now();
    } else {
        row.problem = result.error().text;
    }
    m_ended.append(std::move(row));
    sendSoon();
}

std::optional<Message> PowerFollower::next()
{
    if (m_isOver)
        Q_EMIT finished();
    if (m_isOver || (m_ended.isEmpty() && m_underWay > 0))
        return std::nullopt;
    PowerReply reply;
    wire::PartRoom room(wire::costOf(reply), limits::partBytes);
    while (!m_ended.isEmpty() && room.take(m_ended.first(), reply.rows.size()))
        reply.rows.append(m_ended.takeFirst());
    reply.more = m_underWay > 0 || !m_ended.isEmpty();
    m_isOver = !reply.more;
    return reply;
}

} // namespace cid
