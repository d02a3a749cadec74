// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"
#include "common/wire/field.h"

#include <QByteArray>
#include <QList>
#include <QMap>

namespace cid::wire {

/// What a value takes in a message: never less than the encoder writes, and what the decoder counts.
struct Cost
{
    qsizetype bytes = 0;
    qsizetype elements = 0; ///< of lists and maps, at every depth

    Cost &operator+=(const Cost &other)
    {
        bytes += other.bytes;
        elements += other.elements;
        return *this;
    }
};

/// The longest head of a CBOR value: its type and a number of 64 bits.
constexpr qsizetype headBytes = 9;

[[nodiscard]] Cost costOf(const QString &value);
[[nodiscard]] Cost costOf(const QByteArray &value);
[[nodiscard]] Cost costOf(const ImageId &value);
[[nodiscard]] Cost costOf(const QMap<QString, QString> &value);
template <class T>
    requires std::integral<T> || std::is_enum_v<T>
[[nodiscard]] Cost costOf(T)
{
    return {headBytes, 0};
}
template <class T> [[nodiscard]] Cost costOf(const QList<T> &list);
template <HasFields T> [[nodiscard]] Cost costOf(const T &value);

template <class T> Cost costOf(const QList<T> &list)
{
    Cost cost{headBytes, list.size()};
    for (const T &element : list)
        cost += costOf(element);
    return cost;
}

template <HasFields T> Cost costOf(const T &value)
{
    Cost cost{headBytes, 0};
    const auto one = [&](const auto &field) {
        if (value.*field.member == defaultOf<T>().*field.member)
            return;
        cost += {2, 1}; // keys are below 64
        cost += costOf(value.*field.member);
    };
    std::apply([&one](const auto &...field) { (one(field), ...); }, fields<T>);
    return cost;
}

} // namespace cid::wire
