// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/conversation.h"
#include "common/link/reconnecting_client.h"

namespace cid {

/// The part of a CidClient that touches the connection: it decodes what comes, on the client's thread or on one of its
/// own. Every function and every callback belongs to the thread that it lives on.
class ClientWire : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Once. What has timers is made here, on the thread that it lives on.
    void start(const LinkClientOptions &options);
    void retryNow();
    /// As Conversation::ask() and follow(); "link.not-connected" at once where there is no connection.
    void ask(const Message &question, std::chrono::milliseconds patience, Conversation::Callback callback);
    void follow(const Message &question, std::chrono::milliseconds patience, Conversation::StreamCallback callback);

Q_SIGNALS:
    void connected(const QString &serverName);
    void disconnected(const cid::Error &reason);
    void tryFailed(const cid::Error &reason, bool fatal);

private:
    ReconnectingClient *m_client = nullptr;
    QPointer<Conversation> m_conversation;
};

} // namespace cid
