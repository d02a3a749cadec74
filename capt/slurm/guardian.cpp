// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/slurm/guardian.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// slurmctld kills the hook while it takes the job's state over.
constexpr std::chrono::seconds guardianInterval{1};
/// A slurmctld that is away for longer begins its hooks anew when it comes.
constexpr std::chrono::seconds guardianPatience{60};

void leaveStandardFiles()
{
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int file : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::dup2(nothing, file);
    ::close(nothing);
}

} // namespace

Lifeline::Lifeline()
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return;
    m_child = ::fork();
    if (m_child == 0) {
        ::close(ends[1]);
        waitForTheEnd(ends[0]);
        return;
    }
    ::close(ends[0]);
    m_writeEnd = ends[1];
}

Lifeline::~Lifeline()
{
    if (m_writeEnd < 0)
        return;
    const char word = '.';
    static_cast<void>(!::write(m_writeEnd, &word, 1)); // Nobody may be there to hear it.
    ::close(m_writeEnd);
    while (m_child > 0 && ::waitpid(m_child, nullptr, 0) < 0 && errno == EINTR) { }
}

// In a session of its own: what is sent to the hook's group is not meant.
void Lifeline::waitForTheEnd(int readEnd)
{
    ::setsid();
    leaveStandardFiles(); // slurmctld reads what the hook writes, to its end.
    char word = 0;
    ssize_t got = 0;
    do {
        got = ::read(readEnd, &word, 1);
    } while (got < 0 && errno == EINTR);
    if (got != 0)
        ::_exit(0);
    ::close(readEnd);
    m_isGuardian = true;
}

SlurmGuardian::SlurmGuardian(SlurmJob job, SlurmConf conf, QObject *parent)
    : QObject(parent)
    , m_job(std::move(job))
    , m_scontrol(conf.binFolder, conf.slurmConf)
    , m_epilog(m_job, std::move(conf))
    , m_patience(guardianPatience)
{
    m_again.setSingleShot(true);
    m_again.setInterval(guardianInterval);
    connect(&m_again, &QTimer::timeout, this, &SlurmGuardian::look);
    connect(&m_epilog, &SlurmEpilog::said, this, &SlurmGuardian::said);
    connect(&m_epilog, &SlurmEpilog::finished, this, &SlurmGuardian::finished);
}

void SlurmGuardian::start()
{
    m_again.start();
}

void SlurmGuardian::look()
{
    m_scontrol.showJobState(m_job.id, [this](const Result<QString> &state) { take(state); });
}

// A job that is requeued is over, too: it waits for longer than a look takes before its next prolog.
void SlurmGuardian::take(const Result<QString> &state)
{
    const bool isOver = state && *state != "CONFIGURING"_L1 && *state != "RUNNING"_L1;
    if (isOver) {
        Q_EMIT said(u"job %1 is over while its nodes were on their way"_s.arg(m_job.id));
        m_epilog.start();
    } else if (m_patience.hasExpired()) {
        Q_EMIT finished(ExitCode::Success);
    } else {
        m_again.start();
    }
}

} // namespace cid
