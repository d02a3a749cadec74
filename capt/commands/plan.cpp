// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Plan final : public Command
{
public:
    Plan()
        : Command({u"plan"_s, {}, tr("Show what a deployment would do, without doing it."), 0, 0})
    { }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOptions({
            {u"n"_s, tr("The nodes; @/FILE: as a file names them, -: standard input."), u"HOSTLIST"_s},
            {u"i"_s, tr("The image: a name, or NAME-VERSION-SUBVERSION."), u"IMAGE"_s},
            {u"reinstall"_s, tr("Divide the disk anew first, also where the image runs.")},
            {u"take"_s, tr("Also nodes that jobs hold.")},
        });
    }

    void run(const CommandContext &context) override
    {
        PlanRequest request{context.parser.value(u"n"_s), context.parser.value(u"i"_s),
                            context.parser.isSet(u"reinstall"_s)};
        request.take = context.parser.isSet(u"take"_s);
        if (request.hosts.isEmpty() || request.image.isEmpty()) {
            failWith(makeError(ErrorKind::Invalid, "cidctl.usage", tr("plan takes -n HOSTLIST and -i IMAGE")));
            return;
        }
        const auto hosts = hostsFrom(request.hosts, u"-n"_s);
        if (!hosts)
            return;
        request.hosts = *hosts;
        askAndPrint<PlanReply>(context, request, [](const PlanReply &reply) {
            Records records{{u"node"_s, u"image"_s, u"eligible"_s, u"action"_s, u"reason"_s, u"disk"_s}, {}};
            for (const PlanRow &row : reply.rows) {
                records.rows.append({row.node,
                                     reply.image.toString(),
                                     {row.eligible ? u"yes"_s : u"no"_s, QJsonValue(row.eligible)},
                                     row.action,
                                     {row.reason, row.eligible ? Tone::Plain : Tone::Bad},
                                     diskText(reply.disks.value(row.writes - 1))});
            }
            return records;
        });
    }

private:
    static QString diskText(const PlanDisk &disk)
    {
        if (!disk.problem.isEmpty())
            return disk.disk.isEmpty() ? disk.problem : disk.disk + u": "_s + disk.problem;
        return disk.whole ? tr("all of %1").arg(disk.disk) : disk.disk;
    }
};

} // namespace

std::unique_ptr<Command> makePlan()
{
    return std::make_unique<Plan>();
}

} // namespace cid
