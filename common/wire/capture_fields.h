// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/capture_messages.h"
#include "common/wire/domain_fields.h"

// Keys of messages count from 2: 0 is the type, 1 the request.
namespace cid::wire {

template <> inline constexpr int enumCount<CaptureFile> = 3;

template <>
inline constexpr auto fields<CaptureRequest> = std::tuple{
    field<2>(&CaptureRequest::node), field<3>(&CaptureRequest::image), field<4>(&CaptureRequest::allowChanged)};

template <>
inline constexpr auto fields<CaptureOrder> =
    std::tuple{field<2>(&CaptureOrder::capture), field<3>(&CaptureOrder::image), field<4>(&CaptureOrder::allowChanged)};

template <> inline constexpr auto fields<CancelCapture> = std::tuple{field<2>(&CancelCapture::capture)};

template <>
inline constexpr auto fields<CaptureProgress> =
    std::tuple{field<2>(&CaptureProgress::capture), field<3>(&CaptureProgress::done), field<4>(&CaptureProgress::total),
               field<5>(&CaptureProgress::lines)};

template <>
inline constexpr auto fields<CaptureEnd> = std::tuple{field<2>(&CaptureEnd::capture), field<3>(&CaptureEnd::error)};

template <>
inline constexpr auto fields<CapturePart> =
    std::tuple{field<2>(&CapturePart::capture), field<3>(&CapturePart::file), field<4>(&CapturePart::offset),
               field<5>(&CapturePart::data), field<6>(&CapturePart::last)};

} // namespace cid::wire
