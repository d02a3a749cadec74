// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/recorder.h"

namespace cid {

/// Asks nodes whether they are there. A machine that lost power counts as connected until its heartbeat is missed; what
/// depends on the node being there has to ask. All nodes of a round are asked at once; who says nothing within
/// core::probePatience is lost, and its connection is given up. Lives on the main thread.
class Prober
{
public:
    using Done = std::function<void()>;

    Prober(CoreState &state, Recorder &recorder, Announcer &announcer)
        : m_state(state)
        , m_recorder(recorder)
        , m_announcer(announcer)
    { }

    /// True where the node said something a moment ago: asking would tell nothing new.
    [[nodiscard]] bool isFresh(const NodeRecord &node) const;
    /// \a done runs once all have answered or are given up; never inside this call where \a nodes names any.
    void ask(const QStringList &nodes, Done done);
    /// Any answer of the node: also that it does not understand the question.
    void answered(NodeRecord &node);
    /// The node's connection is gone, or node_db does not name it any more.
    void gone(const NodeName &node);
    /// Gives up on those whose time is over.
    void look();

private:
    struct Round
    {
        QSet<NodeName> waiting;
        qint64 until = 0;
        Done done;
    };

    void leaveRounds(const NodeName &node);
    void giveUp(const NodeName &node);

    CoreState &m_state;
    Recorder &m_recorder;
    Announcer &m_announcer;
    std::map<qint64, Round> m_rounds; ///< by number, and so by time
    QHash<NodeName, QList<qint64>> m_asked; ///< the rounds that wait for the node
    qint64 m_last = 0;
};

} // namespace cid
