// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/domain_fields.h"
#include "common/wire/node_messages.h"

// Keys of messages count from 2: 0 is the type, 1 the request. Keys of values inside count from 0.
namespace cid::wire {

template <>
inline constexpr auto fields<EnrolRequest> = std::tuple{
    field<2>(&EnrolRequest::macs), field<3>(&EnrolRequest::inventory), field<4>(&EnrolRequest::inBlancmange)};

template <>
inline constexpr auto fields<Enrolled> =
    std::tuple{field<2>(&Enrolled::node), field<3>(&Enrolled::epoch), field<4>(&Enrolled::secret)};

template <> inline constexpr int enumCount<Readiness> = 3;
template <> inline constexpr int enumCount<ReadyVerdict> = 3;

template <>
inline constexpr auto fields<NodeReport> = std::tuple{
    field<2>(&NodeReport::macs),         field<3>(&NodeReport::hostname),   field<4>(&NodeReport::inventory),
    field<5>(&NodeReport::state),        field<6>(&NodeReport::image),      field<7>(&NodeReport::digest),
    field<8>(&NodeReport::nonce),        field<9>(&NodeReport::deployment), field<10>(&NodeReport::slotContents),
    field<11>(&NodeReport::failedStart), field<12>(&NodeReport::readiness)};

template <>
inline constexpr auto fields<StageReport> =
    std::tuple{field<2>(&StageReport::deployment), field<3>(&StageReport::attempt), field<4>(&StageReport::state),
               field<5>(&StageReport::detail)};

template <>
inline constexpr auto fields<ProgressReport> =
    std::tuple{field<2>(&ProgressReport::deployment), field<3>(&ProgressReport::progress)};

template <>
inline constexpr auto fields<LogReport> = std::tuple{field<2>(&LogReport::deployment), field<3>(&LogReport::lines)};

template <>
inline constexpr auto fields<FailureReport> = std::tuple{
    field<2>(&FailureReport::deployment), field<3>(&FailureReport::attempt), field<4>(&FailureReport::failure)};

template <> inline constexpr auto fields<OrderMessage> = std::tuple{field<2>(&OrderMessage::order)};

template <> inline constexpr auto fields<CancelOrder> = std::tuple{field<2>(&CancelOrder::deployment)};

template <>
inline constexpr auto fields<ReadyCheck> = std::tuple{field<2>(&ReadyCheck::tests), field<3>(&ReadyCheck::within)};

template <>
inline constexpr auto fields<ReadyReport> = std::tuple{field<2>(&ReadyReport::verdict), field<3>(&ReadyReport::reason)};

template <> inline constexpr auto fields<Probe> = std::tuple{};

template <>
inline constexpr auto fields<ManifestRequest> =
    std::tuple{field<2>(&ManifestRequest::deployment), field<3>(&ManifestRequest::offset)};

template <>
inline constexpr auto fields<ManifestPart> =
    std::tuple{field<2>(&ManifestPart::offset), field<3>(&ManifestPart::total), field<4>(&ManifestPart::data)};

template <>
inline constexpr auto fields<ChunkRequest> =
    std::tuple{field<2>(&ChunkRequest::deployment), field<3>(&ChunkRequest::first), field<4>(&ChunkRequest::count)};

template <> inline constexpr auto fields<Chunk> = std::tuple{field<2>(&Chunk::index), field<3>(&Chunk::data)};

template <> inline constexpr auto fields<OverlayRequest> = std::tuple{field<2>(&OverlayRequest::deployment)};

template <>
inline constexpr auto fields<OverlayPart> = std::tuple{field<2>(&OverlayPart::files), field<3>(&OverlayPart::last)};

template <>
inline constexpr auto fields<BlancmangeRequest> =
    std::tuple{field<2>(&BlancmangeRequest::deployment), field<3>(&BlancmangeRequest::file),
               field<4>(&BlancmangeRequest::offset), field<5>(&BlancmangeRequest::length)};

template <>
inline constexpr auto fields<BlancmangePart> =
    std::tuple{field<2>(&BlancmangePart::offset), field<3>(&BlancmangePart::total), field<4>(&BlancmangePart::digest),
               field<5>(&BlancmangePart::data)};

} // namespace cid::wire
