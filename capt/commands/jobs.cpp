// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "capt/output/node_cells.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Jobs final : public Command
{
public:
    Jobs()
        : Command({u"jobs"_s, {}, tr("Show the jobs, the newest first."), 0, 0})
    { }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOptions({
            {u"active"_s, tr("Only jobs that are under way.")},
            {u"limit"_s, tr("At most N jobs; 50 by default."), u"N"_s, u"50"_s},
        });
    }

    void run(const CommandContext &context) override
    {
        const JobsRequest request{context.parser.value(u"limit"_s).toInt(), context.parser.isSet(u"active"_s)};
        askAndPrint<JobsReply>(context, request, [](const JobsReply &reply) {
            Records records{jobKeys(), {}};
            for (const Job &job : reply.jobs)
                records.rows.append(jobCells(job));
            return records;
        });
    }
};

} // namespace

std::unique_ptr<Command> makeJobs()
{
    return std::make_unique<Jobs>();
}

} // namespace cid
