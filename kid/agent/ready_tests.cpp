// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/ready_tests.h"

#include "common/domain/limits.h"
#include "common/domain/ready_test.h"
#include "common/system/unique_fd.h"
#include "kid/agent/limits.h"

#include <QFile>

#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QString lastLine(const CommandOutput &output)
{
    for (const QByteArray &stream : {output.standardError, output.standardOutput}) {
        const QByteArray text = stream.trimmed();
        if (!text.isEmpty())
            return QString::fromUtf8(text.mid(text.lastIndexOf('\n') + 1)).trimmed().left(domain::maxText / 4);
    }
    return {};
}

Command commandOf(const QStringList &words, const CancelToken &cancel)
{
    Command command;
    command.program = words.first();
    command.arguments = words.mid(1);
    command.deadline = readyTestPatience;
    command.cancel = cancel;
    return command;
}

QString programProblem(ProcessRunner &runner, const QStringList &program, const CancelToken &cancel)
{
    const auto output = runner.run(commandOf(program, cancel));
    if (!output)
        return output.error().text;
    if (output->exitCode == 0)
        return {};
    const QString said = lastLine(*output);
    return u"%1 ended with %2"_s.arg(program.first()).arg(output->exitCode) + (said.isEmpty() ? said : u": "_s + said);
}

QString unitProblem(ProcessRunner &runner, const QString &unit, const CancelToken &cancel)
{
    const auto output = runner.run(commandOf({u"systemctl"_s, u"is-active"_s, u"--"_s, unit}, cancel));
    if (!output)
        return u"%1: %2"_s.arg(unit, output.error().text);
    // Where no systemd runs it says nothing and ends with 0 all the same.
    if (output->exitCode == 0 && !output->standardOutput.trimmed().isEmpty())
        return {};
    const QString said = lastLine(*output);
    return u"%1 is %2"_s.arg(unit, said.isEmpty() ? u"not active"_s : said);
}

// Nobody in between: the kernel answers at once, but where the listener's queue is full.
template <typename Address> bool answers(int family, const Address &address)
{
    const UniqueFd socket(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const timeval patience{readyPortPatience.count(), 0};
    return socket.isValid() && ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) == 0
        && ::connect(socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
}

QString portProblem(quint16 port)
{
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_port = htons(port);
    four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    six.sin6_addr = in6addr_loopback;
    if (answers(AF_INET, four) || answers(AF_INET6, six))
        return {};
    return u"nothing listens on port %1"_s.arg(port);
}

} // namespace

QString readyProblem(ProcessRunner &runner, const QStringList &tests, const CancelToken &cancel)
{
    for (const QString &text : tests) {
        const Result<ReadyTest> test = readReadyTest(text);
        if (!test)
            return test.error().text;
        QString problem;
        switch (test->kind) {
        case ReadyTest::Kind::Program:
            problem = programProblem(runner, test->program, cancel);
            break;
        case ReadyTest::Kind::Unit:
            problem = unitProblem(runner, test->unit, cancel);
            break;
        case ReadyTest::Kind::Port:
            problem = portProblem(test->port);
            break;
        }
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace cid
