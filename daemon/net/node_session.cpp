// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/node_session.h"

#include "common/domain/clamp.h"
#include "common/wire/clamp.h"
#include "daemon/net/limits.h"

#include <QPointer>

namespace cid {

using namespace Qt::StringLiterals;

NodeSession::NodeSession(Link *link, SessionId id, ServerContext &context)
    : QObject(link)
    , m_link(link)
    , m_caller{link->peer().id, id, link->peer().address}
    , m_context(context)
    , m_firstWord(new FirstWord(link, std::chrono::milliseconds(net::reportPatienceMs)))
{
    connect(link, &Link::received, this, &NodeSession::take);
    connect(link, &Link::closed, this, [this] {
        m_hasLeft = true;
        m_context.core.nodes().leave(m_caller);
        Q_EMIT left();
    });
}

void NodeSession::sendOrder(const DeployOrder &order)
{
    m_link->send({0, OrderMessage{order}});
}

void NodeSession::sendCancel(DeploymentId deployment)
{
    m_link->send({0, CancelOrder{deployment}});
}

void NodeSession::sendCapture(const CaptureOrder &order)
{
    m_link->send({0, order});
}

void NodeSession::sendCancel(const CancelCapture &message)
{
    m_link->send({0, message});
}

void NodeSession::sendProbe()
{
    m_link->send({probeRequest, Probe{}});
}

void NodeSession::sendReadyCheck(const ReadyCheck &check)
{
    m_link->send({0, check});
}

void NodeSession::close()
{
    m_link->close();
}

NodeDesk::Reply NodeSession::replyTo(quint32 request)
{
    return [link = QPointer<Link>(m_link), request](const Status &status) {
        if (!link)
            return;
        if (status) {
            link->send({request, OkReply{}});
            return;
        }
        Error error = status.error();
        clamp(error);
        link->send({request, ErrorReply{error}});
    };
}

void NodeSession::take(const Envelope &envelope)
{
    Message clamped = envelope.message;
    clamp(clamped);
    std::visit([&](const auto &message) { handle(envelope.request, message); }, clamped);
}

void NodeSession::handle(quint32 request, const NodeReport &report)
{
    const NodeArrival arrival{report.macs,
                              report.hostname,
                              report.inventory,
                              report.state,
                              report.image,
                              report.digest,
                              report.nonce,
                              report.deployment,
                              report.slotContents,
                              report.failedStart,
                              report.readiness == Readiness::Untested};
    const QPointer<NodeSession> self = this;
    m_context.core.nodes().arrive(m_caller, arrival, [self, reply = replyTo(request)](const Status &status) {
        reply(status);
        // The connection may have ended while the report was being kept, and the session waits to be deleted.
        if (!self || self->m_hasLeft)
            return;
        if (!status) {
            self->close();
        } else if (!std::exchange(self->m_hasArrived, true)) {
            self->m_firstWord->heard();
            Q_EMIT self->arrived();
        }
    });
}

void NodeSession::handle(quint32 request, const StageReport &report)
{
    m_context.core.nodes().enterStage(m_caller, {report.deployment, report.attempt, report.state, report.detail},
                                      replyTo(request));
}

void NodeSession::handle(quint32 request, const FailureReport &report)
{
    m_context.core.nodes().fail(m_caller, {report.deployment, report.attempt, report.failure.stage, {}}, report.failure,
                                replyTo(request));
}

void NodeSession::handle(quint32, const ProgressReport &report)
{
    m_context.core.nodes().progress(m_caller, report.deployment, report.progress);
}

void NodeSession::handle(quint32, const LogReport &report)
{
    m_context.core.nodes().log(m_caller, report.lines);
}

void NodeSession::handle(quint32, const ReadyReport &report)
{
    NodeDesk &nodes = m_context.core.nodes();
    switch (report.verdict) {
    case ReadyVerdict::Waiting:
        nodes.testsWait(m_caller, report.reason);
        return;
    case ReadyVerdict::Passed:
        nodes.testsPassed(m_caller);
        return;
    case ReadyVerdict::Failed:
        nodes.testsFailed(m_caller, report.reason);
        return;
    }
}

void NodeSession::handle(quint32, const CaptureProgress &message)
{
    m_context.captures.progress(m_caller.node, message);
}

void NodeSession::handle(quint32 request, const CaptureEnd &message)
{
    m_context.captures.end(m_caller.node, message);
    replyTo(request)({});
}

// Replies, which nobody replies to. The only thing that a node is asked is whether it is there.
void NodeSession::handle(quint32 request, const OkReply &)
{
    if (request == probeRequest)
        m_context.core.nodes().probed(m_caller);
}

void NodeSession::handle(quint32 request, const ErrorReply &)
{
    if (request == probeRequest)
        m_context.core.nodes().probed(m_caller);
}

template <typename Other> void NodeSession::handle(quint32 request, const Other &)
{
    replyTo(request)(fail(makeError(ErrorKind::Refused, "role.not-allowed", u"A node speaks for itself alone"_s)));
}

} // namespace cid
