// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/conversation.h"

#include <functional>

namespace cid {

/// cidd's side of cid-build: one connection for all operators, made when somebody asks and made anew after it broke.
/// What operators build goes on when they leave. Lives on the main thread.
class BuildRelay : public QObject
{
    Q_OBJECT
public:
    explicit BuildRelay(QString socket, QObject *parent = nullptr)
        : QObject(parent)
        , m_socket(std::move(socket))
    { }

    /// \a callback is not called when \a context is gone by then. Unavailable "build.no-service" where cid-build does
    /// not run; cid-build's own errors.
    void ask(const Message &message, QObject *context, Conversation::Callback callback);
    /// As Conversation::follow(), for the life of \a context.
    void follow(const Message &message, QObject *context, Conversation::StreamCallback callback);

private:
    /// Null where cid-build cannot be reached.
    [[nodiscard]] Conversation *conversation();
    [[nodiscard]] Error unavailable() const;

    QString m_socket;
    QPointer<Conversation> m_conversation; ///< child of its link
};

} // namespace cid
