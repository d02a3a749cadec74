// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/capture_upload.h"

#include "common/wire/limits.h"

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr size_t partsAhead = 16;
/// cidd reads the whole image before it answers the last part. A dead link is noticed long before.
constexpr std::chrono::milliseconds lastPatience = 2h;

} // namespace

Status CaptureUpload::await(size_t allowed)
{
    while (m_pending.size() > allowed) {
        const auto answers = m_pending.front()->wait(m_cancel);
        m_pending.pop_front();
        if (!answers)
            return fail(answers.error());
    }
    return {};
}

Status CaptureUpload::send(const CapturePart &part)
{
    const Status room = await(partsAhead);
    if (!room)
        return room;
    DataQuestion question{part, [](const Message &) { return true; }};
    if (part.last)
        question.patience = lastPatience;
    m_pending.push_back(m_channel->ask(std::move(question)));
    return {};
}

Status CaptureUpload::flush(CaptureFile file, bool isLast)
{
    if (m_buffer.isEmpty() && !isLast)
        return {};
    const ByteCount size = m_buffer.size();
    const Status sent = send({m_capture, file, m_offset, std::exchange(m_buffer, {}), isLast});
    m_offset += size;
    return sent;
}

Status CaptureUpload::write(CaptureFile file, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype part = std::min(bytes.size(), limits::maxCapturePart - m_buffer.size());
        m_buffer.append(bytes.first(part));
        bytes = bytes.sliced(part);
        const Status sent = m_buffer.size() == limits::maxCapturePart ? flush(file, false) : Status();
        if (!sent)
            return sent;
    }
    return {};
}

Status CaptureUpload::finish(CaptureFile file)
{
    const Status sent = flush(file, true);
    m_offset = 0;
    return sent ? await(0) : sent;
}

} // namespace cid
