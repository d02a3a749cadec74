// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/verify_chunks.h"

#include "imagebuilder/unpack/chunk_pump.h"

namespace cid {

using namespace Qt::StringLiterals;

Status verifyChunks(const Manifest &manifest, ChunkSource &source, const VerifyOptions &options)
{
    WorkPool pool(options.threads);
    ChunkPump pump(manifest, source, pool, {runsFrom(manifest), nullptr});
    ByteCount unpacked = 0;
    for (;;) {
        if (options.cancelled && options.cancelled())
            return fail(makeError(ErrorKind::Cancelled, "unpack.cancelled", u"stopped on request"_s));
        const auto chunk = pump.next();
        if (!chunk)
            return fail(chunk.error());
        if (!*chunk)
            return {};
        unpacked += (*chunk)->data.size();
        if (options.progress)
            options.progress(pump.fetched(), unpacked);
    }
}

} // namespace cid
