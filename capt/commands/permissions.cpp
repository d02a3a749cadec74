// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Permissions final : public Command
{
public:
    Permissions()
        : Command({u"permissions"_s, {}, tr("Show which disks may be wiped, for whom and until when."), 0, 0})
    { }

    void run(const CommandContext &context) override
    {
        askAndPrint<PermissionsReply>(context, PermissionsRequest{}, [](const PermissionsReply &reply) {
            Records records{{u"node"_s, u"disk"_s, u"for"_s, u"until"_s, u"given"_s, u"by"_s}, {}};
            for (const Permission &one : reply.permissions) {
                const bool isOwn = one.deployment != 0;
                records.rows.append({one.node, one.disk,
                                     isOwn ? tr("deployment %1").arg(one.deployment) : tr("an operator's next one"),
                                     isOwn ? Cell(tr("its end"), QJsonValue()) : timeCell(one.endsAt),
                                     timeCell(one.createdAt), one.who});
            }
            return records;
        });
    }
};

class PermissionsWithdraw final : public Command
{
public:
    PermissionsWithdraw()
        : Command({u"permissions withdraw"_s, u"HOSTLIST"_s, tr("Let no disk of these nodes be wiped any more."), 1, 1})
    { }

    void run(const CommandContext &context) override
    {
        const auto hosts = hostsFrom(context.arguments.first(), u"HOSTLIST"_s);
        if (!hosts)
            return;
        if (context.parser.isSet(u"dry-run"_s)) {
            writeOut(tr("what was allowed on %1 would end\n").arg(*hosts));
            Q_EMIT finished(ExitCode::Success);
        } else if (isConfirmed(context, tr("Withdraw what was allowed on %1?").arg(*hosts))) {
            ask<OkReply>(context, WithdrawRequest{*hosts},
                         [this](const OkReply &) { Q_EMIT finished(ExitCode::Success); });
        }
    }
};

} // namespace

std::unique_ptr<Command> makePermissions()
{
    return std::make_unique<Permissions>();
}

std::unique_ptr<Command> makePermissionsWithdraw()
{
    return std::make_unique<PermissionsWithdraw>();
}

} // namespace cid
