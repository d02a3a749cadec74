// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/domain_fields.h"
#include "common/wire/power_messages.h"

namespace cid::wire {

template <> inline constexpr int enumCount<PowerState> = 3;
template <> inline constexpr int enumCount<PowerAct> = 4;

template <>
inline constexpr auto fields<PowerRow> =
    std::tuple{field<0>(&PowerRow::node), field<1>(&PowerRow::section), field<2>(&PowerRow::state),
               field<3>(&PowerRow::seenAt), field<4>(&PowerRow::problem)};

template <>
inline constexpr auto fields<PowerRequest> =
    std::tuple{field<2>(&PowerRequest::hosts), field<3>(&PowerRequest::act), field<4>(&PowerRequest::take)};

template <>
inline constexpr auto fields<PowerReply> = std::tuple{field<2>(&PowerReply::rows), field<3>(&PowerReply::more)};

} // namespace cid::wire
