// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/document_file.h"

#include "common/config/document.h"
#include "common/wire/document_messages.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringDecoder>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Place placeOf(const QByteArray &text, qsizetype at, const QString &path)
{
    const QByteArrayView before(text.constData(), at);
    return {path, static_cast<int>(before.count('\n')) + 1, static_cast<int>(at - before.lastIndexOf('\n'))};
}

// The first byte that is not UTF-8; the size where all are.
qsizetype firstBadByte(const QByteArray &text)
{
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype end = text.indexOf('\n', at);
        end = end < 0 ? text.size() : end + 1;
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString line = decoder.decode(QByteArrayView(text.constData() + at, end - at));
        if (decoder.hasError() || line.contains(QChar(u'\0'))) {
            // Only this line is decoded letter by letter.
            const QByteArray again = QString(line).toUtf8();
            qsizetype same = 0;
            while (same < again.size() && at + same < end && again[same] == text[at + same] && again[same] != '\0')
                ++same;
            return at + same;
        }
        at = end;
    }
    return at;
}

QByteArrayList includesOf(const QByteArray &text)
{
    QByteArrayList found;
    for (const QByteArray &line : text.split('\n')) {
        if (const QByteArray word = line.trimmed(); word.startsWith("include"))
            found.append(word);
    }
    return found;
}

Status syncFolder(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const int handle = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isSynced = handle >= 0 && ::fsync(handle) == 0;
    const Status status = isSynced ? Status() : fail(errnoError("document.write", QFileInfo(path).absolutePath()));
    if (handle >= 0)
        ::close(handle);
    return status;
}

} // namespace

Result<QByteArray> readDocumentFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QByteArray();
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) {
        const QString reason = file.errorString();
        return fail(makeError(ErrorKind::Io, "document.read",
                              u"%1: %2"_s.arg(path, QFileInfo(path).isFile() ? reason : u"it is not a file"_s)));
    }
    const QByteArray text = file.read(maxDocumentSize + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(makeError(ErrorKind::Io, "document.read", u"%1: %2"_s.arg(path, file.errorString())));
    if (text.size() > maxDocumentSize) {
        return fail(
            placedError("document.too-large", placeOf(text, maxDocumentSize, path),
                        u"found %1 bytes, expected at most %2: a larger file is edited on the server"_s.arg(file.size())
                            .arg(maxDocumentSize)));
    }
    return text;
}

Status writeDocumentFile(const QString &path, const QByteArray &text, int mode)
{
    const auto failed = [&path](const QString &why) {
        return fail(makeError(ErrorKind::Io, "document.write", path + u": "_s + why));
    };
    struct stat present{};
    const bool isThere = ::stat(QFile::encodeName(path).constData(), &present) == 0;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failed(file.errorString());
    struct stat made{};
    if (::fstat(file.handle(), &made) != 0)
        return failed(qt_error_string(errno));
    const bool isOther = isThere && (present.st_uid != made.st_uid || present.st_gid != made.st_gid);
    if (isOther && ::fchown(file.handle(), present.st_uid, present.st_gid) != 0) {
        return failed(
            u"it belongs to user %1 and group %2, which cidd may not give to a file: chown it to cidd's user"_s
                .arg(present.st_uid)
                .arg(present.st_gid));
    }
    const auto wanted = isThere ? present.st_mode & 07777 : static_cast<mode_t>(mode);
    if (::fchmod(file.handle(), wanted) != 0)
        return failed(qt_error_string(errno));
    if (file.write(text) != text.size() || !file.flush() || ::fsync(file.handle()) != 0 || !file.commit())
        return failed(file.error() == QFileDevice::NoError ? qt_error_string(errno) : file.errorString());
    return syncFolder(path);
}

Status checkDocumentText(const QByteArray &text, const QString &path)
{
    if (text.size() > maxDocumentSize) {
        return fail(placedError("document.too-large", placeOf(text, maxDocumentSize, path),
                                u"found %1 bytes, expected at most %2"_s.arg(text.size()).arg(maxDocumentSize)));
    }
    const qsizetype bad = firstBadByte(text);
    if (bad == text.size())
        return {};
    return fail(placedError(
        "document.not-text", placeOf(text, bad, path),
        u"found the byte 0x%1, expected text in UTF-8"_s.arg(static_cast<quint8>(text[bad]), 2, 16, QLatin1Char('0'))));
}

Status checkIncludes(const QByteArray &text, const QByteArray &present, const QString &path)
{
    const QByteArrayList allowed = includesOf(present);
    int number = 0;
    for (const QByteArray &line : text.split('\n')) {
        ++number;
        const QByteArray word = line.trimmed();
        if (word.startsWith("include") && !allowed.contains(word)) {
            const auto column = static_cast<int>(line.indexOf("include")) + 1;
            return fail(placedError("document.include", {path, number, column},
                                    u"found an include that is not in the file yet; it can be added on the server "
                                    "alone, because the server reads what it names"_s));
        }
    }
    return {};
}

} // namespace cid
