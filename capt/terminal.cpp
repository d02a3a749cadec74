// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/terminal.h"

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

void write(std::FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

Terminal Terminal::standardOutput()
{
    Terminal terminal;
    terminal.isTerminal = ::isatty(STDOUT_FILENO) == 1;
    if (!terminal.isTerminal)
        return terminal;
    terminal.hasColour = qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb";
    winsize size = {};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
        terminal.columns = size.ws_col;
        terminal.rows = size.ws_row;
    }
    return terminal;
}

QString printable(const QString &text, bool keepLines)
{
    QString clean = text;
    for (QChar &character : clean) {
        const bool isControl =
            character.category() == QChar::Other_Control || character.category() == QChar::Other_Format;
        if (isControl && !(keepLines && character == u'\n'))
            character = QChar::ReplacementCharacter;
    }
    return clean;
}

QString coloured(const QString &text, Tone tone, bool hasColour)
{
    if (!hasColour || tone == Tone::Plain)
        return text;
    const QString code = tone == Tone::Good ? u"32"_s : tone == Tone::Bad ? u"1;31"_s : u"33"_s;
    return u"\x1b["_s + code + u'm' + text + u"\x1b[0m"_s;
}

void writeOut(const QString &text)
{
    write(stdout, text);
}

void writeError(const QString &text)
{
    write(stderr, text);
}

} // namespace cid
