// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/capt_options.h"
#include "capt/commands/command_list.h"
#include "capt/view/job_report.h"
#include "capt/view/job_view.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Deploy final : public Command
{
public:
    Deploy()
        : Command({u"deploy"_s, {}, tr("Bring nodes into an image."), 0, 0})
    { }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOptions({
            {u"n"_s, tr("The nodes; @/FILE: as a file names them, -: standard input."), u"HOSTLIST"_s},
            {u"i"_s, tr("The image: a name, or NAME-VERSION-SUBVERSION."), u"IMAGE"_s},
            {u"job"_s, tr("A name for the request; one is made where it is missing."), u"ID"_s},
            {u"timeout"_s, tr("Give up after TIME (90s, 30min, 2h)."), u"TIME"_s},
            {u"reinstall"_s, tr("Divide the disk anew first, also where the image runs.")},
            {u"take"_s, tr("Also nodes that jobs hold.")},
            {u"wait"_s, tr("Show the progress and end when every node is there.")},
        });
    }

    void run(const CommandContext &context) override
    {
        const QCommandLineParser &parser = context.parser;
        JobWish wish{parser.value(u"job"_s), parser.value(u"n"_s),         parser.value(u"i"_s),
                     context.conf.deadline,  parser.isSet(u"reinstall"_s), parser.isSet(u"take"_s)};
        if (wish.job.isEmpty())
            wish.job = u"ctl-%1"_s.arg(QDateTime::currentMSecsSinceEpoch());
        const auto timeout = parser.isSet(u"timeout"_s) ? parseDuration(parser.value(u"timeout"_s)) : wish.timeout;
        if (wish.hosts.isEmpty() || wish.image.isEmpty() || !timeout || !isValidJobId(wish.job)) {
            failWith(makeError(ErrorKind::Invalid, "cidctl.usage",
                               tr("deploy takes -n HOSTLIST, -i IMAGE and perhaps --job ID and --timeout TIME")));
            return;
        }
        wish.timeout = *timeout;
        const auto hosts = hostsFrom(wish.hosts, u"-n"_s);
        if (!hosts)
            return;
        wish.hosts = *hosts;
        // Look first: what will happen is shown before anything does.
        PlanRequest question{wish.hosts, wish.image, wish.reinstall};
        question.take = wish.take;
        ask<PlanReply>(context, question,
                       [this, context, wish](const PlanReply &plan) { planned(context, wish, plan); });
    }

private:
    void planned(const CommandContext &context, const JobWish &wish, const PlanReply &plan)
    {
        if (context.parser.isSet(u"dry-run"_s)) {
            Records records{{u"node"_s, u"action"_s, u"reason"_s}, {}};
            for (const PlanRow &row : plan.rows)
                records.rows.append({row.node, {row.action, row.eligible ? Tone::Plain : Tone::Bad}, row.reason});
            print(context, records);
            Q_EMIT finished(ExitCode::Success);
            return;
        }
        const auto busy = std::count_if(plan.rows.begin(), plan.rows.end(),
                                        [](const PlanRow &row) { return row.action != u"nothing"_s; });
        const QString question = tr("Bring %n node(s) into %1?", nullptr, static_cast<int>(busy));
        if (busy > 0 && !isConfirmed(context, question.arg(plan.image.toString())))
            return;
        if (context.parser.isSet(u"wait"_s))
            wait(context, wish);
        else
            request(context, wish);
    }

    void request(const CommandContext &context, const JobWish &wish)
    {
        DeployRequest question{wish.job, wish.hosts, wish.image, wish.timeout.count(), wish.reinstall};
        question.take = wish.take;
        ask<DeployReply>(context, question, [this](const DeployReply &reply) {
            writeOut(tr("job %1: %2 on %n node(s)\n", nullptr, static_cast<int>(nodeCount(reply.job)))
                         .arg(reply.job.id, reply.job.resolved.toString()));
            Q_EMIT finished(ExitCode::Success);
        });
    }

    void wait(const CommandContext &context, const JobWish &wish)
    {
        m_run = std::make_unique<JobRun>(context.client, wish);
        m_view = JobView::make(*m_run, false);
        connect(m_run.get(), &JobRun::finished, this, [this](JobRun::Outcome outcome, const Error &error) {
            const JobReport report = reportOf(*m_run, outcome, error);
            for (const QString &line : report.out)
                writeOut(line + u'\n');
            for (const QString &line : report.errors)
                writeError(u"cidctl: "_s + line + u'\n');
            Q_EMIT finished(exitCodeOf(outcome));
        });
        m_run->start();
    }

    std::unique_ptr<JobRun> m_run;
    std::unique_ptr<JobView> m_view;
};

} // namespace

std::unique_ptr<Command> makeDeploy()
{
    return std::make_unique<Deploy>();
}

} // namespace cid
