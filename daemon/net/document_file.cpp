// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/document_file.h"

#include "common/config/document.h"
#include "common/wire/document_messages.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

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
