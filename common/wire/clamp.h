// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/message.h"

// What a peer says is cut to common/domain/limits.h where it comes in, once for each kind of message, before anybody
// looks at it.
namespace cid {

void clamp(EnrolRequest &message);
void clamp(NodeReport &message);
void clamp(StageReport &message);
void clamp(LogReport &message);
void clamp(FailureReport &message);
void clamp(ReadyReport &message);
void clamp(CaptureProgress &message);
void clamp(CaptureEnd &message);
void clamp(ErrorReply &message);

/// The one for what is held; messages without texts that are kept or shown stay as they are.
void clamp(Message &message);

} // namespace cid
