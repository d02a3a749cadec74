// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/build_relay.h"

#include "common/link/local_link.h"

#include <QLocalSocket>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

// The answer to "build this" comes once the request is on cid-build's disk; a full cache takes its time to be measured.
constexpr std::chrono::seconds patience{30};

} // namespace

Error BuildRelay::unavailable() const
{
    return makeError(
        ErrorKind::Unavailable, "build.no-service",
        u"cid-build does not answer on %1: start it on the server (systemctl start cid-build)"_s.arg(m_socket));
}

Conversation *BuildRelay::conversation()
{
    if (m_conversation && m_conversation->link() && m_conversation->link()->isOpen())
        return m_conversation;
    // A Unix socket connects at once or not at all.
    auto *socket = new QLocalSocket;
    socket->connectToServer(m_socket);
    if (socket->state() != QLocalSocket::ConnectedState) {
        delete socket;
        return nullptr;
    }
    auto *link = new LocalLink(socket, {Role::Operator, Channel::Control, u"cid-build"_s, m_socket, 1}, this);
    m_conversation = new Conversation(link, link);
    link->start();
    return m_conversation;
}

void BuildRelay::ask(const Message &message, QObject *context, Conversation::Callback callback)
{
    Conversation *conversation = this->conversation();
    if (!conversation) {
        callback(fail(unavailable()));
        return;
    }
    conversation->ask(message, patience,
                      [context = QPointer(context), callback = std::move(callback)](Result<Message> answer) {
                          if (context)
                              callback(std::move(answer));
                      });
}

void BuildRelay::follow(const Message &message, QObject *context, Conversation::StreamCallback callback)
{
    Conversation *conversation = this->conversation();
    if (!conversation) {
        callback(fail(unavailable()));
        return;
    }
    conversation->follow(message, std::chrono::milliseconds(0),
                         [context = QPointer(context), callback = std::move(callback)](Result<Message> answer) {
                             return context && callback(std::move(answer));
                         });
}

} // namespace cid
