// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are a manifest or an error; a manifest that was read is written again with the same meaning.
#include "imagebuilder/manifest.h"

using namespace cid;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto manifest = parseManifest(bytes);
    if (!manifest)
        return 0;
    const auto again = parseManifest(formatManifest(*manifest));
    if (!again || *again != *manifest)
        abort();
    return 0;
}
