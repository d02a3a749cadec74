// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/models/node_board.h"
#include "tests/support/fake_clock.h"

namespace cid::test {

/// A board whose nodes come from the test instead of a server.
struct NodeFeed
{
    NodeFeed()
        : client(ClientAccess{}, ClientRole::Operator, ClientThread::Shared)
        , mirror(client)
        , board(mirror, clock)
    { }

    static NodeStatus node(const QString &name, NodeState state, const QString &group = {})
    {
        NodeStatus status;
        status.name = name;
        status.state = state;
        if (!group.isEmpty())
            status.groups = {group};
        return status;
    }

    void set(const QList<NodeStatus> &nodes) { mirror.take({nodes, {}, true, true}); }
    void change(const NodeStatus &status) { mirror.take({{status}, {}, false, true}); }

    FakeClock clock;
    CidClient client;
    NodeMirror mirror;
    NodeBoard board;
};

} // namespace cid::test
