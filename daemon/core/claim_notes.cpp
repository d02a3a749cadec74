// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/claim_notes.h"

#include "daemon/core/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

ClaimNotes::ClaimNotes(Recorder &recorder, const Clock &clock)
    : m_recorder(recorder)
    , m_byAddress(clock, core::claimsOfAddress, core::maxClaimKeys)
    , m_byNode(clock, core::claimsOfNode, core::maxClaimKeys)
{ }

void ClaimNotes::note(const QList<NodeRecord *> &nodes, const QByteArray &what, const QString &address,
                      const QString &text)
{
    const QString kind = QString::fromLatin1(what) + u' ';
    const bool fromHere = m_byAddress.note(kind + address).allowed;
    for (NodeRecord *node : nodes.first(std::min(nodes.size(), core::maxNodesOfClaim))) {
        const auto verdict = fromHere ? m_byNode.note(kind + node->facts.name) : RateLimiter::Verdict();
        if (verdict.allowed || node->notice.isEmpty()) {
            node->notice = text;
            m_recorder.announce(*node);
        }
        if (!verdict.allowed)
            continue;
        Event event;
        event.node = node->facts.name;
        event.what = what;
        event.reason = text;
        if (verdict.suppressed > 0)
            event.reason += u"; %1 more since the last note"_s.arg(verdict.suppressed);
        event.who = u"cidd"_s;
        m_recorder.addEvent(std::move(event));
    }
}

} // namespace cid
