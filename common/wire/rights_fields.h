// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/domain_fields.h"
#include "common/wire/rights_messages.h"

namespace cid::wire {

template <>
inline constexpr auto fields<Permission> =
    std::tuple{field<0>(&Permission::node), field<1>(&Permission::deployment), field<2>(&Permission::disk),
               field<3>(&Permission::who),  field<4>(&Permission::createdAt),  field<5>(&Permission::endsAt)};

template <>
inline constexpr auto fields<Hold> = std::tuple{field<0>(&Hold::node), field<1>(&Hold::job), field<2>(&Hold::owner),
                                                field<3>(&Hold::since), field<4>(&Hold::endsAt)};

template <> inline constexpr auto fields<PermissionsRequest> = std::tuple{field<2>(&PermissionsRequest::parts)};

template <>
inline constexpr auto fields<PermissionsReply> =
    std::tuple{field<2>(&PermissionsReply::permissions), field<3>(&PermissionsReply::more)};

template <> inline constexpr auto fields<WithdrawRequest> = std::tuple{field<2>(&WithdrawRequest::hosts)};

template <> inline constexpr auto fields<HoldsRequest> = std::tuple{field<2>(&HoldsRequest::parts)};

template <>
inline constexpr auto fields<HoldsReply> = std::tuple{field<2>(&HoldsReply::holds), field<3>(&HoldsReply::more)};

template <> inline constexpr auto fields<ReleaseRequest> = std::tuple{field<2>(&ReleaseRequest::job)};

template <> inline constexpr auto fields<BreakHoldsRequest> = std::tuple{field<2>(&BreakHoldsRequest::hosts)};

template <> inline constexpr auto fields<ReenrolRequest> = std::tuple{field<2>(&ReenrolRequest::hosts)};

template <> inline constexpr auto fields<TrustRequest> = std::tuple{field<2>(&TrustRequest::hosts)};

} // namespace cid::wire
