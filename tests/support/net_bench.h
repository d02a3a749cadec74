// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/conversation.h"
#include "common/link/memory_link.h"
#include "common/wire/client_fields.h"
#include "common/wire/parts.h"
#include "daemon/net/switchboard.h"
#include "daemon/store/store_thread.h"
#include "tests/support/fake_clock.h"

#include <QTemporaryDir>
#include <QTest>

namespace cid::test {

/// cidd without sockets: core, a database in a folder and all sessions, over links in memory that encode and decode.
class NetBench
{
public:
    /// Nodes n00001 and so on, and the image debian-12-1; the state is the one of \a database.
    NetBench(const QString &database, int nodes);

    /// Both ends of a connection of somebody who proved to be that peer.
    struct Line
    {
        QPointer<MemoryLink> server;
        QPointer<MemoryLink> peer;
        QPointer<Conversation> conversation;
    };
    [[nodiscard]] Line connectAs(Role role, const QString &id = {}, Channel channel = Channel::Control,
                                 const QString &address = QStringLiteral("10.0.0.1"));

    /// The whole answer, put together out of its parts; nothing where it is an error, which lastError() has.
    template <typename Answer, typename Question> std::optional<Answer> ask(const Line &line, const Question &question)
    {
        std::optional<Answer> whole;
        bool isOver = false;
        m_parts = 0;
        m_lastError = {};
        line.conversation->follow(question, std::chrono::seconds(60), [&](const Result<Message> &message) {
            const auto *part = message ? std::get_if<Answer>(&*message) : nullptr;
            if (!message)
                m_lastError = message.error();
            if (part && whole)
                wire::join(*whole, Answer(*part));
            else if (part)
                whole = *part;
            ++m_parts;
            isOver = !part || !part->more;
            return !isOver;
        });
        static_cast<void>(QTest::qWaitFor([&] { return isOver; }, 60'000));
        return m_lastError.code.isEmpty() ? whole : std::nullopt;
    }
    [[nodiscard]] const Error &lastError() const { return m_lastError; }
    [[nodiscard]] int parts() const { return m_parts; }

    [[nodiscard]] Core &core() { return m_core; }
    [[nodiscard]] StoreThread &store() { return m_store; }
    /// What was to be done with machines' power; it ends at once.
    QList<std::pair<NodeName, PowerAct>> switched;
    /// Nodes can be switched from now on.
    void givePower();
    /// Until everything that was changed is on the disk and told.
    void settle();

private:
    QTemporaryDir m_folder;
    CoreConfiguration m_configuration;
    FakeClock m_clock;
    StoreThread m_store;
    Core m_core;
    ImageLibrary m_library;
    Authority m_authority;
    ImageDesk m_images;
    CaptureDesk m_captures;
    DocumentVault m_documents;
    BuildRelay m_builds;
    ServerContext m_context;
    Switchboard m_switchboard;
    QObject m_owner;
    Error m_lastError;
    int m_parts = 0;
};

} // namespace cid::test
