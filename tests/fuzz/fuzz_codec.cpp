// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a frame's CBOR: an envelope or an error, and an envelope comes back the same from what it is encoded to.
#include "common/wire/codec.h"
#include "common/wire/frame.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray cbor(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto envelope = cid::decode(cbor);
    if (!envelope)
        return 0;
    const auto frame = cid::encodeFrame(*envelope);
    if (!frame) // Texts may grow over the cap where a bad encoding was replaced.
        return 0;
    const auto again = cid::decode(frame->mid(cid::frameHeaderSize));
    if (!again || !(*again == *envelope))
        std::abort();
    return 0;
}
