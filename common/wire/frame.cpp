// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/wire/frame.h"

#include <QIODevice>
#include <QtEndian>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// A frame's buffer begins with that much and grows as bytes come: a header alone costs its sender more than us.
constexpr qsizetype firstBuffer = 16 * 1024;

} // namespace

void putFrameHeader(QByteArray &frame, qsizetype length)
{
    qToBigEndian(static_cast<quint32>(length), frame.data());
}

Status FrameReader::takeHeader()
{
    const quint32 length = qFromBigEndian<quint32>(m_header.data());
    if (length == 0)
        return fail(makeError(ErrorKind::Corrupt, "wire.frame-empty", u"The peer sent a frame without content"_s));
    if (length > static_cast<quint64>(m_maxFrame))
        return fail(makeError(ErrorKind::Corrupt, "wire.frame-too-large",
                              u"The peer announced a frame of %1 bytes; %2 are allowed"_s.arg(length).arg(m_maxFrame)));
    m_length = static_cast<qsizetype>(length);
    m_body.reserve(std::min(m_length, firstBuffer));
    return {};
}

Result<qsizetype> FrameReader::feed(QByteArrayView bytes)
{
    qsizetype taken = 0;
    if (m_length == 0) {
        taken = std::min(bytes.size(), frameHeaderSize - m_headerSize);
        std::copy_n(bytes.data(), taken, m_header.data() + m_headerSize);
        m_headerSize += taken;
        if (m_headerSize < frameHeaderSize)
            return taken;
        if (const Status status = takeHeader(); !status)
            return fail(status.error());
    }
    const qsizetype part = std::min(bytes.size() - taken, m_length - m_body.size());
    m_body.append(bytes.sliced(taken, part));
    return taken + part;
}

Result<qsizetype> FrameReader::readFrom(QIODevice &device)
{
    qsizetype taken = 0;
    if (m_length == 0) {
        const qint64 got = device.read(m_header.data() + m_headerSize, frameHeaderSize - m_headerSize);
        taken = std::max<qsizetype>(got, 0);
        m_headerSize += taken;
        if (m_headerSize < frameHeaderSize)
            return taken;
        if (const Status status = takeHeader(); !status)
            return fail(status.error());
    }
    const qsizetype part = std::min<qsizetype>(device.bytesAvailable(), m_length - m_body.size());
    if (part <= 0)
        return taken;
    const qsizetype before = m_body.size();
    m_body.resize(before + part);
    const qint64 got = std::max<qint64>(device.read(m_body.data() + before, part), 0);
    m_body.resize(before + got);
    return taken + static_cast<qsizetype>(got);
}

QByteArray FrameReader::take()
{
    if (!isComplete())
        return {};
    m_headerSize = 0;
    m_length = 0;
    return std::exchange(m_body, QByteArray());
}

} // namespace cid
