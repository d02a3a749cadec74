// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/conversation.h"

#include "common/wire/host_parts.h"

#include <QPromise>

#include <algorithm>
#include <memory>

namespace cid {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

Conversation::Conversation(Link *link, QObject *parent)
    : QObject(parent)
    , m_link(link)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Conversation::checkDeadlines);
    connect(link, &Link::received, this, &Conversation::take);
    connect(link, &Link::closed, this, &Conversation::failAll);
    connect(link, &QObject::destroyed, this,
            [this] { failAll(makeError(ErrorKind::Unavailable, "link.closed", u"The connection is gone"_s)); });
}

Conversation::~Conversation()
{
    failAll(makeError(ErrorKind::Cancelled, "link.cancelled", u"The request was given up"_s));
}

void Conversation::ask(const Message &message, milliseconds deadline, Callback callback)
{
    follow(message, deadline, [callback = std::move(callback)](Result<Message> answer) {
        callback(std::move(answer));
        return false;
    });
}

QFuture<Result<Message>> Conversation::ask(const Message &message, milliseconds deadline)
{
    const auto promise = std::make_shared<QPromise<Result<Message>>>();
    promise->start();
    ask(message, deadline, [promise](Result<Message> answer) {
        promise->addResult(std::move(answer));
        promise->finish();
    });
    return promise->future();
}

quint32 Conversation::follow(const Message &message, milliseconds deadline, StreamCallback callback)
{
    do {
        ++m_last;
    } while (m_last == 0 || m_pending.contains(m_last));
    const quint32 request = m_last;
    const QDeadlineTimer end =
        deadline.count() > 0 ? QDeadlineTimer(deadline) : QDeadlineTimer(QDeadlineTimer::Forever);
    m_pending.insert(request, {std::move(callback), deadline, end});
    if (m_link && m_link->isOpen()) {
        for (const Message &part : inHostParts(message))
            m_link->send({request, part});
        armTimer();
    } else {
        // Never inside the call: the caller may still be setting itself up.
        QMetaObject::invokeMethod(
            this,
            [this, request] {
                finish(request, fail(makeError(ErrorKind::Unavailable, "link.closed", u"There is no connection"_s)));
            },
            Qt::QueuedConnection);
    }
    return request;
}

void Conversation::forget(quint32 request)
{
    m_pending.remove(request);
}

void Conversation::forgetAll()
{
    m_pending.clear();
}

void Conversation::tell(const Message &message)
{
    if (m_link)
        m_link->send({0, message});
}

void Conversation::reply(quint32 request, const Message &message)
{
    if (m_link)
        m_link->send({request, message});
}

void Conversation::take(const Envelope &envelope)
{
    const auto found = m_pending.find(envelope.request);
    if (envelope.request == 0 || found == m_pending.end()) {
        Q_EMIT received(envelope);
        return;
    }
    if (const auto *no = std::get_if<ErrorReply>(&envelope.message)) {
        finish(envelope.request, fail(no->error));
        return;
    }
    // A copy: the callback may ask again, forget, or delete us.
    const StreamCallback callback = found->callback;
    if (found->patience.count() > 0)
        found->deadline = QDeadlineTimer(found->patience);
    const QPointer<Conversation> self(this);
    if (!callback(envelope.message) && self)
        m_pending.remove(envelope.request);
}

void Conversation::finish(quint32 request, const Result<Message> &answer)
{
    if (!m_pending.contains(request))
        return;
    const StreamCallback callback = m_pending.take(request).callback;
    callback(answer);
}

void Conversation::failAll(const Error &reason)
{
    const auto pending = std::exchange(m_pending, {});
    for (const Pending &one : pending)
        one.callback(fail(reason));
}

void Conversation::checkDeadlines()
{
    QList<quint32> late;
    for (auto it = m_pending.constBegin(); it != m_pending.constEnd(); ++it) {
        if (it->deadline.hasExpired())
            late.append(it.key());
    }
    const QPointer<Conversation> self(this);
    for (const quint32 request : std::as_const(late)) {
        finish(request, fail(makeError(ErrorKind::Timeout, "link.no-answer", u"The peer did not answer in time"_s)));
        if (!self)
            return;
    }
    armTimer();
}

void Conversation::armTimer()
{
    QDeadlineTimer first(QDeadlineTimer::Forever);
    for (const Pending &one : std::as_const(m_pending))
        first = std::min(first, one.deadline);
    if (first.isForever())
        m_timer.stop();
    else
        m_timer.start(static_cast<int>(std::clamp<qint64>(first.remainingTime(), 1, 60'000)));
}

} // namespace cid
