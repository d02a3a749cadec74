// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class JobNodes final : public Command
{
public:
    JobNodes()
        : Command({u"job nodes"_s, u"JOB"_s, tr("Print the nodes of a job as one host list."), 1, 1})
    { }

    void run(const CommandContext &context) override
    {
        ask<JobNodesReply>(context, JobNodesRequest{context.arguments.first()},
                           [this, context](const JobNodesReply &reply) {
                               const QString hosts = reply.hosts.join(u',');
                               if (context.format == OutputFormat::Table)
                                   writeOut(hosts + u'\n');
                               else
                                   print(context, {{u"nodes"_s}, {{hosts}}});
                               Q_EMIT finished(ExitCode::Success);
                           });
    }
};

} // namespace

std::unique_ptr<Command> makeJobNodes()
{
    return std::make_unique<JobNodes>();
}

} // namespace cid
