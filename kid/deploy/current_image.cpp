// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/current_image.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

Error badLine(qsizetype number)
{
    return makeError(ErrorKind::Corrupt, "curr-img.bad",
                     u"etc/cid/curr_img, line %1: not what is expected there"_s.arg(number),
                     {{u"line"_s, QString::number(number)}});
}

bool readHex(const QByteArray &text, QByteArray &value)
{
    value = QByteArray::fromHex(text);
    return !text.isEmpty() && value.toHex() == text;
}

// Unknown words are passed over: a newer notP may have written the file.
bool readLine(const QByteArray &line, CurrentImage &current)
{
    const qsizetype blank = line.indexOf(' ');
    const QByteArray name = line.left(blank);
    const QByteArray value = blank < 0 ? QByteArray() : line.mid(blank + 1).trimmed();
    if (name == "digest")
        return readHex(value, current.digest) && current.digest.size() == 32;
    if (name == "nonce")
        return readHex(value, current.nonce);
    if (name != "deployment")
        return true;
    bool ok = false;
    current.deployment = value.toLongLong(&ok);
    return ok && current.deployment >= 0;
}

} // namespace

QByteArray formatCurrentImage(const CurrentImage &current)
{
    QByteArray text = current.image.toString().toUtf8() + '\n';
    if (!current.digest.isEmpty())
        text += "digest " + current.digest.toHex() + '\n';
    if (!current.nonce.isEmpty())
        text += "nonce " + current.nonce.toHex() + '\n';
    if (current.deployment > 0)
        text += "deployment " + QByteArray::number(current.deployment) + '\n';
    return text;
}

Result<CurrentImage> parseCurrentImage(const QByteArray &text)
{
    const QByteArrayList lines = text.trimmed().split('\n');
    const Result<ImageId> image = ImageId::parse(QString::fromUtf8(lines[0].trimmed()));
    if (!image)
        return fail(badLine(1));
    CurrentImage current;
    current.image = *image;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (!readLine(lines[i].trimmed(), current))
            return fail(badLine(i + 1));
    }
    return current;
}

} // namespace cid
