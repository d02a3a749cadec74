// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/verify_chunks.h"

#include "imagebuilder/unpack/chunk_pump.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxProblems = 100;

/// \a bad hears of each bad chunk, and ends the walk by an error.
Status walkChunks(const Manifest &manifest, ChunkSource &source, const VerifyOptions &options,
                  const std::function<Status(const Error &)> &bad)
{
    WorkPool pool(options.threads);
    ChunkPump pump(manifest, source, pool, {runsFrom(manifest), nullptr});
    ByteCount unpacked = 0;
    for (;;) {
        if (options.cancelled && options.cancelled())
            return fail(makeError(ErrorKind::Cancelled, "unpack.cancelled", u"stopped on request"_s));
        const auto chunk = pump.next();
        if (chunk && !*chunk)
            return {};
        const Status met = chunk                                  ? Status()
            : chunk.error().code == QByteArray("image.bad-chunk") ? bad(chunk.error())
                                                                  : Status(fail(chunk.error()));
        if (!met)
            return met;
        unpacked += chunk ? (*chunk)->data.size() : 0;
        if (options.progress)
            options.progress(pump.fetched(), unpacked);
    }
}

} // namespace

Result<VerifyReport> findBadChunks(const Manifest &manifest, ChunkSource &source, const VerifyOptions &options)
{
    VerifyReport report;
    const Status walked = walkChunks(manifest, source, options, [&report](const Error &error) {
        ++report.badChunks;
        if (report.problems.size() < maxProblems)
            report.problems.append(error.text);
        return Status();
    });
    return walked ? Result<VerifyReport>(report) : fail(walked.error());
}

Status verifyChunks(const Manifest &manifest, ChunkSource &source, const VerifyOptions &options)
{
    return walkChunks(manifest, source, options, [](const Error &error) { return Status(fail(error)); });
}

} // namespace cid
