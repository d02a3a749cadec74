// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/catalogue/verify_image.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxProblems = 100;

/// Empty where the chunk is as it should be.
QString problemOf(const ChunkFacts &facts, const QByteArray &bytes, GzipMemberReader &gzip, Sha256 &hash)
{
    if (crc32Of(bytes) != facts.packedCrc)
        return u"its bytes are damaged"_s;
    const auto data = gzip.decompress(bytes, static_cast<qsizetype>(facts.unpackedSize));
    if (!data)
        return data.error().text;
    hash.add(*data);
    return hash.finish() == facts.sha256 ? QString() : u"its SHA-256 is not that of the manifest"_s;
}

} // namespace

Result<VerifyReport> verifyChunks(const Manifest &manifest, const ChunkReader &read,
                                  const MemberScan::Progress &progress)
{
    VerifyReport report;
    GzipMemberReader gzip;
    Sha256 hash;
    for (size_t i = 0; i < manifest.chunks.size(); ++i) {
        const ChunkFacts &facts = manifest.chunks[i];
        if (progress && !progress(facts.offset, manifest.packedSize))
            return fail(makeError(ErrorKind::Cancelled, "verify.cancelled", u"stopped on request"_s));
        const auto bytes = read(facts);
        if (!bytes)
            return fail(bytes.error());
        const QString problem = problemOf(facts, *bytes, gzip, hash);
        if (problem.isEmpty())
            continue;
        ++report.badChunks;
        if (report.problems.size() < maxProblems) {
            report.problems.append(
                u"%1, chunk %2 at byte %3: %4"_s.arg(manifest.image.toString()).arg(i).arg(facts.offset).arg(problem));
        }
    }
    return report;
}

Result<VerifyReport> verifyImage(const ImageFile &image, const MemberScan::Progress &progress)
{
    qint64 next = 0;
    return verifyChunks(
        image.manifest(), [&image, &next](const ChunkFacts &) { return image.chunk(next++); }, progress);
}

} // namespace cid
