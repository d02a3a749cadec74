// SPDX-License-Identifier: GPL-3.0-or-later
// What clients ask about holds, permissions and power.
#include "daemon/net/client_session.h"

#include "common/wire/power_fields.h"
#include "common/wire/rights_fields.h"
#include "daemon/net/limits.h"
#include "daemon/net/power_follower.h"

#include <QPointer>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

std::function<void(const Status &)> ClientSession::later(quint32 request)
{
    return [self = QPointer<ClientSession>(this), request](const Status &status) {
        if (self)
            self->reply(request, status);
    };
}

std::optional<QStringList> ClientSession::hostsOf(quint32 request, const QString &hosts)
{
    const auto nodes = m_context.expandHosts(hosts);
    if (nodes)
        return *nodes;
    refuse(request, nodes.error());
    return std::nullopt;
}

void ClientSession::handle(quint32 request, const WipeRequest &message)
{
    const std::chrono::milliseconds lasting =
        std::chrono::seconds(std::clamp<qint64>(message.seconds, 0, net::longestSeconds));
    m_context.core.permissions().allow({message.node, message.serial, message.job, lasting, author()}, later(request));
}

void ClientSession::handle(quint32 request, const PermissionsRequest &message)
{
    m_answers->send(request, message.parts, PermissionsReply{m_context.core.state().permissions.all()});
}

void ClientSession::handle(quint32 request, const WithdrawRequest &message)
{
    if (const auto nodes = hostsOf(request, message.hosts))
        m_context.core.permissions().withdraw(*nodes, author(), later(request));
}

void ClientSession::handle(quint32 request, const HoldsRequest &message)
{
    m_answers->send(request, message.parts, HoldsReply{m_context.core.state().holds.all()});
}

void ClientSession::handle(quint32 request, const ReleaseRequest &message)
{
    m_context.core.holds().release(message.job, author(), later(request));
}

void ClientSession::handle(quint32 request, const BreakHoldsRequest &message)
{
    if (const auto nodes = hostsOf(request, message.hosts))
        m_context.core.holds().breakHolds(*nodes, author(), later(request));
}

void ClientSession::handle(quint32 request, const ReenrolRequest &message)
{
    const auto nodes = hostsOf(request, message.hosts);
    if (!nodes)
        return;
    const Status status = m_context.core.enrolments().allowAgain(*nodes, author().text());
    m_context.core.ledger().afterCommit([reply = later(request), status] { reply(status); });
}

void ClientSession::handle(quint32 request, const TrustRequest &message)
{
    const auto nodes = hostsOf(request, message.hosts);
    if (!nodes)
        return;
    const Status status = m_context.core.enrolments().trust(*nodes, author().text());
    m_context.core.ledger().afterCommit([reply = later(request), status] { reply(status); });
}

void ClientSession::followPower(quint32 request, const QStringList &nodes, PowerAct act)
{
    keep(new PowerFollower(m_link, request, m_context, {nodes, act}));
}

void ClientSession::handle(quint32 request, const PowerRequest &message)
{
    if (message.act != PowerAct::Look && !m_rights.has(Right::Power)) {
        refuseRole(request);
        return;
    }
    const auto nodes = hostsOf(request, message.hosts);
    if (!nodes || !mayFollow(request))
        return;
    if (message.act == PowerAct::Look) {
        followPower(request, *nodes, message.act);
        return;
    }
    m_context.core.power().order({*nodes, message.act, message.take && mayTakeHeld(), author()},
                                 [self = QPointer<ClientSession>(this), &context = m_context, request, nodes = *nodes,
                                  act = message.act](const Status &status) {
                                     if (!status && self)
                                         self->refuse(request, status.error());
                                     else if (status && self)
                                         self->followPower(request, nodes, act);
                                     // What was noted happens, also where nobody is left to hear of it.
                                     for (const NodeName &name : status && !self ? nodes : QStringList())
                                         context.switchPower(name, act, [](const auto &) { });
                                 });
}

} // namespace cid
