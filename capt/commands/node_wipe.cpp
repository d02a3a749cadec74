// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

#include "common/config/values.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class NodeWipe final : public Command
{
public:
    NodeWipe()
        : Command({u"node wipe"_s, u"NODE"_s, tr("Allow notP to overwrite one disk of a node, once."), 1, 1})
    { }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOptions({
            {u"serial"_s, tr("The disk's name: its serial number, WWN or place, as \"cidctl node show\" prints it."),
             u"NAME"_s},
            {u"job"_s,
             tr("For the deployment of that job alone. Without it for the one that waits for this, else an operator's "
                "next one."),
             u"ID"_s},
            {u"for"_s, tr("For an operator's next deployment alone, within TIME (2h, 3d); 24h by default."), u"TIME"_s},
        });
    }

    void run(const CommandContext &context) override
    {
        const QString node = context.arguments.first();
        const QString serial = context.parser.value(u"serial"_s);
        if (serial.isEmpty()) {
            failWith(makeError(ErrorKind::Invalid, "cidctl.usage", tr("--serial is missing: which disk is meant?")));
            return;
        }
        const QString job = context.parser.value(u"job"_s);
        const bool isLimited = context.parser.isSet(u"for"_s);
        const std::optional<qint64> lasting =
            isLimited ? config::parseSeconds(context.parser.value(u"for"_s)) : std::optional<qint64>(0);
        if (!lasting || (isLimited && (*lasting <= 0 || !job.isEmpty()))) {
            failWith(makeError(ErrorKind::Invalid, "cidctl.usage",
                               tr("--for: expected a time such as 2h or 3d, and no --job, with which it ends")));
            return;
        }
        const QString question = tr("Everything on disk %1 of %2 will be lost. Go on?").arg(serial, node);
        if (context.parser.isSet(u"dry-run"_s)) {
            writeOut(tr("disk %1 of %2 would be given to notP, once\n").arg(serial, node));
            Q_EMIT finished(ExitCode::Success);
        } else if (isConfirmed(context, question)) {
            ask<OkReply>(context, WipeRequest{node, serial, job, *lasting},
                         [this](const OkReply &) { Q_EMIT finished(ExitCode::Success); });
        }
    }
};

} // namespace

std::unique_ptr<Command> makeNodeWipe()
{
    return std::make_unique<NodeWipe>();
}

} // namespace cid
