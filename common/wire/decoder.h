// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"
#include "common/base/result.h"
#include "common/wire/field.h"
#include "common/wire/limits.h"

#include <QCborStreamReader>
#include <QMap>
#include <QStringList>

#include <limits>
#include <optional>

namespace cid::wire {

/// Reads values from CBOR that a stranger wrote. Every function returns false after the first error, which status()
/// has; what was read until then is of no use. Lengths are checked before anything is stored.
class Decoder
{
public:
    explicit Decoder(const QByteArray &cbor);

    [[nodiscard]] const Status &status() const { return m_status; }

    /// Walks through a map with ascending number keys: calls \a onKey(key) for each, with the reader at its value.
    template <class OnKey> [[nodiscard]] bool readMap(OnKey &&onKey);

    [[nodiscard]] bool read(bool &value);
    [[nodiscard]] bool read(QString &value);
    [[nodiscard]] bool read(QByteArray &value);
    [[nodiscard]] bool read(ImageId &value);
    [[nodiscard]] bool read(QMap<QString, QString> &value);
    template <std::integral T> [[nodiscard]] bool read(T &value);
    template <class E>
        requires std::is_enum_v<E>
    [[nodiscard]] bool read(E &value);
    template <class T> [[nodiscard]] bool read(QList<T> &list);
    template <HasFields T> [[nodiscard]] bool read(T &value);

    /// Reads the value of \a key into the field that has it, or skips it where none has.
    template <HasFields T> [[nodiscard]] bool readField(int key, T &value);

    /// Passes over one value of any type.
    [[nodiscard]] bool skip();
    /// Everything was read; "wire.trailing" where more follows.
    [[nodiscard]] bool atEnd();
    /// Sets the error, kind Corrupt, and returns false.
    bool refuse(const char *code, const QString &what);

private:
    /// False with an error unless a container of that type and known length may be entered; counts it and its elements.
    [[nodiscard]] bool enter(QCborStreamReader::Type type, qsizetype maxCount, qsizetype &count);
    [[nodiscard]] bool leave();
    [[nodiscard]] bool readKey(int last, int &key);
    [[nodiscard]] std::optional<qint64> readInteger(qint64 smallest, qint64 largest);
    [[nodiscard]] bool checkString(QCborStreamReader::Type type, qsizetype longest);
    [[nodiscard]] bool skipContainer();
    [[nodiscard]] bool step(bool ok);

    QCborStreamReader m_reader;
    qsizetype m_size;
    Status m_status;
    qsizetype m_elements = 0;
};

template <class OnKey> bool Decoder::readMap(OnKey &&onKey)
{
    qsizetype count = 0;
    if (!enter(QCborStreamReader::Map, limits::maxFields, count))
        return false;
    int key = -1;
    for (qsizetype i = 0; i < count; ++i) {
        if (!readKey(key, key) || !onKey(key))
            return false;
    }
    return leave();
}

template <std::integral T> bool Decoder::read(T &value)
{
    using Limits = std::numeric_limits<T>;
    static_assert(sizeof(T) < 8 || std::is_signed_v<T>, "64-bit numbers of the protocol are signed");
    const auto number = readInteger(Limits::min(), Limits::max());
    if (number)
        value = static_cast<T>(*number);
    return number.has_value();
}

template <class E>
    requires std::is_enum_v<E>
bool Decoder::read(E &value)
{
    static_assert(enumCount<E> > 0, "name the enum's count in domain_fields.h");
    const auto number = readInteger(0, enumCount<E> - 1);
    if (number)
        value = static_cast<E>(*number);
    return number.has_value();
}

template <class T> bool Decoder::read(QList<T> &list)
{
    qsizetype count = 0;
    if (!enter(QCborStreamReader::Array, limits::maxListLength, count))
        return false;
    list.clear();
    for (qsizetype i = 0; i < count; ++i) {
        if (!read(list.emplaceBack()))
            return false;
    }
    return leave();
}

template <HasFields T> bool Decoder::readField(int key, T &value)
{
    bool known = false;
    bool ok = true;
    const auto one = [&](const auto &field) {
        if (!known && field.key == key) {
            known = true;
            ok = read(value.*field.member);
        }
    };
    std::apply([&one](const auto &...field) { (one(field), ...); }, fields<T>);
    return known ? ok : skip();
}

template <HasFields T> bool Decoder::read(T &value)
{
    return readMap([this, &value](int key) { return readField(key, value); });
}

} // namespace cid::wire
