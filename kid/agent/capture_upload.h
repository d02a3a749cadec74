// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/agent/data_channel.h"
#include "kid/deploy/capture_root.h"

#include <deque>

namespace cid {

/// Sends a captured image's files over the data channel, a few parts ahead of cidd's answers. Used on a worker thread.
/// Where the connection breaks the capture is over: cidd has thrown away what it had.
class CaptureUpload final : public CaptureSink
{
public:
    CaptureUpload(std::shared_ptr<DataChannel> channel, qint64 capture, CancelToken cancel)
        : m_channel(std::move(channel))
        , m_capture(capture)
        , m_cancel(std::move(cancel))
    { }

    [[nodiscard]] Status write(CaptureFile file, QByteArrayView bytes) override;
    [[nodiscard]] Status finish(CaptureFile file) override;

private:
    [[nodiscard]] Status send(const CapturePart &part);
    [[nodiscard]] Status flush(CaptureFile file, bool isLast);
    /// Waits until no more than \a allowed answers are missing.
    [[nodiscard]] Status await(size_t allowed);

    const std::shared_ptr<DataChannel> m_channel;
    const qint64 m_capture;
    const CancelToken m_cancel;
    QByteArray m_buffer;
    ByteCount m_offset = 0;
    std::deque<std::shared_ptr<Answers>> m_pending;
};

} // namespace cid
