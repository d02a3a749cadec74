// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class NodeTrust final : public Command
{
public:
    NodeTrust()
        : Command({u"node trust"_s, u"HOSTLIST"_s,
                   tr("Give the secret overlays to the machines that hold these nodes' new keys."), 1, 1})
    { }

    void run(const CommandContext &context) override
    {
        const auto hosts = hostsFrom(context.arguments.first(), u"HOSTLIST"_s);
        if (!hosts)
            return;
        if (context.parser.isSet(u"dry-run"_s)) {
            writeOut(tr("the machines that hold the keys of %1 would get the secret overlays\n").arg(*hosts));
            Q_EMIT finished(ExitCode::Success);
        } else if (isConfirmed(context,
                               tr("Give the secret overlays to the machines that hold the keys of %1?").arg(*hosts))) {
            ask<OkReply>(context, TrustRequest{*hosts},
                         [this](const OkReply &) { Q_EMIT finished(ExitCode::Success); });
        }
    }
};

} // namespace

std::unique_ptr<Command> makeNodeTrust()
{
    return std::make_unique<NodeTrust>();
}

} // namespace cid
