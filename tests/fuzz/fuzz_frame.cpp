// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes in any portions: the reader gives frames of allowed sizes or an error, and never holds more than its cap.
#include "common/wire/frame.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    constexpr qsizetype cap = 4096;
    if (size == 0)
        return 0;
    const qsizetype portion = 1 + data[0];
    QByteArrayView rest(reinterpret_cast<const char *>(data) + 1, static_cast<qsizetype>(size) - 1);
    cid::FrameReader reader(cap);
    while (!rest.isEmpty()) {
        const auto taken = reader.feed(rest.first(std::min(portion, rest.size())));
        if (!taken)
            return 0;
        if (reader.held() > cap + cid::frameHeaderSize || (*taken == 0 && !reader.isComplete()))
            std::abort();
        rest = rest.sliced(*taken);
        if (reader.isComplete() && (reader.take().isEmpty() || reader.held() != 0))
            std::abort();
    }
    return 0;
}
