// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"
#include "common/base/result.h"
#include "common/wire/field.h"
#include "common/wire/limits.h"

#include <QBuffer>
#include <QCborStreamWriter>
#include <QMap>
#include <QStringList>

namespace cid::wire {

/// Writes values into a byte array as CBOR. The first value over a limit sets the error; what follows is of no use.
class Encoder
{
public:
    /// Appends to \a out, which must outlive the encoder.
    explicit Encoder(QByteArray &out);

    [[nodiscard]] const Status &status() const { return m_status; }

    void startMap(int count)
    {
        takeElements(count, limits::maxFields);
        m_writer.startMap(static_cast<quint64>(count));
    }
    void endMap() { m_writer.endMap(); }
    void key(int number) { m_writer.append(number); }

    void write(bool value) { m_writer.append(value); }
    void write(const QString &value);
    void write(const QByteArray &value);
    void write(const ImageId &value);
    void write(const QMap<QString, QString> &value);
    template <std::integral T> void write(T value);
    template <class E>
        requires std::is_enum_v<E>
    void write(E value)
    {
        write(static_cast<qint64>(value));
    }
    template <class T> void write(const QList<T> &list);
    template <HasFields T> void write(const T &value);

    /// The fields of \a value that differ from the default, without a map around them.
    template <HasFields T> void writeFields(const T &value);
    /// How many those are.
    template <HasFields T> [[nodiscard]] static int countFields(const T &value);

private:
    /// Counts what the decoder counts: elements of lists and fields of maps alike.
    void takeElements(qsizetype count, qsizetype most);
    void refuse(const QString &what);
    void refuseValue(const QString &what);

    QBuffer m_buffer;
    QCborStreamWriter m_writer;
    Status m_status;
    qsizetype m_elements = 0;
};

template <std::integral T> void Encoder::write(T value)
{
    if constexpr (std::is_signed_v<T>)
        m_writer.append(static_cast<qint64>(value));
    else
        m_writer.append(static_cast<quint64>(value));
}

template <class T> void Encoder::write(const QList<T> &list)
{
    takeElements(list.size(), limits::maxListLength);
    m_writer.startArray(static_cast<quint64>(list.size()));
    for (const T &element : list)
        write(element);
    m_writer.endArray();
}

template <HasFields T> int Encoder::countFields(const T &value)
{
    return std::apply(
        [&value](const auto &...field) {
            return (0 + ... + static_cast<int>(value.*field.member != defaultOf<T>().*field.member));
        },
        fields<T>);
}

template <HasFields T> void Encoder::writeFields(const T &value)
{
    const auto one = [this, &value](const auto &field) {
        if (value.*field.member != defaultOf<T>().*field.member) {
            key(field.key);
            write(value.*field.member);
        }
    };
    std::apply([&one](const auto &...field) { (one(field), ...); }, fields<T>);
}

template <HasFields T> void Encoder::write(const T &value)
{
    startMap(countFields(value));
    writeFields(value);
    endMap();
}

} // namespace cid::wire
