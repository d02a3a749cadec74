// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "capt/output/node_cells.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Nodes final : public Command
{
public:
    Nodes()
        : Command({u"nodes"_s, u"[HOSTLIST]"_s, tr("Show the nodes: state, image, job."), 0, 64})
    { }

    void run(const CommandContext &context) override
    {
        const auto hosts = hostsFrom(context.arguments.join(u' '), u"nodes"_s);
        if (!hosts)
            return;
        auto all = std::make_shared<Records>(Records{nodeKeys(), {}});
        const QPointer<Nodes> self = this;
        const NodesRequest request{*hosts, false};
        context.client.follow<NodesReply>(request, [self, context, all](const Result<NodesReply> &reply) {
            if (!self)
                return false;
            if (!reply) {
                self->failWith(reply.error());
                return false;
            }
            for (const NodeStatus &node : reply->nodes)
                all->rows.append(nodeCells(node));
            if (!reply->complete)
                return true;
            self->print(context, *all);
            Q_EMIT self->finished(ExitCode::Success);
            return false;
        });
    }
};

} // namespace

std::unique_ptr<Command> makeNodes()
{
    return std::make_unique<Nodes>();
}

} // namespace cid
