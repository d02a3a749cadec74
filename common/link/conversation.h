// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link.h"

#include <QDeadlineTimer>
#include <QFuture>
#include <QHash>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>

namespace cid {

/// Requests over one link: numbers them and finds the answers. Everything that answers none of ours comes out of
/// received(). Lives on the link's thread; owned by its parent, which may be the link.
class Conversation : public QObject
{
    Q_OBJECT
public:
    /// Called once with the answer; an ErrorReply comes as its error.
    using Callback = std::function<void(Result<Message>)>;
    /// Called for every answer; true: more will come under this number.
    using StreamCallback = std::function<bool(Result<Message>)>;

    explicit Conversation(Link *link, QObject *parent = nullptr);
    ~Conversation() override;

    /// Asks once. Timeout "link.no-answer" after \a deadline; the link's own error when it closes; Cancelled
    /// "link.cancelled" when the conversation is deleted first.
    void ask(const Message &message, std::chrono::milliseconds deadline, Callback callback);
    [[nodiscard]] QFuture<Result<Message>> ask(const Message &message, std::chrono::milliseconds deadline);
    /// Asks for a row of answers; \a deadline is the longest silence between two of them, 0 for none. The number that
    /// it returns is good for forget().
    quint32 follow(const Message &message, std::chrono::milliseconds deadline, StreamCallback callback);
    /// Wants no more answers under that number; the callback is not called again.
    void forget(quint32 request);
    /// Wants no answer any more, and no word of their missing.
    void forgetAll();

    /// Sends something that nobody answers.
    void tell(const Message &message);
    /// Answers a request of the peer.
    void reply(quint32 request, const Message &message);

    /// Requests without their (last) answer.
    [[nodiscard]] qsizetype pendingCount() const { return m_pending.size(); }
    [[nodiscard]] Link *link() const { return m_link; }

Q_SIGNALS:
    void received(const cid::Envelope &envelope);

private:
    struct Pending
    {
        StreamCallback callback;
        std::chrono::milliseconds patience{0};
        QDeadlineTimer deadline;
    };

    void take(const Envelope &envelope);
    void finish(quint32 request, const Result<Message> &answer);
    void failAll(const Error &reason);
    void checkDeadlines();
    void armTimer();

    QPointer<Link> m_link;
    QHash<quint32, Pending> m_pending;
    quint32 m_last = 0;
    QTimer m_timer;
};

} // namespace cid
