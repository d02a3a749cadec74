// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/readiness_watch.h"

#include "kid/agent/limits.h"
#include "kid/agent/ready_tests.h"

#include <algorithm>
#include <utility>

namespace cid {

using namespace Qt::StringLiterals;

ReadinessWatch::ReadinessWatch(const Clock &clock, QThreadPool *pool, ProcessRunner *runner, FileSystem *files)
    : m_clock(clock)
    , m_runner(runner)
    , m_worker(pool, runner, files)
    , m_pause(this)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &ReadinessWatch::startRound);
}

void ReadinessWatch::begin(const ReadyCheck &check)
{
    stop();
    m_check = check;
    m_cancel = CancelToken();
    m_end = m_clock.monotonic() + std::chrono::seconds(std::clamp<qint64>(check.within, 1, longestReadyTime.count()));
    m_told.clear();
    m_isActive = true;
    m_isLate = false;
    startRound();
}

void ReadinessWatch::stop()
{
    m_isActive = false;
    ++m_number;
    m_pause.stop();
    m_cancel.cancel();
}

void ReadinessWatch::startRound()
{
    // Not the context's runner, which knows no end but its own.
    m_worker.run<QString>([runner = m_runner, tests = m_check.tests,
                           cancel = m_cancel](JobContext &) { return readyProblem(*runner, tests, cancel); },
                          [this, number = m_number](const QString &problem) {
                              if (m_isActive && number == m_number)
                                  roundEnded(problem);
                          });
}

void ReadinessWatch::roundEnded(const QString &problem)
{
    const std::chrono::milliseconds now = m_clock.monotonic();
    if (problem.isEmpty()) {
        stop();
        tell(ReadyVerdict::Passed, {});
    } else if (now >= m_end) {
        if (!std::exchange(m_isLate, true))
            tell(ReadyVerdict::Failed, problem);
        m_pause.start(lateReadyPause);
    } else {
        if (problem != m_told || now - m_toldAt >= readyNewsInterval)
            tell(ReadyVerdict::Waiting, problem);
        m_pause.start(std::min<std::chrono::milliseconds>(readyPause, m_end - now));
    }
}

void ReadinessWatch::tell(ReadyVerdict verdict, const QString &reason)
{
    m_told = reason;
    m_toldAt = m_clock.monotonic();
    Q_EMIT told({verdict, reason});
}

} // namespace cid
