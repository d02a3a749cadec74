// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/wire/limits.h"

#include <QByteArray>

#include <array>

class QIODevice;

namespace cid {

// A frame is its length, four bytes, the most significant first, then that many bytes of CBOR. Length 0 is refused.
constexpr qsizetype frameHeaderSize = 4;

/// Writes \a length into the first four bytes of \a frame.
void putFrameHeader(QByteArray &frame, qsizetype length);

/// Cuts a stream of bytes into frames. A length over the limit is refused at the header, before anything of the frame
/// is stored; the buffer grows with the bytes that really come. A plain value; after an error it is of no more use.
class FrameReader
{
public:
    explicit FrameReader(qsizetype maxFrame = limits::maxFrame)
        : m_maxFrame(maxFrame)
    { }

    void setMaxFrame(qsizetype bytes) { m_maxFrame = bytes; }

    /// Takes from the front of \a bytes what the frame under way still lacks and says how many that were.
    /// Corrupt "wire.frame-too-large" or "wire.frame-empty" for a bad header. Nothing is taken while isComplete().
    [[nodiscard]] Result<qsizetype> feed(QByteArrayView bytes);
    /// The same straight from a device, without a buffer between: reads what the device has, at most to the frame's
    /// end.
    [[nodiscard]] Result<qsizetype> readFrom(QIODevice &device);

    /// A whole frame lies ready for take().
    [[nodiscard]] bool isComplete() const { return m_length > 0 && m_body.size() == m_length; }
    /// The frame's CBOR; the reader begins the next frame. Empty where none is complete.
    [[nodiscard]] QByteArray take();
    /// Bytes of an unfinished frame that are held.
    [[nodiscard]] qsizetype held() const { return m_headerSize + m_body.size(); }

private:
    Status takeHeader();

    qsizetype m_maxFrame;
    std::array<char, frameHeaderSize> m_header{};
    qsizetype m_headerSize = 0;
    qsizetype m_length = 0; ///< of the body, 0 while the header is not whole
    QByteArray m_body;
};

} // namespace cid
