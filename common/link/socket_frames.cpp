// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/socket_frames.h"

#include "common/wire/codec.h"

#include <QIODevice>

namespace cid {

Result<std::optional<Envelope>> SocketFrames::read(int onlyType)
{
    for (;;) {
        const auto taken = m_reader.readFrom(m_device);
        if (!taken)
            return fail(taken.error());
        if (m_reader.isComplete())
            break;
        if (*taken == 0)
            return std::nullopt;
    }
    auto envelope = decode(m_reader.take(), onlyType);
    if (!envelope)
        return fail(envelope.error());
    return *std::move(envelope);
}

void SocketFrames::write(const Message &message)
{
    // Handshake messages are small: their encoding cannot fail.
    if (const auto frame = encodeFrame({0, message}))
        m_device.write(*frame);
}

} // namespace cid
