// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/wire/clamp.h"

#include "common/domain/clamp.h"
#include "common/domain/limits.h"

namespace cid {

void clamp(EnrolRequest &message)
{
    clampNames(message.macs, domain::maxMacs, domain::maxMac);
    clamp(message.inventory);
}

void clamp(NodeReport &message)
{
    clampNames(message.macs, domain::maxMacs, domain::maxMac);
    clampName(message.hostname, domain::maxName);
    clamp(message.inventory);
    message.digest.truncate(domain::maxCode);
    message.nonce.truncate(domain::maxCode);
    clamp(message.slotContents);
    clamp(message.failedStart);
}

void clamp(StageReport &message)
{
    clampText(message.detail, domain::maxText);
}

void clamp(LogReport &message)
{
    clampLog(message.lines, domain::maxReportLines, domain::maxReportLog);
}

void clamp(FailureReport &message)
{
    clamp(message.failure);
}

void clamp(ReadyReport &message)
{
    clampText(message.reason, domain::maxText);
}

void clamp(CaptureProgress &message)
{
    clampLog(message.lines, domain::maxReportLines, domain::maxReportLog);
}

void clamp(CaptureEnd &message)
{
    clamp(message.error);
}

void clamp(ErrorReply &message)
{
    clamp(message.error);
}

void clamp(Message &message)
{
    std::visit(
        [](auto &held) {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (!std::same_as<Held, Message> && requires(Held &value) { clamp(value); })
                clamp(held);
        },
        message);
}

} // namespace cid
