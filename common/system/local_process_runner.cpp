// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/child_process.h"
#include "common/system/limits.h"
#include "common/system/process_runner.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <pthread.h>
#include <sys/wait.h>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

using Time = std::chrono::steady_clock;

// A service or an initramfs may run without the folders of an administrator in its PATH.
QByteArray findProgram(const QString &name)
{
    if (name.contains(u'/'))
        return QFile::encodeName(name);
    const QByteArray path = qgetenv("PATH") + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    for (const QByteArray &folder : path.split(':')) {
        const QByteArray candidate = folder + '/' + QFile::encodeName(name);
        if (folder.startsWith('/') && ::access(candidate.constData(), X_OK) == 0)
            return candidate;
    }
    return {};
}

// Writing to a program that ended would end us with SIGPIPE: holds the signal back in this thread and takes what came.
class WithoutSigPipe
{
public:
    WithoutSigPipe()
    {
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    ~WithoutSigPipe()
    {
        if (sigismember(&m_before, SIGPIPE) == 1)
            return;
        const timespec now{};
        while (sigtimedwait(&m_pipe, nullptr, &now) == SIGPIPE) { }
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    WithoutSigPipe(const WithoutSigPipe &) = delete;
    WithoutSigPipe &operator=(const WithoutSigPipe &) = delete;

private:
    sigset_t m_pipe{};
    sigset_t m_before{};
};

// Reads all that is there now; closes the stream at its end.
void drain(UniqueFd &stream, QByteArray &into, ByteCount maximum)
{
    std::array<char, 65536> buffer{};
    while (stream.isValid()) {
        const ssize_t got = ::read(stream.get(), buffer.data(), buffer.size());
        if (got > 0) {
            const auto room = std::max<ByteCount>(0, maximum - into.size());
            into.append(buffer.data(), std::min<ByteCount>(got, room));
        } else if (got < 0 && errno == EINTR) {
            continue;
        } else if (got < 0 && errno == EAGAIN) {
            return;
        } else {
            stream.reset();
        }
    }
}

// One program from its start to its end, told by poll.
class Supervision
{
public:
    Supervision(const Command &command, ChildProcess child)
        : m_command(command)
        , m_child(std::move(child))
        , m_end(Time::now() + command.deadline)
    { }

    [[nodiscard]] Result<CommandOutput> run()
    {
        const WithoutSigPipe guard;
        while (!m_hasEnded) {
            feed();
            if (Status status = check(); !status) {
                m_child.kill();
                return fail(std::move(status.error()));
            }
            waitForNews();
            drain(m_child.output, m_output.standardOutput, m_command.maxOutput);
            drain(m_child.error, m_output.standardError, m_command.maxOutput);
        }
        return finish();
    }

private:
    [[nodiscard]] Status check() const
    {
        if (Status status = m_command.cancel.check(); !status)
            return status;
        if (Time::now() < m_end)
            return {};
        const QString text = u"%1 was stopped after %2 ms, its time limit"_s;
        return fail(makeError(ErrorKind::Timeout, "process.timeout",
                              text.arg(m_command.toString()).arg(m_command.deadline.count()),
                              {{u"command"_s, m_command.toString()}}));
    }

    void feed()
    {
        while (m_child.input.isValid() && m_written < m_command.input.size()) {
            const auto left = static_cast<size_t>(m_command.input.size() - m_written);
            const ssize_t put = ::write(m_child.input.get(), m_command.input.constData() + m_written, left);
            if (put < 0 && errno == EAGAIN)
                return;
            if (put < 0 && errno != EINTR)
                break;
            m_written += std::max<ssize_t>(0, put);
        }
        m_child.input.reset();
    }

    void waitForNews()
    {
        // poll ignores entries with a negative descriptor: closed streams need no care.
        std::array<pollfd, 4> waits{pollfd{m_child.ended.get(), POLLIN, 0}, pollfd{m_child.output.get(), POLLIN, 0},
                                    pollfd{m_child.error.get(), POLLIN, 0}, pollfd{m_child.input.get(), POLLOUT, 0}};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_end - Time::now());
        const auto patience = std::clamp(left, std::chrono::milliseconds(0), cancelCheckInterval);
        ::poll(waits.data(), waits.size(), static_cast<int>(patience.count()));
        m_hasEnded = waits[0].revents != 0;
    }

    [[nodiscard]] Result<CommandOutput> finish()
    {
        const int status = m_child.wait();
        if (WIFEXITED(status)) {
            m_output.exitCode = WEXITSTATUS(status);
            return m_output;
        }
        const int number = WTERMSIG(status);
        return fail(makeError(ErrorKind::Io, "process.signal",
                              u"%1 was ended by signal %2"_s.arg(m_command.toString()).arg(number),
                              {{u"command"_s, m_command.toString()}, {u"signal"_s, QString::number(number)}}));
    }

    const Command &m_command;
    ChildProcess m_child;
    const Time::time_point m_end;
    CommandOutput m_output;
    qsizetype m_written = 0;
    bool m_hasEnded = false;
};

} // namespace

Result<CommandOutput> LocalProcessRunner::run(const Command &command)
{
    if (Status status = command.cancel.check(); !status)
        return fail(std::move(status.error()));
    const QByteArray program = findProgram(command.program);
    if (program.isEmpty())
        return fail(makeError(ErrorKind::NotFound, "process.not-found",
                              u"there is no program %1"_s.arg(command.program), {{u"program"_s, command.program}}));
    QList<QByteArray> arguments{QFile::encodeName(command.program)};
    for (const QString &argument : command.arguments)
        arguments << QFile::encodeName(argument);
    Result<ChildProcess> child = ChildProcess::start(program, arguments);
    if (!child)
        return fail(std::move(child.error()));
    return Supervision(command, std::move(*child)).run();
}

} // namespace cid
