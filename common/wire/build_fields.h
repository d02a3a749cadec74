// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/build_messages.h"
#include "common/wire/domain_fields.h"

// Keys of messages count from 2: 0 is the type, 1 the request. Keys of values inside count from 0.
namespace cid::wire {

template <> inline constexpr int enumCount<BuildKind> = 5;
template <> inline constexpr int enumCount<ImageSource> = 3;
template <> inline constexpr int enumCount<BuildState> = 5;

template <>
inline constexpr auto fields<BuildRequest> = std::tuple{
    field<2>(&BuildRequest::kind),          field<3>(&BuildRequest::image),    field<4>(&BuildRequest::source),
    field<5>(&BuildRequest::path),          field<6>(&BuildRequest::suite),    field<7>(&BuildRequest::packages),
    field<8>(&BuildRequest::excludes),      field<9>(&BuildRequest::bootable), field<10>(&BuildRequest::update),
    field<11>(&BuildRequest::acknowledged), field<12>(&BuildRequest::who)};

template <>
inline constexpr auto fields<Build> =
    std::tuple{field<0>(&Build::id),         field<1>(&Build::request), field<2>(&Build::state),
               field<3>(&Build::command),    field<4>(&Build::askedAt), field<5>(&Build::startedAt),
               field<6>(&Build::finishedAt), field<7>(&Build::lines),   field<8>(&Build::reason)};

template <> inline constexpr auto fields<BuildReply> = std::tuple{field<2>(&BuildReply::build)};

template <> inline constexpr auto fields<BuildsRequest> = std::tuple{field<2>(&BuildsRequest::limit)};

template <> inline constexpr auto fields<BuildsReply> = std::tuple{field<2>(&BuildsReply::builds)};

template <>
inline constexpr auto fields<WatchBuildRequest> =
    std::tuple{field<2>(&WatchBuildRequest::build), field<3>(&WatchBuildRequest::firstLine)};

template <>
inline constexpr auto fields<BuildUpdate> = std::tuple{field<2>(&BuildUpdate::build), field<3>(&BuildUpdate::firstLine),
                                                       field<4>(&BuildUpdate::lines), field<5>(&BuildUpdate::last)};

template <>
inline constexpr auto fields<CancelBuildRequest> =
    std::tuple{field<2>(&CancelBuildRequest::build), field<3>(&CancelBuildRequest::who)};

template <> inline constexpr auto fields<BuildPlaceRequest> = std::tuple{};

template <>
inline constexpr auto fields<BuildWarning> = std::tuple{field<0>(&BuildWarning::code), field<1>(&BuildWarning::text)};

template <>
inline constexpr auto fields<PackageSize> =
    std::tuple{field<0>(&PackageSize::package), field<1>(&PackageSize::unpacked), field<2>(&PackageSize::packed)};

template <>
inline constexpr auto fields<BuildFile> =
    std::tuple{field<0>(&BuildFile::path), field<1>(&BuildFile::size), field<2>(&BuildFile::modifiedAt)};

template <>
inline constexpr auto fields<BuildPlaceReply> =
    std::tuple{field<2>(&BuildPlaceReply::roots),       field<3>(&BuildPlaceReply::imageDir),
               field<4>(&BuildPlaceReply::topConfig),   field<5>(&BuildPlaceReply::warnings),
               field<6>(&BuildPlaceReply::problem),     field<7>(&BuildPlaceReply::sizes),
               field<8>(&BuildPlaceReply::made),        field<9>(&BuildPlaceReply::published),
               field<10>(&BuildPlaceReply::cachedBytes)};

} // namespace cid::wire
