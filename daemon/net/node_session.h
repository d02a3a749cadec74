// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/first_word.h"
#include "daemon/net/server_context.h"

namespace cid {

/// One node's control connection: its messages become calls of the core. Child of its link.
class NodeSession : public QObject
{
    Q_OBJECT
public:
    NodeSession(Link *link, SessionId id, ServerContext &context);

    [[nodiscard]] const NodeCaller &caller() const { return m_caller; }
    void sendOrder(const DeployOrder &order);
    void sendCancel(DeploymentId deployment);
    void sendCapture(const CaptureOrder &order);
    void sendCancel(const CancelCapture &message);
    void sendProbe();
    void sendReadyCheck(const ReadyCheck &check);
    void close();

Q_SIGNALS:
    /// The core took the node's report: this is the node's session now. Never after left().
    void arrived();
    /// The connection is gone, and this object soon.
    void left();

private:
    void take(const Envelope &envelope);
    void handle(quint32 request, const NodeReport &report);
    void handle(quint32 request, const StageReport &report);
    void handle(quint32 request, const FailureReport &report);
    void handle(quint32 request, const ProgressReport &report);
    void handle(quint32 request, const LogReport &report);
    void handle(quint32 request, const ReadyReport &report);
    void handle(quint32 request, const CaptureProgress &message);
    void handle(quint32 request, const CaptureEnd &message);
    void handle(quint32 request, const OkReply &reply);
    void handle(quint32 request, const ErrorReply &reply);
    template <typename Other> void handle(quint32 request, const Other &);
    [[nodiscard]] NodeDesk::Reply replyTo(quint32 request);

    Link *m_link;
    NodeCaller m_caller;
    ServerContext &m_context;
    FirstWord *m_firstWord; ///< the report that the core takes
    bool m_hasArrived = false;
    bool m_hasLeft = false;
};

} // namespace cid
