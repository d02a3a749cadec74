// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/cid_client.h"

#include "common/wire/limits.h"

#include <QSysInfo>

#include <atomic>

#include <pwd.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

// "anna@desk": nobody proves it, but histories read better with it.
QString ownName()
{
    const passwd *entry = ::getpwuid(::getuid()); // NOLINT(concurrency-mt-unsafe): called once, at the start
    const QString user = entry ? QString::fromLocal8Bit(entry->pw_name) : u"uid %1"_s.arg(::getuid());
    return u"%1@%2"_s.arg(user, QSysInfo::machineHostName());
}

} // namespace

CidClient::CidClient(const CidConf &conf, ClientRole role, QObject *parent)
    : CidClient(conf, role, KeyChoice(), parent)
{ }

CidClient::CidClient(const CidConf &conf, ClientRole role, KeyChoice key, QObject *parent)
    : QObject(parent)
    , m_conf(conf)
    , m_key(std::move(key))
    , m_access{conf.servers, conf.fingerprints, {}}
    , m_role(role)
    , m_wire(new ClientWire(this))
{
    hear();
}

CidClient::CidClient(ClientAccess access, ClientRole role, ClientThread thread, QObject *parent)
    : QObject(parent)
    , m_access(std::move(access))
    , m_role(role)
    , m_wire(new ClientWire(thread == ClientThread::Own ? nullptr : this))
{
    hear();
    if (thread == ClientThread::Shared)
        return;
    m_wire->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_wire, &QObject::deleteLater);
    m_thread.setObjectName(u"cid client"_s);
    m_thread.start();
}

CidClient::~CidClient()
{
    m_thread.quit();
    m_thread.wait();
}

void CidClient::hear()
{
    connect(m_wire, &ClientWire::connected, this, [this](const QString &serverName) {
        m_isConnected = true;
        m_serverName = serverName;
        Q_EMIT connected();
    });
    connect(m_wire, &ClientWire::disconnected, this, [this](const Error &reason) {
        m_isConnected = false;
        m_lastError = reason;
        Q_EMIT disconnected(reason);
    });
    connect(m_wire, &ClientWire::tryFailed, this, [this](const Error &reason, bool fatal) {
        m_lastError = reason;
        Q_EMIT tryFailed(reason, fatal);
    });
}

Status CidClient::start()
{
    const bool isOperator = m_role == ClientRole::Operator;
    const bool isFromFile = m_access.secret.isEmpty();
    if (m_access.servers.isEmpty()) {
        return fail(makeError(ErrorKind::Invalid, "client.no-server",
                              isFromFile ? u"%1 names no server: add \"server = HOST\" to [cid]"_s.arg(m_conf.path)
                                         : u"No server is named"_s));
    }
    if (isFromFile && m_access.fingerprints.isEmpty()) {
        return fail(makeError(ErrorKind::Invalid, "client.no-fingerprint",
                              u"%1 has no server_fingerprint, so that no server can be trusted: add the line that "
                              "\"cidd --genkey\" prints to [cid]"_s.arg(m_conf.path)));
    }
    if (isFromFile) {
        auto key = chooseKey(m_conf, m_role, m_key);
        if (!key)
            return fail(key.error());
        m_access.secret = std::move(key->secret);
        m_access.keyName = key->name;
    }
    LinkClientOptions options;
    for (const ServerEndpoint &server : m_access.servers)
        options.servers.append({server.host, server.port});
    options.fingerprints = m_access.fingerprints;
    options.role = isOperator ? Role::Operator : Role::Capt;
    options.id = ownName().left(limits::maxPeerId);
    options.secret = m_access.secret;
    options.key = m_access.keyName;
    if (isOperator)
        options.answerMs = limits::connectDeadlineMs; // A person waits, and tries again when it suits.
    onWire([wire = m_wire, options] { wire->start(options); });
    return {};
}

void CidClient::retryNow()
{
    onWire([wire = m_wire] { wire->retryNow(); });
}

Error CidClient::unexpectedAnswer()
{
    return makeError(ErrorKind::Internal, "client.unexpected-answer",
                     u"The server gave an answer of another kind: is it of another version?"_s);
}

void CidClient::onWire(std::function<void()> what)
{
    if (m_thread.isRunning())
        QMetaObject::invokeMethod(m_wire, std::move(what), Qt::QueuedConnection);
    else
        what();
}

void CidClient::askMessage(const Message &question, std::chrono::milliseconds patience, Conversation::Callback reply)
{
    // Queued where nothing was sent: who asks is never answered while it still asks.
    const bool isQueued = m_thread.isRunning() || !m_isConnected;
    onWire([this, question, patience, reply = std::move(reply), isQueued]() mutable {
        m_wire->ask(question, patience, [this, reply = std::move(reply), isQueued](Result<Message> answer) {
            if (!isQueued) {
                reply(std::move(answer));
                return;
            }
            auto hand = [reply, answer = std::move(answer)]() mutable { reply(std::move(answer)); };
            QMetaObject::invokeMethod(this, std::move(hand), Qt::QueuedConnection);
        });
    });
}

void CidClient::followMessage(const Message &question, std::chrono::milliseconds patience,
                              Conversation::StreamCallback row)
{
    const bool isQueued = m_thread.isRunning() || !m_isConnected;
    // What is on its way when the row says that it wants no more is dropped on this side.
    const auto isWanted = std::make_shared<std::atomic_bool>(true);
    onWire([this, question, patience, row = std::move(row), isQueued, isWanted]() mutable {
        m_wire->follow(question, patience, [this, row = std::move(row), isQueued, isWanted](Result<Message> answer) {
            if (!isQueued)
                return row(std::move(answer));
            auto hand = [row, isWanted, answer = std::move(answer)]() mutable {
                if (*isWanted)
                    *isWanted = row(std::move(answer));
            };
            if (*isWanted)
                QMetaObject::invokeMethod(this, std::move(hand), Qt::QueuedConnection);
            return isWanted->load();
        });
    });
}

} // namespace cid
