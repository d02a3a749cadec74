// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/jobs/job_queue.h"

#include "common/system/pool_task.h"

#include <QMutex>
#include <QSemaphore>

#include <optional>

using namespace Qt::StringLiterals;

namespace cid {

// What the two threads share. The worker fills it; the queue's own thread empties it when it is told to.
class JobQueue::Run
{
public:
    struct News
    {
        QStringList lines;
        std::optional<Progress> progress;
    };

    CancelToken cancel;
    Status status;
    JobLog log;
    QSemaphore done;

    /// True where the queue's thread has to be told: it was not told since it last looked.
    [[nodiscard]] bool addLine(const QString &line)
    {
        const QMutexLocker lock(&m_mutex);
        m_news.lines << line;
        return !std::exchange(m_isTold, true);
    }
    [[nodiscard]] bool setProgress(const Progress &progress)
    {
        const QMutexLocker lock(&m_mutex);
        m_news.progress = progress;
        return !std::exchange(m_isTold, true);
    }
    [[nodiscard]] News take()
    {
        const QMutexLocker lock(&m_mutex);
        m_isTold = false;
        return std::exchange(m_news, {});
    }

private:
    QMutex m_mutex;
    News m_news;
    bool m_isTold = false;
};

JobQueue::JobQueue(QThreadPool *pool, ProcessRunner *runner, FileSystem *files, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
    , m_runner(runner)
    , m_files(files)
{ }

JobQueue::~JobQueue()
{
    cancel();
    if (m_run)
        m_run->done.acquire();
}

Status JobQueue::start(const std::vector<WorkJob *> &jobs)
{
    if (m_run)
        return fail(makeError(ErrorKind::Conflict, "jobs.busy", u"other jobs are still running"_s));
    m_run = std::make_shared<Run>();
    // The worker may use this queue as long as done was not released: the destructor waits for that.
    startOnPool(*m_pool, [this, run = m_run, jobs] {
        const auto tell = [this] { QMetaObject::invokeMethod(this, [this] { flush(); }, Qt::QueuedConnection); };
        const JobObserver observer{[run, tell](const QString &line) {
                                       if (run->addLine(line))
                                           tell();
                                   },
                                   [run, tell](const Progress &progress) {
                                       if (run->setProgress(progress))
                                           tell();
                                   }};
        {
            JobContext context(*m_runner, *m_files, run->cancel, observer);
            run->status = runJobs(jobs, context);
            run->log = context.log();
        }
        QMetaObject::invokeMethod(this, [this, run] { finish(run); }, Qt::QueuedConnection);
        run->done.release();
    });
    return {};
}

bool JobQueue::isRunning() const
{
    return m_run != nullptr;
}

void JobQueue::cancel()
{
    if (m_run)
        m_run->cancel.cancel();
}

void JobQueue::flush()
{
    if (!m_run)
        return;
    const Run::News news = m_run->take();
    if (!news.lines.isEmpty())
        Q_EMIT logged(news.lines);
    if (news.progress)
        Q_EMIT progressed(*news.progress);
}

void JobQueue::finish(const std::shared_ptr<Run> &run)
{
    flush();
    run->done.acquire();
    m_run.reset();
    Q_EMIT finished(run->status, run->log);
}

} // namespace cid
