// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/wire/decoder.h"

namespace cid::wire {

using namespace Qt::StringLiterals;

Decoder::Decoder(const QByteArray &cbor)
    : m_reader(cbor)
    , m_size(cbor.size())
{ }

bool Decoder::refuse(const char *code, const QString &what)
{
    if (m_status) {
        const QString place = u" (at byte %1 of %2)"_s.arg(m_reader.currentOffset()).arg(m_size);
        m_status = fail(makeError(ErrorKind::Corrupt, code, u"A message from the peer holds "_s + what + place));
    }
    return false;
}

bool Decoder::step(bool ok)
{
    if (ok && m_reader.lastError() == QCborError::NoError)
        return true;
    // The stream may end after the last value alone.
    if (ok && m_reader.lastError() == QCborError::EndOfFile && m_reader.containerDepth() == 0)
        return true;
    if (m_reader.lastError() == QCborError::InvalidUtf8String)
        return refuse("wire.bad-text", u"text that is not UTF-8"_s);
    return refuse("wire.malformed", u"what is not CBOR: "_s + m_reader.lastError().toString());
}

bool Decoder::enter(QCborStreamReader::Type type, qsizetype maxCount, qsizetype &count)
{
    if (m_reader.type() != type)
        return m_reader.isInvalid() ? step(false)
                                    : refuse("wire.wrong-type", u"another type than a map or list here"_s);
    if (!m_reader.isLengthKnown())
        return refuse("wire.malformed", u"a container without a length"_s);
    const quint64 length = m_reader.length();
    if (length > static_cast<quint64>(maxCount))
        return refuse("wire.too-large", u"a map or list of %1 elements"_s.arg(length));
    if (m_reader.containerDepth() >= limits::maxNesting)
        return refuse("wire.too-deep", u"more than %1 levels"_s.arg(limits::maxNesting));
    count = static_cast<qsizetype>(length);
    m_elements += count;
    if (m_elements > limits::maxElements)
        return refuse("wire.too-large", u"more than %1 elements in all"_s.arg(limits::maxElements));
    return step(m_reader.enterContainer());
}

bool Decoder::leave()
{
    if (m_reader.lastError() != QCborError::NoError || m_reader.hasNext())
        return step(false);
    return step(m_reader.leaveContainer());
}

bool Decoder::readKey(int last, int &key)
{
    const auto number = readInteger(0, std::numeric_limits<int>::max());
    if (!number)
        return false;
    // Ascending keys cannot come twice, and give every message one spelling.
    if (*number <= last)
        return refuse("wire.malformed", u"key %1 after key %2"_s.arg(*number).arg(last));
    key = static_cast<int>(*number);
    return true;
}

std::optional<qint64> Decoder::readInteger(qint64 smallest, qint64 largest)
{
    if (!m_reader.isInteger()) {
        if (m_reader.isInvalid())
            static_cast<void>(step(false));
        else
            refuse("wire.wrong-type", u"something else where a number belongs"_s);
        return {};
    }
    // A negative number -1 - n comes as n + 1, which is 0 for the one that even 64 bits cannot hold.
    constexpr quint64 half = quint64(1) << 63;
    const bool negative = m_reader.isNegativeInteger();
    const quint64 size = negative ? static_cast<quint64>(m_reader.toNegativeInteger()) : m_reader.toUnsignedInteger();
    const bool fits = negative ? size >= 1 && size <= half : size < half;
    const qint64 value = fits ? m_reader.toInteger() : 0;
    if (!fits || value < smallest || value > largest) {
        refuse("wire.out-of-range", u"a number outside %1 to %2"_s.arg(smallest).arg(largest));
        return {};
    }
    if (!step(m_reader.next()))
        return {};
    return value;
}

bool Decoder::read(bool &value)
{
    if (!m_reader.isBool())
        return m_reader.isInvalid() ? step(false)
                                    : refuse("wire.wrong-type", u"something else where true or false belongs"_s);
    value = m_reader.toBool();
    return step(m_reader.next());
}

bool Decoder::checkString(QCborStreamReader::Type type, qsizetype longest)
{
    if (m_reader.type() != type)
        return m_reader.isInvalid() ? step(false)
                                    : refuse("wire.wrong-type", u"something else where a string belongs"_s);
    if (!m_reader.isLengthKnown())
        return refuse("wire.malformed", u"a string without a length"_s);
    const quint64 length = m_reader.length();
    if (length > static_cast<quint64>(m_size - m_reader.currentOffset()))
        return refuse("wire.malformed", u"a string that is longer than the message"_s);
    if (length > static_cast<quint64>(longest))
        return refuse("wire.too-large", u"a string of %1 bytes"_s.arg(length));
    return true;
}

bool Decoder::read(QString &value)
{
    if (!checkString(QCborStreamReader::String, limits::maxText))
        return false;
    auto part = m_reader.readString();
    if (part.status == QCborStreamReader::Ok) {
        value = std::move(part.data);
        part = m_reader.readString(); // a string in one piece ends with an empty one
    }
    return step(part.status == QCborStreamReader::EndOfString);
}

bool Decoder::read(QByteArray &value)
{
    if (!checkString(QCborStreamReader::ByteArray, limits::maxBytes))
        return false;
    auto part = m_reader.readByteArray();
    if (part.status == QCborStreamReader::Ok) {
        value = std::move(part.data);
        part = m_reader.readByteArray();
    }
    return step(part.status == QCborStreamReader::EndOfString);
}

bool Decoder::read(ImageId &value)
{
    QString text;
    if (!read(text))
        return false;
    value = {};
    if (text.isEmpty())
        return true;
    auto parsed = ImageId::parse(text);
    if (!parsed)
        return refuse("wire.out-of-range", u"an image name that is not valid"_s);
    value = *std::move(parsed);
    return true;
}

bool Decoder::read(QMap<QString, QString> &value)
{
    qsizetype count = 0;
    if (!enter(QCborStreamReader::Map, limits::maxFields, count))
        return false;
    value.clear();
    for (qsizetype i = 0; i < count; ++i) {
        QString key;
        QString text;
        if (!read(key) || !read(text))
            return false;
        value.insert(key, text);
    }
    return leave();
}

bool Decoder::skip()
{
    if (m_reader.isContainer())
        return skipContainer();
    if (m_reader.isByteArray()) {
        QByteArray unused;
        return read(unused);
    }
    if (m_reader.isString()) {
        QString unused;
        return read(unused);
    }
    // A tag stands before its value, and both are the unknown thing.
    if (m_reader.isTag())
        return step(m_reader.next()) && (m_reader.isTag() ? refuse("wire.malformed", u"tags of tags"_s) : skip());
    return m_reader.isInvalid() ? step(false) : step(m_reader.next());
}

bool Decoder::skipContainer()
{
    const bool isMap = m_reader.isMap();
    qsizetype count = 0;
    if (!enter(m_reader.type(), limits::maxListLength, count))
        return false;
    for (qsizetype i = 0; i < (isMap ? 2 * count : count); ++i) {
        if (!skip())
            return false;
    }
    return leave();
}

bool Decoder::atEnd()
{
    if (m_reader.currentOffset() != m_size)
        return refuse("wire.trailing", u"bytes after its end"_s);
    return m_status.has_value();
}

} // namespace cid::wire
