// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/jobs/job_queue.h"

#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace cid;

namespace {

class FakeRunner final : public ProcessRunner
{
public:
    Result<CommandOutput> run(const Command &command) override
    {
        if (Status status = command.cancel.check(); !status)
            return fail(status.error());
        return CommandOutput{0, QByteArray("line\n").repeated(lines), {}};
    }
    int lines = 1;
};

class LambdaJob final : public WorkJob
{
public:
    LambdaJob(QString name, std::function<Status(JobContext &)> work)
        : m_name(std::move(name))
        , m_work(std::move(work))
    { }
    QString description() const override { return m_name; }
    Status run(JobContext &context) override
    {
        ++runs;
        return m_work(context);
    }
    int runs = 0;

private:
    QString m_name;
    std::function<Status(JobContext &)> m_work;
};

Status nothing(JobContext &)
{
    return {};
}

Status broken(JobContext &)
{
    return fail(makeError(ErrorKind::Io, "test.broken", u"broken"_s));
}

} // namespace

class JobsTest : public QObject
{
    Q_OBJECT
private:
    FakeRunner m_runner;
    LocalFileSystem m_files;
    QThreadPool m_pool;

private Q_SLOTS:
    void theFirstFailureEndsTheRun()
    {
        LambdaJob first(u"first"_s, nothing);
        LambdaJob second(u"second"_s, broken);
        LambdaJob third(u"third"_s, nothing);
        JobContext context(m_runner, m_files);
        const Status status = runJobs({&first, &second, &third}, context);
        QVERIFY(!status);
        QCOMPARE(status.error().code, "test.broken");
        QCOMPARE(third.runs, 0);
        QCOMPARE(context.log().lines(), (QStringList{u"first"_s, u"  done"_s, u"second"_s, u"  failed: broken"_s}));
        QCOMPARE(context.log().lines(1), QStringList{u"  failed: broken"_s});
    }

    void commandsAreLoggedWithTheirOutputCut()
    {
        m_runner.lines = 250;
        LambdaJob job(u"job"_s, [](JobContext &context) -> Status {
            Command command;
            command.program = u"tool"_s;
            context.step(u"now the tool"_s);
            return runChecked(context.runner(), command).map([](const QByteArray &) { });
        });
        JobContext context(m_runner, m_files);
        QVERIFY(runJobs({&job}, context));
        const auto &entries = context.log().entries();
        QCOMPARE(entries.size(), 1U);
        QCOMPARE(entries[0].children.size(), 3U);
        QCOMPARE(entries[0].children[0].kind, JobLogEntry::Kind::Step);
        QCOMPARE(entries[0].children[1].text, u"tool"_s);
        QCOMPARE(entries[0].children[1].children.size(), 202U);
        QCOMPARE(entries[0].children[1].children.back().text, u"exit code 0"_s);
        m_runner.lines = 1;
    }

    void aCancelledContextStartsNoJobAndNoCommand()
    {
        CancelToken cancel;
        JobContext context(m_runner, m_files, cancel);
        LambdaJob job(u"job"_s, [&cancel](JobContext &inner) -> Status {
            cancel.cancel();
            return inner.runner().run(Command{}).map([](const CommandOutput &) { });
        });
        QCOMPARE(runJobs({&job}, context).error().kind, ErrorKind::Cancelled);
        QCOMPARE(runJobs({&job}, context).error().kind, ErrorKind::Cancelled);
        QCOMPARE(job.runs, 1);
    }

    void aQueueTellsItsThread()
    {
        JobQueue queue(&m_pool, &m_runner, &m_files);
        LambdaJob job(u"job"_s, [this](JobContext &context) -> Status {
            if (QThread::currentThread() == thread())
                return fail(makeError(ErrorKind::Internal, "test.thread", u"wrong thread"_s));
            for (int i = 1; i <= 1000; ++i)
                context.progress({i, i, 1000});
            context.step(u"step"_s);
            return {};
        });
        QStringList lines;
        QList<Progress> progress;
        int finished = 0;
        connect(&queue, &JobQueue::logged, this, [&](const QStringList &more) { lines << more; });
        connect(&queue, &JobQueue::progressed, this, [&](const Progress &p) { progress << p; });
        connect(&queue, &JobQueue::finished, this, [&](const Status &status, const JobLog &log) {
            QVERIFY(status);
            QCOMPARE(log.lines(), (QStringList{u"job"_s, u"  step"_s, u"  done"_s}));
            QVERIFY(!queue.isRunning());
            ++finished;
        });
        QVERIFY(queue.start({&job}));
        QVERIFY(queue.isRunning());
        QCOMPARE(queue.start({&job}).error().code, "jobs.busy");
        QTRY_COMPARE(finished, 1);
        QCOMPARE(lines, (QStringList{u"job"_s, u"  step"_s}));
        QVERIFY(!progress.isEmpty());
        QVERIFY(progress.size() < 1000);
        QCOMPARE(progress.last().written, 1000);
    }

    void aRunningJobIsCancelled()
    {
        JobQueue queue(&m_pool, &m_runner, &m_files);
        LambdaJob job(u"job"_s, [](JobContext &context) -> Status {
            while (!context.cancel().isCancelled())
                QThread::msleep(1);
            return context.cancel().check();
        });
        Status result;
        bool finished = false;
        connect(&queue, &JobQueue::finished, this, [&](const Status &status, const JobLog &) {
            result = status;
            finished = true;
        });
        QVERIFY(queue.start({&job}));
        queue.cancel();
        QTRY_VERIFY(finished);
        QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    }

    void theEndOfAQueueWaitsForItsJobs()
    {
        std::atomic_bool entered = false;
        std::atomic_bool left = false;
        LambdaJob job(u"job"_s, [&](JobContext &context) -> Status {
            entered = true;
            while (!context.cancel().isCancelled())
                QThread::msleep(1);
            QThread::msleep(20);
            left = true;
            return {};
        });
        {
            JobQueue queue(&m_pool, &m_runner, &m_files);
            QVERIFY(queue.start({&job}));
            QTRY_VERIFY(entered);
        }
        QVERIFY(left);
    }
};

QTEST_GUILESS_MAIN(JobsTest)
#include "jobs_test.moc"
