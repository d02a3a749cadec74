// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/conversation.h"
#include "common/link/link_client.h"
#include "common/system/cancel_token.h"

#include <QMutex>
#include <QWaitCondition>

#include <memory>

namespace cid {

/// The answers to one request, filled on the connection's thread and waited for on a worker's.
class Answers
{
public:
    /// Blocks until the last answer came. The error of the connection, or Cancelled "job.cancelled".
    [[nodiscard]] Result<QList<Message>> wait(const CancelToken &cancel);

    void add(const Message &message);
    void finish(const Status &status);

private:
    QMutex m_mutex;
    QWaitCondition m_changed;
    QList<Message> m_messages;
    Status m_status;
    bool m_isDone = false;
};

/// One question on the data channel: answers come until \a isLast says that this was the last.
struct DataQuestion
{
    Message message;
    std::function<bool(const Message &)> isLast;
    std::chrono::milliseconds patience{60'000}; ///< the longest silence of the server
};

/// The node's connection for bulk data: made when it is needed, made anew when it broke. Lives on the agent's thread.
class DataChannel : public QObject
{
    Q_OBJECT
public:
    explicit DataChannel(LinkClientOptions options, QObject *parent = nullptr);

    /// From any thread.
    [[nodiscard]] std::shared_ptr<Answers> ask(DataQuestion question);

private:
    struct Waiting
    {
        DataQuestion question;
        std::shared_ptr<Answers> answers;
    };

    void begin(const Waiting &waiting);
    void send(const Waiting &waiting);
    void connectNow();

    LinkClientOptions m_options;
    LinkClient *m_client = nullptr; ///< while it connects
    QPointer<Conversation> m_conversation;
    QList<Waiting> m_waiting;
};

} // namespace cid
