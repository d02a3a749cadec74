// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/cid_client.h"

namespace cid {

/// A capture of the past, or one under way, as a row among the builds. Its number is negative: cid-build counts its
/// own.
struct PastCapture
{
    Build build;
    CaptureRequest request;
    bool operator==(const PastCapture &) const = default;
};

/// The kinds of events that tell of captures.
[[nodiscard]] QStringList captureEvents();
/// What those events tell, the newest capture first. Others are skipped. \a events are in their order.
[[nodiscard]] QList<PastCapture> pastCaptures(const QList<Event> &events);

} // namespace cid
