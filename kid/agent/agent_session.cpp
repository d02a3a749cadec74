// SPDX-License-Identifier: GPL-3.0-or-later
// The node's session with cidd: made, greeted, made again, given up.
#include "kid/agent/agent.h"

#include "kid/agent/limits.h"
#include "kid/agent/link_notes.h"
#include "kid/agent/node_links.h"

#include <QLoggingCategory>

namespace cid {

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcAgent)

void Agent::connectAsNode()
{
    m_state = State::Waiting;
    Q_EMIT identified(m_key.node, m_system.image ? m_system.image->image.toString() : QString());
    // It ends on this thread, whichever asks last.
    m_data = {new DataChannel(nodeLink(*m_tools.conf, m_key), this),
              [](DataChannel *channel) { channel->deleteLater(); }};
    m_client = std::make_unique<ReconnectingClient>(nodeLink(*m_tools.conf, m_key));
    connect(m_client.get(), &ReconnectingClient::connected, this, &Agent::greet);
    connect(m_client.get(), &ReconnectingClient::disconnected, this, [this] {
        m_isGreeted = false;
        m_capture.cancel(); // cidd has given it up.
    });
    connect(m_client.get(), &ReconnectingClient::tryFailed, this, [this](const Error &error, bool) {
        // The secret is dead: somebody enrolled under this name since. Blancmange may ask again, an image may not.
        if (error.code != "link.refused" || m_system.mode == BootMode::Image || m_state != State::Waiting)
            return;
        hangUp();
        QTimer::singleShot(m_backoff.next(), this, [this] { enrol(); });
    });
    new LinkNotes(m_client.get(), m_key.node);
    m_client->start();
}

void Agent::greet(Link *link)
{
    m_conversation = new Conversation(link, link);
    connect(m_conversation, &Conversation::received, this, &Agent::take);
    report([this](const Result<Message> &answer) { greeted(answer); });
}

void Agent::report(const Conversation::Callback &answered)
{
    NodeReport report = nodeReport(m_system);
    report.state = stateNow();
    if (m_system.mode == BootMode::Image)
        report.readiness = m_isReady ? Readiness::Passed : Readiness::Untested;
    if (m_order)
        report.deployment = m_order->deployment;
    m_conversation->ask(report, answerPatience, answered);
}

void Agent::greeted(const Result<Message> &answer)
{
    if (!answer) {
        qCWarning(lcAgent, "%ls: %ls", qUtf16Printable(m_key.node), qUtf16Printable(answer.error().text));
        // The disk came from another machine, and its key with it.
        if (answer.error().code == "node.wrong-machine" && m_system.mode == BootMode::Ram) {
            hangUp();
            QTimer::singleShot(m_backoff.next(), this, [this] { enrol(); });
            return;
        }
        connectAnew();
        return;
    }
    m_isGreeted = true;
    m_backoff.reset();
    if (m_system.mode == BootMode::Image && m_state == State::Waiting) {
        m_worker.run<Status>([this](JobContext &context) { return confirmBoot(*m_machine, context); },
                             [](const Status &status) {
                                 if (!status)
                                     qCWarning(lcAgent, "The boot counter was not reset: %ls",
                                               qUtf16Printable(status.error().text));
                             });
    }
    if (m_state == State::Reporting)
        enterStage();
    else if (m_state == State::GivingUp)
        sendFailure();
}

void Agent::connectAnew()
{
    if (Link *link = m_client ? m_client->link() : nullptr)
        link->close();
}

void Agent::stopListening()
{
    m_isGreeted = false;
    if (m_conversation) {
        m_conversation->disconnect(this);
        m_conversation->forgetAll();
    }
    m_conversation.clear();
    if (m_client)
        m_client->disconnect(this);
}

void Agent::hangUp()
{
    stopListening();
    m_client.release()->deleteLater();
}

} // namespace cid
