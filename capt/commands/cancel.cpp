// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Cancel final : public Command
{
public:
    Cancel()
        : Command({u"cancel"_s, u"JOB"_s, tr("End a job; its nodes stop at the next safe point."), 1, 1})
    { }

    void run(const CommandContext &context) override
    {
        const QString job = context.arguments.first();
        if (context.parser.isSet(u"dry-run"_s)) {
            writeOut(tr("job %1 would be cancelled\n").arg(job));
            Q_EMIT finished(ExitCode::Success);
        } else if (isConfirmed(context, tr("Cancel job %1?").arg(job))) {
            ask<OkReply>(context, CancelJobRequest{job},
                         [this](const OkReply &) { Q_EMIT finished(ExitCode::Success); });
        }
    }
};

} // namespace

std::unique_ptr<Command> makeCancel()
{
    return std::make_unique<Cancel>();
}

} // namespace cid
