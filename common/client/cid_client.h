// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/client_key.h"
#include "common/client/client_wire.h"
#include "common/wire/client_fields.h"
#include "common/wire/image_fields.h"
#include "common/wire/parts.h"
#include "common/wire/power_fields.h"
#include "common/wire/rights_fields.h"

#include <QThread>

#include <memory>

namespace cid {

/// Where a client's connection does its work: beside everything else, or on a thread of its own, so that an interface
/// is never held up by what arrives.
enum class ClientThread : quint8 { Shared, Own };

/// Whom to speak to and what to prove, for programs that have it from elsewhere than cid.conf.
struct ClientAccess
{
    QList<ServerEndpoint> servers;
    QList<QByteArray> fingerprints; ///< none: the try ends in "link.wrong-server", whose argument is the server's own
    QByteArray secret; ///< the 32 bytes of the key
    QString keyName = {}; ///< what cidd calls that key; empty: it is the unnamed one
    bool operator==(const ClientAccess &) const = default;
};

/// A connection to cidd that is made anew whenever it ends. Questions and answers are the plain structs of
/// client_messages.h. Lives on its owner's thread, and so do all signals and answers.
class CidClient : public QObject
{
    Q_OBJECT
public:
    /// Called once with the answer, or with why there is none: cidd's own error, or a code that begins with "link.".
    template <typename Answer> using Reply = std::function<void(Result<Answer>)>;
    /// Called for each answer until it returns false, and once with an error where the row ends early.
    template <typename Answer> using Row = std::function<bool(Result<Answer>)>;

    CidClient(const CidConf &conf, ClientRole role, QObject *parent = nullptr);
    CidClient(const CidConf &conf, ClientRole role, KeyChoice key, QObject *parent = nullptr);
    CidClient(ClientAccess access, ClientRole role, ClientThread thread, QObject *parent = nullptr);
    ~CidClient() override;

    /// Reads the key, where it comes from cid.conf or a choice, and begins to connect. Invalid "client.no-server",
    /// "client.no-fingerprint"; chooseKey()'s errors.
    [[nodiscard]] Status start();
    /// Try now instead of at the end of the wait.
    void retryNow();
    [[nodiscard]] bool isConnected() const { return m_isConnected; }
    /// What the server calls itself: "cidd 0.1.0".
    [[nodiscard]] const QString &serverName() const { return m_serverName; }
    /// Why the last try or connection ended.
    [[nodiscard]] const Error &lastError() const { return m_lastError; }

    /// An answer that comes in parts is put together first; \a patience is for each of them.
    template <typename Answer, typename Question>
    void ask(const Question &question, Reply<Answer> reply, std::chrono::milliseconds patience = defaultPatience)
    {
        if constexpr (wire::ComesInParts<Answer>)
            followMessage(inParts(question), patience, collector(std::move(reply)));
        else
            askMessage(question, patience, [reply = std::move(reply)](Result<Message> message) {
                reply(expect<Answer>(std::move(message)));
            });
    }

    template <typename Answer, typename Question> void follow(const Question &question, Row<Answer> row)
    {
        followMessage(inParts(question), std::chrono::milliseconds(0), [row = std::move(row)](Result<Message> message) {
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
    template <typename Question> [[nodiscard]] static Question inParts(Question question)
    {
        if constexpr (requires { question.parts = true; })
            question.parts = true;
        return question;
    }
    template <typename Answer> [[nodiscard]] static Conversation::StreamCallback collector(Reply<Answer> reply)
    {
        return [reply = std::move(reply), whole = std::make_shared<std::optional<Answer>>()](Result<Message> message) {
            auto part = expect<Answer>(std::move(message));
            if (!part) {
                reply(fail(std::move(part.error())));
                return false;
            }
            if (*whole)
                wire::join(**whole, *std::move(part));
            else
                *whole = *std::move(part);
            const bool goesOn = (*whole)->more;
            if (!goesOn)
                reply(std::move(**whole));
            return goesOn;
        };
    }
    [[nodiscard]] static Error unexpectedAnswer();
    void askMessage(const Message &question, std::chrono::milliseconds patience, Conversation::Callback reply);
    void followMessage(const Message &question, std::chrono::milliseconds patience, Conversation::StreamCallback row);
    void hear();
    void onWire(std::function<void()> what);

    const CidConf m_conf;
    const KeyChoice m_key;
    ClientAccess m_access;
    const ClientRole m_role;
    QThread m_thread; ///< not running where the connection shares ours
    ClientWire *m_wire;
    bool m_isConnected = false;
    QString m_serverName;
    Error m_lastError;
};

} // namespace cid
