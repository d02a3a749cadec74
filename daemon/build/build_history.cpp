// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/build/build_history.h"

#include "common/wire/codec.h"
#include "common/wire/frame.h"
#include "daemon/build/limits.h"

#include <QDateTime>
#include <QDir>
#include <QSaveFile>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

QString BuildHistory::path(qint64 build, const char *suffix) const
{
    return u"%1/%2.%3"_s.arg(m_folder).arg(build, 6, 10, QLatin1Char('0')).arg(QLatin1StringView(suffix));
}

Result<QList<Build>> BuildHistory::open()
{
    if (!QDir().mkpath(m_folder))
        return fail(errnoError("build.folder", m_folder));
    QList<Build> builds;
    for (const QString &name : QDir(m_folder).entryList({u"*.build"_s}, QDir::Files, QDir::Name)) {
        QFile file(m_folder + u'/' + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto envelope = decode(file.readAll());
        const auto *reply = envelope ? std::get_if<BuildReply>(&envelope->message) : nullptr;
        if (!reply)
            continue; // of another version, or cut off: the log beside it stays
        Build build = reply->build;
        if (build.state == BuildState::Waiting || build.state == BuildState::Running) {
            build.state = BuildState::Failed;
            build.reason = u"interrupted: cid-build was stopped meanwhile"_s;
            build.finishedAt = QDateTime::currentMSecsSinceEpoch();
            const Status saved = save(build);
            if (!saved)
                return fail(saved.error());
        }
        builds.append(build);
    }
    return builds;
}

Status BuildHistory::save(const Build &build) const
{
    const auto frame = encodeFrame({0, BuildReply{build}});
    if (!frame)
        return fail(frame.error());
    QSaveFile file(path(build.id, "build"));
    const QByteArray body = frame->mid(frameHeaderSize);
    if (!file.open(QIODevice::WriteOnly) || file.write(body) != body.size() || !file.commit())
        return fail(makeError(ErrorKind::Io, "build.history", file.fileName() + u": "_s + file.errorString()));
    return {};
}

qint64 BuildHistory::append(qint64 build, const QByteArrayList &lines) const
{
    QFile file(path(build, "log"));
    if (!file.open(QIODevice::Append))
        return 0;
    qint64 written = 0;
    for (QByteArray line : lines) {
        if (file.size() > build::maxLog)
            break;
        line.truncate(build::maxLine);
        line.replace('\0', '?');
        // A UTF-8 letter may have been cut in two.
        file.write(QString::fromUtf8(line).toUtf8() + '\n');
        ++written;
        if (file.size() > build::maxLog) {
            file.write("... the log ends here, the build goes on\n");
            ++written;
        }
    }
    return written;
}

QStringList BuildHistory::read(qint64 build, qint64 &offset) const
{
    QStringList lines;
    QFile file(path(build, "log"));
    if (!file.open(QIODevice::ReadOnly) || !file.seek(offset))
        return lines;
    const qint64 end = offset + build::bytesPerUpdate;
    while (lines.size() < build::linesPerUpdate && offset < end) {
        QByteArray line = file.readLine();
        if (!line.endsWith('\n'))
            break; // half written
        offset += line.size();
        line.chop(1);
        lines.append(QString::fromUtf8(line));
    }
    return lines;
}

void BuildHistory::remove(qint64 build) const
{
    QFile::remove(path(build, "log"));
    QFile::remove(path(build, "build"));
}

} // namespace cid
