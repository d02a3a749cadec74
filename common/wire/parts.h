// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/cost.h"
#include "common/wire/limits.h"

#include <array>
#include <optional>
#include <utility>

// Long answers travel in parts that are cut by bytes. One template for all of them: what is a list goes on from part to
// part, everything else comes with the first.
namespace cid::wire {

/// An answer that says by "more" that another part follows. That is asked first: nobody needs the fields of all others.
template <class T>
concept ComesInParts = requires(T value) {
    { value.more } -> std::same_as<bool &>;
} && HasFields<T>;

template <class T> inline constexpr bool isList = false;
template <class T> inline constexpr bool isList<QList<T>> = true;

/// How full a part is.
class PartRoom
{
public:
    PartRoom(const Cost &taken, qsizetype bytes)
        : m_taken(taken)
        , m_bytes(bytes)
    { }

    /// False where the value has to wait for the next part. One always fits: a part without any would never end.
    template <class T> [[nodiscard]] bool take(const T &value, qsizetype listLength)
    {
        Cost cost = costOf(value);
        cost.elements += 1;
        const bool fits = m_taken.bytes + cost.bytes <= m_bytes
            && m_taken.elements + cost.elements <= limits::maxElements && listLength < limits::maxListLength;
        if (!fits && m_hasAny)
            return false;
        m_hasAny = true;
        m_taken += cost;
        return true;
    }

private:
    Cost m_taken;
    qsizetype m_bytes;
    bool m_hasAny = false;
};

/// Cuts one answer. No single element may be longer than a frame: what strangers gave was clamped.
template <ComesInParts T> class Parts
{
public:
    explicit Parts(T whole)
        : m_whole(std::move(whole))
    { }

    /// The next part, of about \a bytes at most; nothing after the last one.
    [[nodiscard]] std::optional<T> next(qsizetype bytes = limits::partBytes)
    {
        if (m_isDone)
            return std::nullopt;
        T part;
        if (std::exchange(m_isFirst, false))
            eachField([&](auto member, size_t) { takeSingle(part, member); });
        PartRoom room({headBytes * 4 + costOf(part).bytes, costOf(part).elements + 2}, bytes);
        bool hasRoom = true;
        eachField([&](auto member, size_t index) { takeList(part, member, m_at[index], room, hasRoom); });
        m_isDone = hasRoom;
        part.more = !hasRoom;
        return part;
    }

private:
    static constexpr size_t fieldCount = std::tuple_size_v<std::decay_t<decltype(fields<T>)>>;

    template <class Visit> static void eachField(Visit &&visit)
    {
        [&]<size_t... Index>(std::index_sequence<Index...>) {
            (visit(std::get<Index>(fields<T>).member, Index), ...);
        }(std::make_index_sequence<fieldCount>());
    }

    template <class Value> void takeSingle(T &part, Value T::*member) const
    {
        if constexpr (!isList<Value>)
            part.*member = m_whole.*member;
    }

    template <class Value> void takeList(T &part, Value T::*member, qsizetype &at, PartRoom &room, bool &hasRoom) const
    {
        if constexpr (isList<Value>) {
            const Value &from = m_whole.*member;
            Value &to = part.*member;
            while (hasRoom && at < from.size()) {
                hasRoom = room.take(from.at(at), to.size());
                if (hasRoom)
                    to.append(from.at(at++));
            }
        }
    }

    const T m_whole;
    std::array<qsizetype, fieldCount> m_at{};
    bool m_isFirst = true;
    bool m_isDone = false;
};

/// For askers that know no parts: as much as one frame holds.
template <ComesInParts T> [[nodiscard]] T firstPart(T whole)
{
    T part = *Parts<T>(std::move(whole)).next(limits::maxFrame - 1024);
    part.more = false;
    return part;
}

/// Puts a part behind those before it.
template <ComesInParts T> void join(T &whole, T &&part)
{
    const auto one = [&](const auto &field) {
        using Value = std::decay_t<decltype(whole.*field.member)>;
        if constexpr (isList<Value>)
            whole.*field.member += std::move(part.*field.member);
    };
    std::apply([&one](const auto &...field) { (one(field), ...); }, fields<T>);
    whole.more = part.more;
}

} // namespace cid::wire
