// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/host_input.h"

#include "common/config/limits.h"

#include <QFile>
#include <QStringDecoder>

#include <cstdio>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> badInput(const QString &option, const QString &what)
{
    return fail(makeError(ErrorKind::Invalid, "hosts.input", option + u": "_s + what));
}

bool isFile(const QString &argument)
{
    return argument.startsWith("@/"_L1) || argument.startsWith("@./"_L1) || argument.startsWith("@../"_L1);
}

/// Without comments; lines become members of one list.
QString joined(const QString &text)
{
    QString list;
    for (const auto line : QStringView(text).split(u'\n')) {
        const qsizetype comment = line.indexOf(u'#');
        const auto names = (comment < 0 ? line : line.left(comment)).trimmed();
        if (names.isEmpty())
            continue;
        if (!list.isEmpty())
            list += u' ';
        list += names;
    }
    return list;
}

Result<QString> readFrom(QIODevice &device, const QString &option, const QString &name)
{
    // A pipe gives what it has: read to the end, or to one byte more than is taken.
    QByteArray bytes;
    while (bytes.size() <= config::maxHostText) {
        const QByteArray more = device.read(config::maxHostText + 1 - bytes.size());
        if (more.isEmpty())
            break;
        bytes += more;
    }
    if (bytes.size() > config::maxHostText)
        return badInput(option, u"%1 is longer than %2 bytes"_s.arg(name).arg(config::maxHostText));
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar::Null))
        return badInput(option, u"%1 is no text"_s.arg(name));
    const QString list = joined(text);
    if (list.isEmpty())
        return badInput(option, u"%1 names no host"_s.arg(name));
    return list;
}

} // namespace

Result<QString> readHostInput(const QString &argument, const QString &option, QIODevice &standardInput)
{
    if (argument == "-"_L1)
        return readFrom(standardInput, option, u"standard input"_s);
    if (!isFile(argument))
        return argument;
    QFile file(argument.mid(1));
    if (!file.open(QIODevice::ReadOnly))
        return badInput(option, u"%1 cannot be read: %2"_s.arg(file.fileName(), file.errorString()));
    return readFrom(file, option, file.fileName());
}

Result<QString> readHostInput(const QString &argument, const QString &option)
{
    QFile input;
    if (argument == "-"_L1 && !input.open(stdin, QIODevice::ReadOnly))
        return badInput(option, u"standard input cannot be read: %1"_s.arg(input.errorString()));
    return readHostInput(argument, option, input);
}

} // namespace cid
