// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/logging.h"

#include <QDateTime>

#include <atomic>
#include <cstdio>
#include <sys/stat.h>
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

const char *journalPriority(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "<7>";
    case QtInfoMsg:
        return "<6>";
    case QtWarningMsg:
        return "<4>";
    case QtCriticalMsg:
        return "<3>";
    default:
        return "<2>";
    }
}

/// True where standard error is the stream that systemd announced in JOURNAL_STREAM as <device>:<inode>.
bool standardErrorIsJournal()
{
    const QList<QByteArray> announced = qgetenv("JOURNAL_STREAM").split(':');
    struct stat facts = {};
    if (announced.size() != 2 || fstat(STDERR_FILENO, &facts) != 0)
        return false;
    return announced[0].toULongLong() == facts.st_dev && announced[1].toULongLong() == facts.st_ino;
}

void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (!isShown(type, s_level.load(std::memory_order_relaxed)))
        return;
    const QByteArray file = QByteArray(context.file ? context.file : "?");
    const QByteArray base = file.mid(file.lastIndexOf('/') + 1);
    const QByteArray place =
        base + ':' + QByteArray::number(context.line) + ' ' + shortFunctionName(context.function).toUtf8() + " --- ";
    // A peer's bytes may be in the text: a line stays one line.
    QByteArray message = text.toUtf8();
    message.replace('\n', ' ').replace('\r', ' ');
    const QByteArray front = s_toJournal.load(std::memory_order_relaxed)
        ? QByteArray(journalPriority(type))
        : logTime(QDateTime::currentMSecsSinceEpoch()).toUtf8() + ": ";
    const QByteArray line = front + place + message + '\n';
    // One write, so that lines of several threads do not mix. A failed write to the log has nowhere to be reported.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.constData(), static_cast<size_t>(line.size()));
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
