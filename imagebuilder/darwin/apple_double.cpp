// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/darwin/apple_double.h"

#include <QtEndian>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

// magic(4) version(4) filler(16) count(2), then entries of id(4) offset(4) length(4); all of it big endian.
constexpr quint32 doubleMagic = 0x00051607;
constexpr quint32 version = 0x00020000;
constexpr auto filler = "Mac OS X        ";
constexpr quint32 resourceEntry = 2;
constexpr quint32 finderEntry = 9;
constexpr qsizetype doubleHeadSize = 26;
constexpr qsizetype entrySize = 12;
constexpr qsizetype finderOffset = doubleHeadSize + 2 * entrySize;
// Behind the Finder info and two bytes: "ATTR", tag(4), total(4), data start(4), data length(4), reserved(12),
// flags(2), count(2), then attributes of offset(4) length(4) flags(2) size of the name(1) name, to four bytes each.
constexpr quint32 attributeMagic = 0x41545452;
constexpr qsizetype attributesOffset = finderOffset + finderInfoSize + 2;
constexpr qsizetype attributesHeadSize = 36;
constexpr qsizetype attributeHeadSize = 11;
constexpr qsizetype longestName = 127;

qsizetype padded(qsizetype size)
{
    return (size + 3) & ~qsizetype(3);
}

void put(QByteArray &bytes, quint32 value)
{
    const quint32 big = qToBigEndian(value);
    bytes.append(reinterpret_cast<const char *>(&big), 4);
}

void put(QByteArray &bytes, quint16 value)
{
    const quint16 big = qToBigEndian(value);
    bytes.append(reinterpret_cast<const char *>(&big), 2);
}

/// Numbers and stretches of bytes that a stranger wrote; false, once, for whatever lies outside.
class Reader
{
public:
    explicit Reader(const QByteArray &bytes)
        : m_bytes(bytes)
    { }

    [[nodiscard]] bool has(qint64 offset, qint64 size) const
    {
        return offset >= 0 && size >= 0 && offset <= m_bytes.size() && size <= m_bytes.size() - offset;
    }
    template <typename Int> [[nodiscard]] Int number(qint64 offset) const
    {
        return has(offset, sizeof(Int)) ? qFromBigEndian<Int>(m_bytes.constData() + offset) : Int(0);
    }
    [[nodiscard]] QByteArray slice(qint64 offset, qint64 size) const
    {
        return has(offset, size) ? m_bytes.mid(offset, size) : QByteArray();
    }

private:
    const QByteArray &m_bytes;
};

tl::unexpected<Error> bad(const QString &what)
{
    return fail(makeError(ErrorKind::Corrupt, "apple.bad-double", u"no whole AppleDouble file: "_s + what));
}

Status readAttributes(const Reader &reader, AppleDouble &facts)
{
    if (reader.number<quint32>(attributesOffset) != attributeMagic)
        return {}; // The plain Finder info of other systems.
    const int count = reader.number<quint16>(attributesOffset + attributesHeadSize - 2);
    qint64 at = attributesOffset + attributesHeadSize;
    for (int i = 0; i < count; ++i) {
        const qint64 nameSize = reader.has(at, attributeHeadSize) ? reader.number<quint8>(at + 10) : 0;
        const qint64 offset = reader.number<quint32>(at);
        const qint64 length = reader.number<quint32>(at + 4);
        if (nameSize < 2 || !reader.has(at + attributeHeadSize, nameSize) || !reader.has(offset, length))
            return bad(u"attribute %1 lies outside of it"_s.arg(i));
        // The name ends with a zero byte.
        facts.attributes.insert(reader.slice(at + attributeHeadSize, nameSize - 1), reader.slice(offset, length));
        at += padded(attributeHeadSize + nameSize);
    }
    return {};
}

/// The attributes' header and data, for offset attributesOffset.
QByteArray attributeBytes(const QMap<QByteArray, QByteArray> &attributes)
{
    qsizetype headers = attributesHeadSize;
    qsizetype length = 0;
    for (auto one = attributes.begin(); one != attributes.end(); ++one) {
        headers += padded(attributeHeadSize + one.key().size() + 1);
        length += one->size();
    }
    const qsizetype dataStart = attributesOffset + headers;
    QByteArray bytes;
    put(bytes, attributeMagic);
    put(bytes, quint32(0));
    put(bytes, static_cast<quint32>(dataStart + length));
    put(bytes, static_cast<quint32>(dataStart));
    put(bytes, static_cast<quint32>(length));
    bytes.append(12, '\0');
    put(bytes, quint16(0));
    put(bytes, static_cast<quint16>(attributes.size()));
    qsizetype at = dataStart;
    for (auto one = attributes.begin(); one != attributes.end(); ++one) {
        put(bytes, static_cast<quint32>(at));
        put(bytes, static_cast<quint32>(one->size()));
        put(bytes, quint16(0));
        bytes.append(static_cast<char>(one.key().size() + 1));
        bytes.append(one.key()).append('\0');
        bytes.append(padded(bytes.size()) - bytes.size(), '\0');
        at += one->size();
    }
    for (const QByteArray &value : attributes)
        bytes += value;
    return bytes;
}

} // namespace

bool looksLikeAppleDouble(QByteArrayView head)
{
    return head.size() >= doubleHeadSize && qFromBigEndian<quint32>(head.data()) == doubleMagic
        && qFromBigEndian<quint32>(head.data() + 4) == version;
}

QByteArray formatAppleDouble(const AppleDouble &facts)
{
    QMap<QByteArray, QByteArray> attributes = facts.attributes;
    attributes.removeIf([](const auto &one) { return one.key().size() >= longestName; });
    QByteArray finder = facts.finderInfo.left(finderInfoSize);
    finder.append(finderInfoSize - finder.size(), '\0');
    if (!attributes.isEmpty())
        finder += QByteArray(2, '\0') + attributeBytes(attributes);
    QByteArray bytes;
    put(bytes, doubleMagic);
    put(bytes, version);
    bytes += filler;
    put(bytes, quint16(2));
    put(bytes, finderEntry);
    put(bytes, static_cast<quint32>(finderOffset));
    put(bytes, static_cast<quint32>(finder.size()));
    put(bytes, resourceEntry);
    put(bytes, static_cast<quint32>(finderOffset + finder.size()));
    put(bytes, static_cast<quint32>(facts.resourceFork.size()));
    return bytes + finder + facts.resourceFork;
}

Result<AppleDouble> parseAppleDouble(const QByteArray &bytes)
{
    if (!looksLikeAppleDouble(bytes))
        return bad(u"it begins with other bytes"_s);
    const Reader reader(bytes);
    const int count = reader.number<quint16>(doubleHeadSize - 2);
    AppleDouble facts;
    for (int i = 0; i < count; ++i) {
        const qint64 at = doubleHeadSize + i * entrySize;
        const qint64 offset = reader.number<quint32>(at + 4);
        const qint64 length = reader.number<quint32>(at + 8);
        if (!reader.has(at, entrySize) || !reader.has(offset, length))
            return bad(u"entry %1 lies outside of it"_s.arg(i));
        const auto id = reader.number<quint32>(at);
        if (id == resourceEntry)
            facts.resourceFork = reader.slice(offset, length);
        if (id != finderEntry || length < finderInfoSize)
            continue;
        const QByteArray finder = reader.slice(offset, finderInfoSize);
        if (finder.count('\0') != finderInfoSize)
            facts.finderInfo = finder;
        const Status read =
            offset == finderOffset && length > finderInfoSize ? readAttributes(reader, facts) : Status();
        if (!read)
            return fail(read.error());
    }
    return facts;
}

} // namespace cid
