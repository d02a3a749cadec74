// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstddef>
#include <tuple>

// One list of fields for each struct drives encoding and decoding, so that a field is named once:
//   template <> inline constexpr auto fields<Progress> = std::tuple{field<0>(&Progress::fetched), ...};
// Keys are small numbers, ascending, and never used again for something else. A field that holds the default of its
// struct is not written, so a default is part of the protocol as well.
namespace cid::wire {

template <int Key, class Owner, class Value> struct Field
{
    static constexpr int key = Key;
    Value Owner::*member;
};

template <int Key, class Owner, class Value> constexpr Field<Key, Owner, Value> field(Value Owner::*member)
{
    static_assert(Key >= 0 && Key < 64);
    return {member};
}

/// The list of T's fields; nothing for types that are not structs of the protocol.
template <class T> inline constexpr auto fields = nullptr;

template <class T>
concept HasFields = !std::same_as<decltype(fields<T>), const std::nullptr_t>;

/// A field that holds this is not written.
template <HasFields T> const T &defaultOf()
{
    static const T value{};
    return value;
}

/// How many enumerators an enum of the protocol has; they are 0 to count - 1.
template <class E> inline constexpr int enumCount = 0;

} // namespace cid::wire
