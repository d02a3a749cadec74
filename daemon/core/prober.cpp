// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/prober.h"

#include "daemon/core/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

bool Prober::isFresh(const NodeRecord &node) const
{
    const std::chrono::milliseconds age(m_state.now() - node.confirmed);
    return node.isConnected() && age < core::probeFreshness && age >= -core::probeFreshness;
}

void Prober::ask(const QStringList &nodes, Done done)
{
    if (nodes.isEmpty()) {
        done();
        return;
    }
    const qint64 number = ++m_last;
    Round &round = m_rounds[number];
    round.until = m_state.now() + std::chrono::milliseconds(core::probePatience).count();
    round.done = std::move(done);
    QStringList unasked;
    for (const NodeName &node : nodes) {
        round.waiting.insert(node);
        QList<qint64> &rounds = m_asked[node];
        if (rounds.isEmpty())
            unasked.append(node);
        rounds.append(number);
    }
    // A node that has just come can be spoken to once its report is kept.
    m_state.ledger.afterCommit([this, unasked] { Q_EMIT m_announcer.probeReady(unasked); });
}

void Prober::answered(NodeRecord &node)
{
    node.confirmed = m_state.now();
    leaveRounds(node.facts.name);
}

void Prober::gone(const NodeName &node)
{
    leaveRounds(node);
}

void Prober::leaveRounds(const NodeName &node)
{
    for (const qint64 number : m_asked.take(node)) {
        const auto round = m_rounds.find(number);
        if (round == m_rounds.end())
            continue;
        round->second.waiting.remove(node);
        if (!round->second.waiting.isEmpty())
            continue;
        const Done done = std::move(round->second.done);
        m_rounds.erase(round);
        done();
    }
}

void Prober::look()
{
    while (!m_rounds.empty() && m_rounds.begin()->second.until <= m_state.now()) {
        const QSet<NodeName> silent = m_rounds.begin()->second.waiting;
        for (const NodeName &node : silent)
            giveUp(node);
    }
}

void Prober::giveUp(const NodeName &name)
{
    NodeRecord *node = m_state.registry.find(name);
    if (node && node->isConnected()) {
        node->session = 0;
        static_cast<void>(
            m_recorder.transition(*node, NodeEvent::FallsSilent,
                                  {u"cidd"_s, u"It did not answer within %1 s"_s.arg(core::probePatience.count())}));
        m_state.ledger.afterCommit([this, name] { Q_EMIT m_announcer.nodeSilent(name); });
    }
    leaveRounds(name);
}

} // namespace cid
