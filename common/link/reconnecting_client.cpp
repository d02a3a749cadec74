// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/reconnecting_client.h"

namespace cid {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

ReconnectingClient::ReconnectingClient(LinkClientOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_backoff(Backoff::Range{})
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ReconnectingClient::attempt);
}

ReconnectingClient::~ReconnectingClient()
{
    delete m_client;
    if (m_link)
        m_link->disconnect(this);
    delete m_link;
}

void ReconnectingClient::start()
{
    if (m_state == State::Stopped)
        attempt();
}

void ReconnectingClient::stop()
{
    const bool wasConnected = m_state == State::Connected;
    m_state = State::Stopped;
    m_timer.stop();
    delete m_client;
    if (!m_link)
        return;
    // The link ends on its own time: what was sent last is still on its way.
    m_link->disconnect(this);
    m_link->setParent(nullptr);
    m_link->close();
    m_link = nullptr;
    if (wasConnected) {
        m_lastError = makeError(ErrorKind::Cancelled, "link.closed", u"The connection was closed here"_s);
        Q_EMIT disconnected(m_lastError);
    }
}

void ReconnectingClient::retryNow()
{
    if (m_state == State::Waiting || m_state == State::Refused)
        attempt();
}

void ReconnectingClient::attempt()
{
    m_timer.stop();
    m_state = State::Connecting;
    m_client = new LinkClient(m_options, this);
    connect(m_client, &LinkClient::connected, this, &ReconnectingClient::take);
    connect(m_client, &LinkClient::failed, this, [this](const Error &reason) {
        m_client->deleteLater();
        wait(reason);
        Q_EMIT tryFailed(reason, m_state == State::Refused);
    });
    m_client->start();
}

void ReconnectingClient::take(Link *link)
{
    m_client->deleteLater();
    m_backoffHeld = true;
    m_state = State::Connected;
    m_link = link;
    link->setParent(this);
    // A server that takes everybody and falls over at once is not well: only a word from it ends the back-off.
    connect(link, &Link::received, this, [this] {
        if (std::exchange(m_backoffHeld, false))
            m_backoff.reset();
    });
    connect(link, &Link::closed, this, [this](const Error &reason) {
        m_link = nullptr;
        wait(reason);
        Q_EMIT disconnected(reason);
    });
    Q_EMIT connected(link);
}

void ReconnectingClient::wait(const Error &reason)
{
    m_lastError = reason;
    if (LinkClient::isFatal(reason)) {
        m_state = State::Refused;
        const auto half = m_slowRetry / 2;
        m_timer.start(half + milliseconds(static_cast<qint64>(static_cast<double>(half.count()) * m_random())));
    } else {
        m_state = State::Waiting;
        m_timer.start(m_backoff.next());
    }
}

} // namespace cid
