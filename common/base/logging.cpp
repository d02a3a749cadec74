// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/logging.h"

#include "common/base/journal.h"

#include <QDateTime>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

std::atomic<int> s_level{1};
std::atomic<bool> s_toJournal{false};

bool isShown(QtMsgType type, int level)
{
    switch (type) {
    case QtDebugMsg:
        return level >= 5;
    case QtInfoMsg:
        return level >= 1;
    default:
        return true;
    }
}

char journalPriority(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return '7';
    case QtInfoMsg:
        return '6';
    case QtWarningMsg:
        return '4';
    case QtCriticalMsg:
        return '3';
    default:
        return '2';
    }
}

/// One line as it will be written: where it comes from and what it says.
struct Line
{
    QByteArray file;
    QByteArray function;
    QByteArray text;
    int number = 0;

    [[nodiscard]] QByteArray toBytes() const
    {
        return file + ':' + QByteArray::number(number) + ' ' + function + " --- " + text;
    }
};

Line lineOf(const QMessageLogContext &context, const QString &text)
{
    const QByteArray file(context.file ? context.file : "?");
    // A peer's bytes may be in the text: a line stays one line, and no terminal obeys it.
    QString clean = text;
    for (QChar &character : clean) {
        if (character.category() == QChar::Other_Control && character != u'\t')
            character = u' ';
    }
    return {file.mid(file.lastIndexOf('/') + 1), shortFunctionName(context.function).toUtf8(), clean.toUtf8(),
            context.line};
}

bool writeEntry(QtMsgType type, const QMessageLogContext &context, const Line &line)
{
    QList<LogFields::Field> fields{{"MESSAGE", line.toBytes()},
                                   {"PRIORITY", QByteArray(1, journalPriority(type))},
                                   {"SYSLOG_IDENTIFIER", program_invocation_short_name},
                                   {"CODE_FILE", line.file},
                                   {"CODE_LINE", QByteArray::number(line.number)},
                                   {"CODE_FUNC", line.function},
                                   {"CID_CATEGORY", context.category ? context.category : "default"}};
    return sendToJournal(fields + LogFields::current());
}

void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (!isShown(type, s_level.load(std::memory_order_relaxed)))
        return;
    const Line line = lineOf(context, text);
    const bool toJournal = s_toJournal.load(std::memory_order_relaxed);
    if (!toJournal || !writeEntry(type, context, line)) {
        const QByteArray front = toJournal ? QByteArray(1, '<') + journalPriority(type) + '>'
                                           : logTime(QDateTime::currentMSecsSinceEpoch()).toUtf8() + ": ";
        const QByteArray whole = front + line.toBytes() + '\n';
        // One write, so that lines of several threads do not mix. A failed write to the log has nowhere to be reported.
        [[maybe_unused]] const auto written =
            ::write(STDERR_FILENO, whole.constData(), static_cast<size_t>(whole.size()));
    }
    if (type == QtFatalMsg)
        abort();
}

} // namespace

void installLogHandler(int level)
{
    s_toJournal = standardErrorIsJournal();
    setLogLevel(level);
    qInstallMessageHandler(writeLine);
}

void setLogLevel(int level)
{
    s_level = level;
}

QString logTime(qint64 millisecondsSinceEpoch)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(millisecondsSinceEpoch);
    return time.toString(u"M/d/yy H:mm:ss"_s);
}

QString shortFunctionName(const char *signature)
{
    if (signature == nullptr)
        return u"?()"_s;
    QByteArray name(signature);
    // GCC and clang spell a lambda as a suffix of the function that holds it.
    if (const qsizetype lambda = name.indexOf("::<lambda"); lambda > 0)
        name.truncate(lambda);
    if (const qsizetype lambda = name.indexOf("::(anonymous class)"); lambda > 0)
        name.truncate(lambda);
    name.replace("(anonymous namespace)::", "");
    if (const qsizetype arguments = name.indexOf('('); arguments >= 0)
        name.truncate(arguments);
    if (const qsizetype scope = name.lastIndexOf("::"); scope >= 0)
        name.remove(0, scope + 2);
    if (const qsizetype blank = name.lastIndexOf(' '); blank >= 0)
        name.remove(0, blank + 1);
    while (name.startsWith('*') || name.startsWith('&'))
        name.remove(0, 1);
    return QString::fromUtf8(name) + u"()"_s;
}

} // namespace cid
