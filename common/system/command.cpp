// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/process_runner.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

QString quoted(const QString &argument)
{
    const auto isPlain = [](QChar c) { return c.isLetterOrNumber() || u"-_./:=,+@%"_s.contains(c); };
    if (!argument.isEmpty() && std::all_of(argument.begin(), argument.end(), isPlain))
        return argument;
    QString inner = argument;
    inner.replace(u'\'', u"'\\''"_s);
    return u'\'' + inner + u'\'';
}

QString lastLines(const QByteArray &text, qsizetype count)
{
    const QStringList lines = QString::fromUtf8(text.trimmed()).split(u'\n');
    return lines.mid(std::max<qsizetype>(0, lines.size() - count)).join(u'\n');
}

} // namespace

QString Command::toString() const
{
    QStringList words{quoted(program)};
    for (const QString &argument : arguments)
        words << quoted(argument);
    return words.join(u' ');
}

Result<QByteArray> runChecked(ProcessRunner &runner, const Command &command)
{
    Result<CommandOutput> output = runner.run(command);
    if (!output)
        return fail(std::move(output.error()));
    if (output->exitCode == 0)
        return output->standardOutput;
    const QString said = lastLines(output->standardError, 5);
    const QString text = u"%1 ended with exit code %2%3"_s.arg(command.toString())
                             .arg(output->exitCode)
                             .arg(said.isEmpty() ? QString() : u": "_s + QString(said).replace(u'\n', u"; "_s));
    return fail(makeError(
        ErrorKind::Io, "process.failed", text,
        {{u"command"_s, command.toString()}, {u"exit"_s, QString::number(output->exitCode)}, {u"stderr"_s, said}}));
}

} // namespace cid
