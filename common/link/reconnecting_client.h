// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/backoff.h"
#include "common/link/link_client.h"

#include <QPointer>
#include <QTimer>

namespace cid {

/// Keeps one connection up: walks through the servers, waits with back-off where none answers, connects anew when the
/// connection ends. Lives on its owner's thread; owns the link.
class ReconnectingClient : public QObject
{
    Q_OBJECT
public:
    enum class State : quint8 {
        Stopped,
        Connecting,
        Connected,
        Waiting, ///< for the next try
        Refused, ///< waiting, slowly, after an error that the next try will hardly cure: lastError() says which
    };

    explicit ReconnectingClient(LinkClientOptions options, QObject *parent = nullptr);
    ~ReconnectingClient() override;

    /// How fast to try; before start().
    void setBackoff(const Backoff &backoff) { m_backoff = backoff; }
    /// Between tries in state Refused; the wait is half of it at least.
    void setSlowRetry(std::chrono::milliseconds delay) { m_slowRetry = delay; }
    /// Other servers or another secret, from the next connection on.
    void setOptions(const LinkClientOptions &options) { m_options = options; }
    [[nodiscard]] const LinkClientOptions &options() const { return m_options; }

    void start();
    /// Closes the link and tries no more. disconnected() follows where a link was up.
    void stop();
    /// Try now instead of at the end of the wait.
    void retryNow();

    [[nodiscard]] State state() const { return m_state; }
    /// Null unless state() is Connected.
    [[nodiscard]] Link *link() const { return m_state == State::Connected ? m_link.data() : nullptr; }
    /// Why the last connection or try ended.
    [[nodiscard]] const Error &lastError() const { return m_lastError; }

Q_SIGNALS:
    /// The link is ours: do not delete it. It is of no use after disconnected().
    void connected(cid::Link *link);
    void disconnected(const cid::Error &reason);
    /// A try failed; after isFatal() errors the next one comes late.
    void tryFailed(const cid::Error &reason, bool fatal);

private:
    void attempt();
    void take(Link *link);
    void wait(const Error &reason);

    LinkClientOptions m_options;
    Backoff m_backoff;
    std::chrono::milliseconds m_slowRetry{60'000};
    State m_state = State::Stopped;
    Error m_lastError;
    RandomSource m_random = systemRandom();
    bool m_backoffHeld = false; ///< until the link has shown that it works
    QPointer<LinkClient> m_client;
    QPointer<Link> m_link;
    QTimer m_timer;
};

} // namespace cid
