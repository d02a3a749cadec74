// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/service/background.h"

#include <QFile>

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// The rest of the first process' life.
[[noreturn]] void waitForDaemon(int readEnd)
{
    char byte = 0;
    ssize_t count = 0;
    do {
        count = ::read(readEnd, &byte, 1);
    } while (count < 0 && errno == EINTR);
    ::_exit(count == 1 ? EXIT_SUCCESS : EXIT_FAILURE);
}

} // namespace

Background::~Background()
{
    if (m_pipe >= 0)
        ::close(m_pipe);
}

Status Background::enter()
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(errnoError("service.fork", u"cannot make a pipe"_s));
    const pid_t child = ::fork();
    if (child < 0) {
        const Error error = errnoError("service.fork", u"cannot fork"_s);
        ::close(ends[0]);
        ::close(ends[1]);
        return fail(error);
    }
    if (child > 0) {
        ::close(ends[1]);
        waitForDaemon(ends[0]);
    }
    ::close(ends[0]);
    ::setsid();
    // The second fork gives up the session's lead: no terminal can ever become ours.
    if (const pid_t daemon = ::fork(); daemon != 0)
        ::_exit(daemon < 0 ? EXIT_FAILURE : EXIT_SUCCESS);
    m_pipe = ends[1];
    m_entered = true;
    return {};
}

Status Background::finish(const QString &logFile)
{
    if (!m_entered || m_pipe < 0)
        return {};
    if (const Status redirected = redirectLog(logFile); !redirected)
        return redirected;
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nowhere < 0 || ::dup2(nowhere, STDIN_FILENO) < 0 || ::dup2(nowhere, STDOUT_FILENO) < 0)
        return fail(errnoError("service.log", u"cannot open /dev/null"_s));
    ::close(nowhere);
    [[maybe_unused]] const auto written = ::write(m_pipe, "1", 1);
    ::close(m_pipe);
    m_pipe = -1;
    return {};
}

Status redirectLog(const QString &logFile)
{
    const int file = ::open(QFile::encodeName(logFile).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (file < 0)
        return fail(errnoError("service.log", u"cannot open the log %1"_s.arg(logFile)));
    const int result = ::dup2(file, STDERR_FILENO);
    ::close(file);
    if (result < 0)
        return fail(errnoError("service.log", u"cannot use the log %1"_s.arg(logFile)));
    return {};
}

} // namespace cid
