// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/enrol_session.h"

#include "common/wire/clamp.h"
#include "daemon/net/limits.h"

#include <QPointer>

namespace cid {

using namespace Qt::StringLiterals;

EnrolSession::EnrolSession(Link *link, ServerContext &context)
    : QObject(link)
    , m_link(link)
    , m_context(context)
{
    m_firstWord = new FirstWord(link, std::chrono::milliseconds(net::enrolPatienceMs));
    connect(link, &Link::received, this, &EnrolSession::take);
}

void EnrolSession::take(const Envelope &envelope)
{
    Message message = envelope.message;
    clamp(message);
    const auto *request = std::get_if<EnrolRequest>(&message);
    m_firstWord->heard();
    if (!request || std::exchange(m_asked, true)) {
        m_link->send({envelope.request,
                      ErrorReply{makeError(ErrorKind::Refused, "role.not-allowed",
                                           u"This key only asks once for a node's own key"_s)}});
        m_link->close();
        return;
    }
    const QPointer<Link> link = m_link;
    const quint16 port = m_link->peer().port;
    const bool isPrivileged = port > 0 && port < limits::firstOrdinaryPort;
    const Authority &authority = m_context.authority;
    m_context.core.enrolments().enrol(
        {request->macs, request->inventory, request->inBlancmange, m_link->peer().address, isPrivileged},
        [link, number = envelope.request, &authority](const Result<Enrolment> &result) {
            if (!link)
                return;
            if (result)
                link->send(
                    {number,
                     Enrolled{result->node, result->epoch, authority.secretOfNode(result->node, result->epoch)}});
            else
                link->send({number, ErrorReply{result.error()}});
            link->close();
        });
}

} // namespace cid
