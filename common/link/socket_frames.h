// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/frame.h"
#include "common/wire/message.h"

#include <optional>

class QIODevice;

namespace cid {

/// The handshake's messages over a device: one at a time, none over what is allowed before the proof.
class SocketFrames
{
public:
    explicit SocketFrames(QIODevice &device)
        : m_device(device)
    { }

    /// The next envelope where it is whole; nothing while more bytes must come. \a onlyType as for decode(), 0: any.
    [[nodiscard]] Result<std::optional<Envelope>> read(int onlyType = 0);
    void write(const Message &message);

private:
    QIODevice &m_device;
    FrameReader m_reader{limits::maxBeforeProof - frameHeaderSize};
};

} // namespace cid
