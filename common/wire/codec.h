// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/wire/message.h"

namespace cid {

// Envelopes to CBOR and back. Pure functions, safe from any thread. docs/PROTOCOL.md has the grammar and the numbers.

/// One whole frame, ready to be written: length and CBOR. Invalid "wire.too-large" where a limit of limits.h is passed
/// (split the message then: the peer would cut the connection).
[[nodiscard]] Result<QByteArray> encodeFrame(const Envelope &envelope);

/// The envelope in one frame's CBOR. Unknown keys are skipped. Errors are of kind Corrupt ("wire.malformed",
/// "wire.wrong-type", "wire.out-of-range", "wire.bad-text", "wire.too-large", "wire.too-deep", "wire.trailing"), but
/// for Invalid "wire.unknown-type", whose arguments "type" and "request" let the receiver answer and go on.
/// With \a onlyType any other type is refused before its fields are read ("wire.unexpected-type").
[[nodiscard]] Result<Envelope> decode(const QByteArray &cbor, int onlyType = 0);

/// The type number on the wire of the message that is held, as message_types.h has it.
[[nodiscard]] int typeNumber(const Message &message);
/// "NodeReport", for logs.
[[nodiscard]] QLatin1StringView typeName(const Message &message);

} // namespace cid
