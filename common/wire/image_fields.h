// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/domain_fields.h"
#include "common/wire/image_messages.h"

// Keys of messages count from 2: 0 is the type, 1 the request. Keys of values inside count from 0.
namespace cid::wire {

template <>
inline constexpr auto fields<ImageEntry> =
    std::tuple{field<0>(&ImageEntry::path),   field<1>(&ImageEntry::mode),       field<2>(&ImageEntry::uid),
               field<3>(&ImageEntry::gid),    field<4>(&ImageEntry::size),       field<5>(&ImageEntry::time),
               field<6>(&ImageEntry::target), field<7>(&ImageEntry::isHardLink), field<8>(&ImageEntry::sha256)};

template <>
inline constexpr auto fields<PackageChange> =
    std::tuple{field<0>(&PackageChange::name), field<1>(&PackageChange::arch), field<2>(&PackageChange::before),
               field<3>(&PackageChange::after)};

template <>
inline constexpr auto fields<FileChange> = std::tuple{field<0>(&FileChange::path), field<1>(&FileChange::what),
                                                      field<2>(&FileChange::before), field<3>(&FileChange::after)};

template <>
inline constexpr auto fields<ImageAddRequest> =
    std::tuple{field<2>(&ImageAddRequest::image), field<3>(&ImageAddRequest::anew)};

template <> inline constexpr auto fields<ImageVerifyRequest> = std::tuple{field<2>(&ImageVerifyRequest::image)};

template <>
inline constexpr auto fields<TaskUpdate> = std::tuple{field<2>(&TaskUpdate::done), field<3>(&TaskUpdate::total),
                                                      field<4>(&TaskUpdate::finished), field<5>(&TaskUpdate::lines)};

template <>
inline constexpr auto fields<ImageRemoveRequest> =
    std::tuple{field<2>(&ImageRemoveRequest::image), field<3>(&ImageRemoveRequest::dryRun)};

template <>
inline constexpr auto fields<ImageShowRequest> =
    std::tuple{field<2>(&ImageShowRequest::image), field<3>(&ImageShowRequest::parts)};

template <>
inline constexpr auto fields<ImageDetail> =
    std::tuple{field<2>(&ImageDetail::image),     field<3>(&ImageDetail::definition), field<4>(&ImageDetail::path),
               field<5>(&ImageDetail::signature), field<6>(&ImageDetail::packages),   field<7>(&ImageDetail::running),
               field<8>(&ImageDetail::deploying), field<9>(&ImageDetail::more)};

template <>
inline constexpr auto fields<ImageFilesRequest> =
    std::tuple{field<2>(&ImageFilesRequest::image), field<3>(&ImageFilesRequest::pattern)};

template <>
inline constexpr auto fields<ImageFilesReply> =
    std::tuple{field<2>(&ImageFilesReply::files), field<3>(&ImageFilesReply::last)};

template <>
inline constexpr auto fields<ImageDiffRequest> =
    std::tuple{field<2>(&ImageDiffRequest::from), field<3>(&ImageDiffRequest::to)};

template <>
inline constexpr auto fields<ImageDiffReply> =
    std::tuple{field<2>(&ImageDiffReply::from),          field<3>(&ImageDiffReply::to),
               field<4>(&ImageDiffReply::packages),      field<5>(&ImageDiffReply::files),
               field<6>(&ImageDiffReply::packagesKnown), field<7>(&ImageDiffReply::bytesToFetch),
               field<8>(&ImageDiffReply::chunksToFetch), field<9>(&ImageDiffReply::packedSize),
               field<10>(&ImageDiffReply::last)};

} // namespace cid::wire
