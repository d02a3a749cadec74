// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/cid_client.h"

#include "common/config/key_file.h"

#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

CidClient::CidClient(const CidConf &conf, ClientRole role, QObject *parent)
    : QObject(parent)
    , m_conf(conf)
    , m_role(role)
    , m_client({})
{
    connect(&m_client, &ReconnectingClient::connected, this, [this](Link *link) {
        m_conversation = new Conversation(link, link);
        Q_EMIT connected();
    });
    connect(&m_client, &ReconnectingClient::disconnected, this, [this](const Error &reason) {
        // The link goes by itself, and the conversation with it; questions must not reach it any more.
        m_conversation.clear();
        Q_EMIT disconnected(reason);
    });
    connect(&m_client, &ReconnectingClient::tryFailed, this, &CidClient::tryFailed);
}

Status CidClient::start()
{
    if (m_conf.servers.isEmpty()) {
        return fail(makeError(ErrorKind::Invalid, "client.no-server",
                              u"%1 names no server: add \"server = HOST\" to [cid]"_s.arg(m_conf.path)));
    }
    if (m_conf.fingerprints.isEmpty()) {
        return fail(makeError(ErrorKind::Invalid, "client.no-fingerprint",
                              u"%1 has no server_fingerprint, so that no server can be trusted: add the line that "
                              "\"cidd --genkey\" prints to [cid]"_s.arg(m_conf.path)));
    }
    const bool isOperator = m_role == ClientRole::Operator;
    auto key = readKeyFile(isOperator ? m_conf.operatorKey : m_conf.captKey, m_conf.keyGroup);
    if (!key)
        return fail(key.error());
    LinkClientOptions options;
    for (const ServerEndpoint &server : m_conf.servers)
        options.servers.append({server.host, server.port});
    options.fingerprints = m_conf.fingerprints;
    options.role = isOperator ? Role::Operator : Role::Capt;
    options.id = u"uid %1, pid %2"_s.arg(::getuid()).arg(::getpid());
    options.secret = std::move(*key);
    m_client.setOptions(options);
    m_client.start();
    return {};
}

Error CidClient::unexpectedAnswer()
{
    return makeError(ErrorKind::Internal, "client.unexpected-answer",
                     u"The server gave an answer of another kind: is it of another version?"_s);
}

void CidClient::refuse(std::function<void(const Error &)> reply)
{
    const Error error = makeError(ErrorKind::Unavailable, "link.not-connected", u"There is no connection to cidd"_s);
    QMetaObject::invokeMethod(this, [reply = std::move(reply), error] { reply(error); }, Qt::QueuedConnection);
}

} // namespace cid
