// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/metrics/server_figures.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <ctime>
#include <sys/resource.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr double commitBounds[] = {0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5};
constexpr double lagBounds[] = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5};
constexpr auto tickInterval = 250ms;

double secondsOf(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// proc_pid_statm(5): the second number is the resident set, in pages.
double residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    const QList<QByteArray> numbers = file.open(QIODevice::ReadOnly) ? file.readLine().split(' ') : QList<QByteArray>();
    return numbers.size() < 2 ? 0 : numbers[1].toDouble() * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double startTime()
{
    static const double started = static_cast<double>(std::time(nullptr));
    return started;
}

} // namespace

ServerFigures::ServerFigures(QObject *parent)
    : QObject(parent)
    , m_commits(commitBounds)
    , m_lag(lagBounds)
{
    static_cast<void>(startTime());
    // How late the loop is with what it was asked for is how long it did something else.
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(tickInterval);
    connect(&m_timer, &QTimer::timeout, this, &ServerFigures::tick);
    m_timer.start();
    m_sinceTick.start();
}

void ServerFigures::tick()
{
    const double late =
        static_cast<double>(m_sinceTick.nsecsElapsed()) / 1e9 - std::chrono::duration<double>(tickInterval).count();
    m_lag.add(std::max(0.0, late));
    m_sinceTick.restart();
}

void ServerFigures::noteCommit(std::chrono::microseconds took)
{
    m_commits.add(std::chrono::duration<double>(took).count());
}

void ServerFigures::write(OpenMetrics &metrics, const Moment &moment) const
{
    using Kind = OpenMetrics::Kind;
    metrics.family(Kind::Counter, "notp_image_sent_bytes", "Bytes of images that cidd sent to nodes.", "bytes");
    metrics.sample(static_cast<double>(moment.sentBytes));
    metrics.family(Kind::Gauge, "notp_connections", "Connections of nodes, schedulers and operators.");
    metrics.sample(static_cast<double>(moment.connections));
    metrics.family(Kind::Counter, "notp_connections_refused", "Connections that were refused, by cause.");
    for (auto refused = m_refused.cbegin(); refused != m_refused.cend(); ++refused)
        metrics.sample(static_cast<double>(refused.value()), {{"code", QString::fromLatin1(refused.key())}});
    metrics.family(Kind::Histogram, "notp_store_commit_seconds", "How long the database took to keep a change.",
                   "seconds");
    metrics.sample(m_commits);
    metrics.family(Kind::Histogram, "notp_loop_lag_seconds", "How late the main event loop was.", "seconds");
    metrics.sample(m_lag);
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    metrics.family(Kind::Counter, "process_cpu_seconds", "Processor time of cidd.", "seconds");
    metrics.sample(secondsOf(used.ru_utime) + secondsOf(used.ru_stime));
    metrics.family(Kind::Gauge, "process_resident_memory_bytes", "Memory of cidd.", "bytes");
    metrics.sample(residentBytes());
    metrics.family(Kind::Gauge, "process_open_fds", "File descriptors that cidd has open.");
    metrics.sample(static_cast<double>(
        QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size()));
    metrics.family(Kind::Gauge, "process_start_time_seconds", "When cidd started, since the epoch.", "seconds");
    metrics.sample(startTime());
}

} // namespace cid
