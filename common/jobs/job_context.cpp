// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/jobs/job_context.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

QString outcomeOf(const Result<CommandOutput> &output)
{
    if (!output)
        return u"failed: "_s + output.error().text;
    return u"exit code "_s + QString::number(output->exitCode);
}

QString textOf(const Result<CommandOutput> &output)
{
    if (!output)
        return {};
    return QString::fromUtf8(output->standardOutput) + u'\n' + QString::fromUtf8(output->standardError);
}

} // namespace

class JobContext::LoggingRunner final : public ProcessRunner
{
public:
    LoggingRunner(JobContext &context, ProcessRunner &runner)
        : m_context(context)
        , m_runner(runner)
    { }

    [[nodiscard]] Result<CommandOutput> run(const Command &command) override
    {
        Command stoppable = command;
        stoppable.cancel = m_context.m_cancel;
        Result<CommandOutput> output = m_runner.run(stoppable);
        m_context.m_log.command(command.toString(), textOf(output), outcomeOf(output));
        m_context.say(u"  "_s + command.toString() + u": "_s + outcomeOf(output));
        return output;
    }

private:
    JobContext &m_context;
    ProcessRunner &m_runner;
};

JobContext::JobContext(ProcessRunner &runner, FileSystem &files, CancelToken cancel, JobObserver observer)
    : m_files(files)
    , m_cancel(std::move(cancel))
    , m_observer(std::move(observer))
    , m_runner(std::make_unique<LoggingRunner>(*this, runner))
{ }

JobContext::~JobContext() = default;

ProcessRunner &JobContext::runner()
{
    return *m_runner;
}

void JobContext::beginJob(const QString &description)
{
    m_log.beginJob(description);
    say(description);
}

void JobContext::endJob(const Status &status)
{
    m_log.endJob(status);
    if (!status)
        say(u"  failed: "_s + status.error().text);
}

void JobContext::step(const QString &text)
{
    m_log.step(text);
    say(u"  "_s + text);
}

void JobContext::progress(const Progress &progress)
{
    if (m_observer.progress)
        m_observer.progress(progress);
}

void JobContext::say(const QString &line)
{
    if (m_observer.line)
        m_observer.line(line);
}

} // namespace cid
