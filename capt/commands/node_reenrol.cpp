// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class NodeReenrol final : public Command
{
public:
    NodeReenrol()
        : Command({u"node reenrol"_s, u"HOSTLIST"_s,
                   tr("Let machines that lost their keys ask for new ones, within half an hour."), 1, 1})
    { }

    void run(const CommandContext &context) override
    {
        const auto hosts = hostsFrom(context.arguments.first(), u"HOSTLIST"_s);
        if (!hosts)
            return;
        if (context.parser.isSet(u"dry-run"_s)) {
            writeOut(tr("machines with the addresses of %1 might ask for new keys\n").arg(*hosts));
            Q_EMIT finished(ExitCode::Success);
        } else if (isConfirmed(context, tr("Let machines ask for the keys of %1?").arg(*hosts))) {
            ask<OkReply>(context, ReenrolRequest{*hosts},
                         [this](const OkReply &) { Q_EMIT finished(ExitCode::Success); });
        }
    }
};

} // namespace

std::unique_ptr<Command> makeNodeReenrol()
{
    return std::make_unique<NodeReenrol>();
}

} // namespace cid
