// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/build/build_process.h"

#include "daemon/build/limits.h"

#include <csignal>

#include <sys/prctl.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

BuildProcess::BuildProcess(const BuildPlan &plan, std::chrono::seconds deadline, QObject *parent)
    : QObject(parent)
{
    m_process.setProgram(plan.program);
    m_process.setArguments(plan.arguments);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([] {
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    });
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(deadline);
    m_grace.setSingleShot(true);
    m_grace.setInterval(build::graceMs);
    connect(&m_deadline, &QTimer::timeout, this, [this, deadline] {
        stop(makeError(ErrorKind::Timeout, "build.timeout",
                       u"It took longer than %1 minutes (deadline in section [build] of cid.conf)"_s.arg(
                           std::chrono::duration_cast<std::chrono::minutes>(deadline).count())));
    });
    connect(&m_grace, &QTimer::timeout, this, [this] { signalGroup(SIGKILL); });
    connect(&m_process, &QProcess::started, this, [this] { m_leader = m_process.processId(); });
    connect(&m_process, &QProcess::readyRead, this, &BuildProcess::readLines);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(fail(makeError(ErrorKind::Io, "build.start",
                               u"%1 cannot be started: %2"_s.arg(m_process.program(), m_process.errorString()))));
    });
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus how) {
        readLines();
        if (m_stopped)
            end(fail(*m_stopped));
        else if (how == QProcess::CrashExit)
            end(fail(makeError(ErrorKind::Io, "build.signal", u"A signal ended it"_s)));
        else if (code != 0)
            end(fail(makeError(ErrorKind::Io, "build.failed", u"It ended with exit status %1"_s.arg(code))));
        else
            end({});
    });
}

BuildProcess::~BuildProcess()
{
    m_process.disconnect(this);
    signalGroup(SIGKILL);
}

void BuildProcess::start()
{
    m_deadline.start();
    m_process.start(QIODevice::ReadOnly);
}

void BuildProcess::cancel()
{
    stop(makeError(ErrorKind::Cancelled, "build.cancelled", u"It was cancelled"_s));
}

void BuildProcess::stop(const Error &reason)
{
    if (m_isOver || m_stopped)
        return;
    m_stopped = reason;
    signalGroup(SIGTERM);
    m_grace.start();
}

void BuildProcess::signalGroup(int number) const
{
    if (m_leader > 1)
        ::kill(static_cast<pid_t>(-m_leader), number);
}

void BuildProcess::readLines()
{
    m_rest += m_process.readAll();
    QByteArrayList lines;
    qsizetype at = 0;
    while (true) {
        const qsizetype newline = m_rest.indexOf('\n', at);
        const bool isEndless = newline < 0 && m_rest.size() - at > build::maxLine;
        if (newline < 0 && !isEndless)
            break;
        const qsizetype end = isEndless ? at + build::maxLine : newline;
        QByteArray line = m_rest.mid(at, end - at);
        // A progress line that is written over itself: its last state counts.
        while (line.endsWith('\r'))
            line.chop(1);
        lines.append(line.mid(line.lastIndexOf('\r') + 1));
        at = isEndless ? end : end + 1;
    }
    m_rest.remove(0, std::min(at, m_rest.size()));
    if (!lines.isEmpty())
        Q_EMIT wrote(lines);
}

void BuildProcess::end(const Status &status)
{
    if (std::exchange(m_isOver, true))
        return;
    m_deadline.stop();
    m_grace.stop();
    // What it left running in its group goes with it; the number may be another group's later.
    signalGroup(SIGKILL);
    m_leader = 0;
    if (!m_rest.isEmpty())
        Q_EMIT wrote({std::exchange(m_rest, QByteArray())});
    Q_EMIT finished(status);
}

} // namespace cid
