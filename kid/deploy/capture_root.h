// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/cancel_token.h"
#include "common/wire/capture_messages.h"

#include <functional>

namespace cid {

/// Takes a captured image's files, one after the other. Used on a worker thread; may block.
class CaptureSink
{
public:
    CaptureSink() = default;
    virtual ~CaptureSink() = default;
    CaptureSink(const CaptureSink &) = delete;
    CaptureSink &operator=(const CaptureSink &) = delete;

    [[nodiscard]] virtual Status write(CaptureFile file, QByteArrayView bytes) = 0;
    /// The file is whole. After the manifest's end the image is in the catalogue, or the error says why not.
    [[nodiscard]] virtual Status finish(CaptureFile file) = 0;
};

struct CaptureJob
{
    QString root; ///< the folder that is "/" of what runs
    CaptureOrder order;
    CancelToken cancel;
    std::function<void(const CaptureProgress &)> tell; ///< may be called on any thread
};

/// Packs the root that runs and hands it over: its own file system alone, a snapshot of it where its storage makes one
/// (RootSnapshot). What mkimg leaves out is left out and named. Conflict
/// "capture.changed" with the files' names where some changed while they were read, unless the order allows it. Blocks.
[[nodiscard]] Status captureRoot(const CaptureJob &job, CaptureSink &sink);

} // namespace cid
