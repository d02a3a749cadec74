// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/domain_fields.h"
#include "common/wire/handshake_messages.h"

// Keys of messages count from 2: 0 is the type, 1 the request. Keys of values inside count from 0.
namespace cid::wire {

template <> inline constexpr int enumCount<Role> = 4;
template <> inline constexpr int enumCount<Channel> = 2;

template <>
inline constexpr auto fields<ServerHello> =
    std::tuple{field<2>(&ServerHello::minVersion), field<3>(&ServerHello::maxVersion), field<4>(&ServerHello::nonce)};

template <>
inline constexpr auto fields<Proof> =
    std::tuple{field<2>(&Proof::version), field<3>(&Proof::role),  field<4>(&Proof::channel), field<5>(&Proof::id),
               field<6>(&Proof::epoch),   field<7>(&Proof::nonce), field<8>(&Proof::mac),     field<9>(&Proof::key)};

template <>
inline constexpr auto fields<Welcome> = std::tuple{field<2>(&Welcome::version), field<3>(&Welcome::serverTime),
                                                   field<4>(&Welcome::heartbeatMs), field<5>(&Welcome::serverName)};

template <> inline constexpr auto fields<ErrorReply> = std::tuple{field<2>(&ErrorReply::error)};

template <> inline constexpr auto fields<OkReply> = std::tuple{};

template <> inline constexpr auto fields<Ping> = std::tuple{};

template <> inline constexpr auto fields<Pong> = std::tuple{};

} // namespace cid::wire
