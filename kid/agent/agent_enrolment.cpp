// SPDX-License-Identifier: GPL-3.0-or-later
// How an agent gets its node's own key.
#include "kid/agent/agent.h"
#include "kid/agent/enrolment.h"
#include "kid/agent/node_links.h"

#include <QLoggingCategory>

namespace cid {

Q_DECLARE_LOGGING_CATEGORY(lcAgent)

void Agent::enrol()
{
    m_state = State::Enrolling;
    const Result<LinkClientOptions> link = enrolmentLink(*m_tools.conf, m_machine->name());
    if (!link) {
        Q_EMIT failed(link.error());
        return;
    }
    auto *enrolment = new Enrolment(*link, enrolRequest(m_system), this);
    connect(enrolment, &Enrolment::failed, this, &Agent::retryEnrolment);
    connect(enrolment, &Enrolment::enrolled, this, [this](const NodeKey &own) {
        m_key = own;
        m_backoff.reset();
        keepKey();
        connectAsNode();
    });
    enrolment->start();
}

// Blancmange on the disk has its partition open; otherwise the key is written with everything else.
void Agent::keepKey()
{
    if (m_system.mode != BootMode::DiskBlancmange)
        return;
    m_worker.run<Status>(
        [this, key = formatNodeKey(m_key)](JobContext &context) {
            return context.files().replaceInRoot({m_machine->rootFolder(), nodeKeyPath, key, 0400});
        },
        [](const Status &status) {
            if (!status)
                qCWarning(lcAgent, "The node's key was not kept: %ls", qUtf16Printable(status.error().text));
        });
}

void Agent::retryEnrolment(const Error &error)
{
    qCWarning(lcAgent, "%ls: %ls", qUtf16Printable(m_machine->name()), qUtf16Printable(error.text));
    QTimer::singleShot(m_backoff.next(), this, [this] { enrol(); });
}

} // namespace cid
