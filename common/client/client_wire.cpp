// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/client_wire.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Error notConnected()
{
    return makeError(ErrorKind::Unavailable, "link.not-connected", u"There is no connection to cidd"_s);
}

} // namespace

void ClientWire::start(const LinkClientOptions &options)
{
    m_client = new ReconnectingClient(options, this);
    connect(m_client, &ReconnectingClient::connected, this, [this](Link *link) {
        m_conversation = new Conversation(link, link);
        Q_EMIT connected(link->peer().id);
    });
    connect(m_client, &ReconnectingClient::disconnected, this, [this](const Error &reason) {
        // The link goes by itself, and the conversation with it; questions must not reach it any more.
        m_conversation.clear();
        Q_EMIT disconnected(reason);
    });
    connect(m_client, &ReconnectingClient::tryFailed, this, &ClientWire::tryFailed);
    m_client->start();
}

void ClientWire::retryNow()
{
    if (m_client)
        m_client->retryNow();
}

void ClientWire::ask(const Message &question, std::chrono::milliseconds patience, Conversation::Callback callback)
{
    if (m_conversation)
        m_conversation->ask(question, patience, std::move(callback));
    else
        callback(fail(notConnected()));
}

void ClientWire::follow(const Message &question, std::chrono::milliseconds patience,
                        Conversation::StreamCallback callback)
{
    if (m_conversation)
        m_conversation->follow(question, patience, std::move(callback));
    else
        static_cast<void>(callback(fail(notConnected())));
}

} // namespace cid
