// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/enrolment.h"

#include "common/link/conversation.h"

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Enrolment::Enrolment(const LinkClientOptions &options, EnrolRequest request, QObject *parent)
    : QObject(parent)
    , m_client(options)
    , m_request(std::move(request))
{
    connect(&m_client, &LinkClient::connected, this, &Enrolment::ask);
    connect(&m_client, &LinkClient::failed, this, &Enrolment::fail);
}

void Enrolment::ask(Link *link)
{
    link->setParent(this);
    auto *conversation = new Conversation(link, link);
    conversation->ask(m_request, 30s, [this](const Result<Message> &answer) {
        const Enrolled *key = answer ? std::get_if<Enrolled>(&*answer) : nullptr;
        if (!answer) {
            fail(answer.error());
        } else if (!key) {
            fail(makeError(ErrorKind::Corrupt, "enrol.bad-answer", u"The server answered something else"_s));
        } else if (!std::exchange(m_isOver, true)) {
            Q_EMIT enrolled({key->node, key->epoch, key->secret});
            deleteLater();
        }
    });
}

void Enrolment::fail(const Error &error)
{
    if (std::exchange(m_isOver, true))
        return;
    Q_EMIT failed(error);
    deleteLater();
}

} // namespace cid
