// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/data_channel.h"

namespace cid {

namespace {

/// How often a waiting worker looks whether it shall stop.
constexpr unsigned long lookMs = 200;

} // namespace

Result<QList<Message>> Answers::wait(const CancelToken &cancel)
{
    QMutexLocker lock(&m_mutex);
    while (!m_isDone) {
        const Status wanted = cancel.check();
        if (!wanted)
            return fail(wanted.error());
        m_changed.wait(&m_mutex, lookMs);
    }
    if (!m_status)
        return fail(m_status.error());
    return std::move(m_messages);
}

void Answers::add(const Message &message)
{
    const QMutexLocker lock(&m_mutex);
    m_messages.append(message);
}

void Answers::finish(const Status &status)
{
    const QMutexLocker lock(&m_mutex);
    m_status = status;
    m_isDone = true;
    m_changed.wakeAll();
}

DataChannel::DataChannel(LinkClientOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
    m_options.channel = Channel::Data;
}

std::shared_ptr<Answers> DataChannel::ask(DataQuestion question)
{
    const auto answers = std::make_shared<Answers>();
    QMetaObject::invokeMethod(
        this, [this, waiting = Waiting{std::move(question), answers}] { begin(waiting); }, Qt::QueuedConnection);
    return answers;
}

void DataChannel::begin(const Waiting &waiting)
{
    if (m_conversation && m_conversation->link() && m_conversation->link()->isOpen()) {
        send(waiting);
        return;
    }
    m_waiting.append(waiting);
    if (!m_client)
        connectNow();
}

void DataChannel::connectNow()
{
    m_client = new LinkClient(m_options, this);
    connect(m_client, &LinkClient::connected, this, [this](Link *link) {
        std::exchange(m_client, nullptr)->deleteLater();
        link->setParent(this);
        m_conversation = new Conversation(link, link);
        for (const Waiting &waiting : std::exchange(m_waiting, {}))
            send(waiting);
    });
    connect(m_client, &LinkClient::failed, this, [this](const Error &error) {
        std::exchange(m_client, nullptr)->deleteLater(); // The next question tries again, even before it is deleted.
        for (const Waiting &waiting : std::exchange(m_waiting, {}))
            waiting.answers->finish(fail(error));
    });
    m_client->start();
}

void DataChannel::send(const Waiting &waiting)
{
    m_conversation->follow(
        waiting.question.message, waiting.question.patience,
        [isLast = waiting.question.isLast, answers = waiting.answers](const Result<Message> &answer) {
            if (!answer) {
                answers->finish(fail(answer.error()));
                return false;
            }
            answers->add(*answer);
            if (!isLast(*answer))
                return true;
            answers->finish({});
            return false;
        });
}

} // namespace cid
