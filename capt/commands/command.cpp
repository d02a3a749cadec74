// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command.h"

#include "capt/host_input.h"

#include <QFile>

#include <cstdio>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

void Command::failWith(const Error &error)
{
    writeError(u"cidctl: "_s + printable(error.text, true) + u'\n');
    Q_EMIT finished(exitCodeOf(error));
}

void Command::print(const CommandContext &context, const Records &records)
{
    writeOut(format(records, context.format, context.terminal.hasColour));
}

std::optional<QString> Command::hostsFrom(const QString &argument, const QString &option)
{
    auto hosts = readHostInput(argument, option);
    if (!hosts)
        failWith(hosts.error());
    return hosts ? std::optional(*std::move(hosts)) : std::nullopt;
}

bool Command::isConfirmed(const CommandContext &context, const QString &question)
{
    if (context.parser.isSet(u"yes"_s))
        return true;
    if (::isatty(STDIN_FILENO) != 1) {
        failWith(makeError(
            ErrorKind::Invalid, "cidctl.not-confirmed",
            tr("%1 Nobody can be asked here: add --yes to say yes, or --dry-run to look first.").arg(question)));
        return false;
    }
    writeError(question + tr(" [y/N] "));
    QFile input;
    const bool isOpen = input.open(stdin, QIODevice::ReadOnly);
    const QString answer = isOpen ? QString::fromLocal8Bit(input.readLine()).trimmed().toLower() : QString();
    if (answer == u"y"_s || answer == u"yes"_s)
        return true;
    failWith(makeError(ErrorKind::Cancelled, "cidctl.declined", tr("Nothing was done.")));
    return false;
}

} // namespace cid
