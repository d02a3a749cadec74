// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Holds final : public Command
{
public:
    Holds()
        : Command({u"holds"_s, {}, tr("Show which jobs hold which nodes, and until when."), 0, 0})
    { }

    void run(const CommandContext &context) override
    {
        askAndPrint<HoldsReply>(context, HoldsRequest{}, [](const HoldsReply &reply) {
            Records records{{u"node"_s, u"job"_s, u"owner"_s, u"since"_s, u"until"_s}, {}};
            for (const Hold &one : reply.holds) {
                records.rows.append({one.node, one.job, one.owner, timeCell(one.since),
                                     one.endsAt == 0 ? Cell(tr("released"), QJsonValue()) : timeCell(one.endsAt)});
            }
            return records;
        });
    }
};

class HoldsRelease final : public Command
{
public:
    HoldsRelease()
        : Command({u"holds release"_s, u"HOSTLIST"_s, tr("Take nodes from the jobs that hold them."), 1, 1})
    { }

    void run(const CommandContext &context) override
    {
        const auto hosts = hostsFrom(context.arguments.first(), u"HOSTLIST"_s);
        if (!hosts)
            return;
        if (context.parser.isSet(u"dry-run"_s)) {
            writeOut(tr("the holds of %1 would end\n").arg(*hosts));
            Q_EMIT finished(ExitCode::Success);
        } else if (isConfirmed(context, tr("Take %1 from the jobs that hold them?").arg(*hosts))) {
            ask<OkReply>(context, BreakHoldsRequest{*hosts},
                         [this](const OkReply &) { Q_EMIT finished(ExitCode::Success); });
        }
    }
};

} // namespace

std::unique_ptr<Command> makeHolds()
{
    return std::make_unique<Holds>();
}

std::unique_ptr<Command> makeHoldsRelease()
{
    return std::make_unique<HoldsRelease>();
}

} // namespace cid
