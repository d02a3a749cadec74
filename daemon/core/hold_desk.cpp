// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/hold_desk.h"

namespace cid {

using namespace Qt::StringLiterals;

void HoldDesk::release(const JobId &job, const Author &author, const StatusReply &reply)
{
    const QList<Hold> held = m_state.holds.ofJob(job, author.mayRelease ? QString() : author.owner());
    Status status;
    if (held.isEmpty()) {
        const QList<Hold> others = m_state.holds.ofJob(job);
        if (!others.isEmpty())
            status = fail(makeError(ErrorKind::Refused, "job.not-yours",
                                    u"Job %1 was started by %2"_s.arg(job, others.first().owner)));
    }
    for (const Hold &hold : held)
        m_recorder.endHold(hold, "released", author.text());
    m_state.ledger.afterCommit([reply, status] { reply(status); });
}

void HoldDesk::breakHolds(const QStringList &nodes, const Author &author, const StatusReply &reply)
{
    bool hasAny = false;
    for (const NodeName &node : nodes) {
        const Hold *hold = m_state.holds.find(node);
        if (!hold)
            continue;
        hasAny = true;
        m_recorder.endHold(Hold(*hold), "hold-broken", author.text());
    }
    const Status status = hasAny
        ? Status()
        : fail(makeError(ErrorKind::NotFound, "hold.none", u"Nobody holds %1"_s.arg(nodes.mid(0, 4).join(u", "_s))));
    m_state.ledger.afterCommit([reply, status] { reply(status); });
}

void HoldDesk::look()
{
    const QList<Hold> over = m_state.holds.due(m_state.now());
    for (const Hold &hold : over)
        m_recorder.endHold(hold, "released", u"cidd"_s);
}

void HoldDesk::forget(const QStringList &nodes)
{
    for (const NodeName &node : nodes)
        m_recorder.endHold(node);
}

} // namespace cid
