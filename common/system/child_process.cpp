// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/child_process.h"

#include <QString>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

struct Pipe
{
    UniqueFd read;
    UniqueFd write;

    [[nodiscard]] bool open()
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return false;
        read.reset(ends[0]);
        write.reset(ends[1]);
        return true;
    }
};

// Everything that the child needs, prepared before the fork: after it only calls that are safe in a copy of a process
// with many threads are left.
struct Launch
{
    Pipe input, output, error, trouble;
    const char *program = nullptr;
    std::vector<char *> arguments;
    pid_t parent = 0;

    [[noreturn]] void becomeProgram() const
    {
        ::setpgid(0, 0);
        // posix_spawn cannot ask for this: a half-done mkfs must not go on when its agent was killed.
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        struct sigaction standard = {};
        standard.sa_handler = SIG_DFL;
        for (int number = 1; number < NSIG; ++number)
            ::sigaction(number, &standard, nullptr);
        sigset_t none;
        ::sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        if (::getppid() == parent && ::dup2(input.read.get(), 0) == 0 && ::dup2(output.write.get(), 1) == 1
            && ::dup2(error.write.get(), 2) == 2)
            ::execv(program, arguments.data());
        const int number = errno;
        [[maybe_unused]] const ssize_t written = ::write(trouble.write.get(), &number, sizeof number);
        ::_exit(127);
    }
};

Error startError(const QByteArray &program, int number)
{
    const QString name = QString::fromLocal8Bit(program);
    if (number == ENOENT || number == ENOTDIR)
        return makeError(ErrorKind::NotFound, "process.not-found", u"there is no program %1"_s.arg(name),
                         {{u"program"_s, name}});
    errno = number;
    return errnoError("process.start", u"cannot start %1"_s.arg(name));
}

void setNonBlocking(const UniqueFd &fd)
{
    ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) | O_NONBLOCK);
}

} // namespace

ChildProcess::ChildProcess(pid_t pid)
    : m_pid(pid)
{ }

ChildProcess::ChildProcess(ChildProcess &&other) noexcept
    : input(std::move(other.input))
    , output(std::move(other.output))
    , error(std::move(other.error))
    , ended(std::move(other.ended))
    , m_pid(std::exchange(other.m_pid, -1))
{ }

ChildProcess::~ChildProcess()
{
    if (m_pid < 0)
        return;
    kill();
    [[maybe_unused]] const int status = wait();
}

void ChildProcess::kill() const
{
    if (m_pid > 0)
        ::kill(-m_pid, SIGKILL);
}

int ChildProcess::wait()
{
    int status = 0;
    while (m_pid > 0 && ::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) { }
    m_pid = -1;
    return status;
}

Result<ChildProcess> ChildProcess::start(const QByteArray &program, const QList<QByteArray> &arguments)
{
    Launch launch;
    if (!launch.input.open() || !launch.output.open() || !launch.error.open() || !launch.trouble.open())
        return fail(errnoError("process.start", u"cannot make a pipe"_s));
    launch.program = program.constData();
    for (const QByteArray &argument : arguments)
        launch.arguments.push_back(const_cast<char *>(argument.constData()));
    launch.arguments.push_back(nullptr);
    launch.parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0)
        launch.becomeProgram();
    if (pid < 0)
        return fail(startError(program, errno));
    // Both sides do this, so that the group exists whoever comes first.
    ::setpgid(pid, pid);
    ChildProcess child(pid);
    launch.trouble.write.reset();
    int number = 0;
    ssize_t got = 0;
    while ((got = ::read(launch.trouble.read.get(), &number, sizeof number)) < 0 && errno == EINTR) { }
    if (got == sizeof number)
        return fail(startError(program, number));
    child.ended.reset(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!child.ended.isValid())
        return fail(startError(program, errno));
    child.input = std::move(launch.input.write);
    child.output = std::move(launch.output.read);
    child.error = std::move(launch.error.read);
    for (const UniqueFd *stream : {&child.input, &child.output, &child.error})
        setNonBlocking(*stream);
    return child;
}

} // namespace cid
