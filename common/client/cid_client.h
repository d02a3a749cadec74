// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/cid_conf.h"
#include "common/link/conversation.h"
#include "common/link/reconnecting_client.h"

namespace cid {

/// Whose key a client holds.
enum class ClientRole : quint8 { Scheduler, Operator };

/// A connection to cidd that is made anew whenever it ends. Questions and answers are the plain structs of
/// client_messages.h. Lives on its owner's thread.
class CidClient : public QObject
{
    Q_OBJECT
public:
    /// Called once with the answer, or with why there is none: cidd's own error, or a code that begins with "link.".
    template <typename Answer> using Reply = std::function<void(Result<Answer>)>;
    /// Called for each answer until it returns false, and once with an error where the row ends early.
    template <typename Answer> using Row = std::function<bool(Result<Answer>)>;

    CidClient(const CidConf &conf, ClientRole role, QObject *parent = nullptr);

    /// Reads the key and begins to connect. Invalid "client.no-server", "client.no-fingerprint"; readKeyFile()'s
    /// errors.
    [[nodiscard]] Status start();
    [[nodiscard]] bool isConnected() const { return m_conversation; }
    /// Why the last try or connection ended.
    [[nodiscard]] const Error &lastError() const { return m_client.lastError(); }

    template <typename Answer, typename Question>
    void ask(const Question &question, Reply<Answer> reply, std::chrono::milliseconds patience = defaultPatience)
    {
        if (!m_conversation) {
            refuse([reply = std::move(reply)](const Error &error) { reply(fail(error)); });
            return;
        }
        m_conversation->ask(question, patience, [reply = std::move(reply)](Result<Message> message) {
            reply(expect<Answer>(std::move(message)));
        });
    }

    template <typename Answer, typename Question> void follow(const Question &question, Row<Answer> row)
    {
        using namespace std::chrono_literals;
        if (!m_conversation) {
            refuse([row = std::move(row)](const Error &error) { static_cast<void>(row(fail(error))); });
            return;
        }
        m_conversation->follow(question, 0ms, [row = std::move(row)](Result<Message> message) {
            return row(expect<Answer>(std::move(message)));
        });
    }

    /// True where the connection is at fault, not the question: it may be asked again after connected().
    [[nodiscard]] static bool isLinkError(const Error &error) { return error.code.startsWith("link."); }

Q_SIGNALS:
    void connected();
    void disconnected(const cid::Error &reason);
    /// After fatal errors (a wrong key, a wrong server) the next try will hardly end better.
    void tryFailed(const cid::Error &reason, bool fatal);

private:
    static constexpr std::chrono::milliseconds defaultPatience{30'000};

    template <typename Answer> [[nodiscard]] static Result<Answer> expect(Result<Message> message)
    {
        if (!message)
            return fail(std::move(message.error()));
        if (auto *answer = std::get_if<Answer>(&*message))
            return std::move(*answer);
        return fail(unexpectedAnswer());
    }
    [[nodiscard]] static Error unexpectedAnswer();
    void refuse(std::function<void(const Error &)> reply);

    const CidConf m_conf;
    const ClientRole m_role;
    ReconnectingClient m_client;
    QPointer<Conversation> m_conversation;
};

} // namespace cid
