// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/unpacker.h"

#include "imagebuilder/unpack/archive_entries.h"
#include "imagebuilder/unpack/image_unpacker.h"
#include "imagebuilder/unpack/tarball_stream.h"

#include <QFile>
#include <QScopeGuard>

#include <archive.h>
#include <fcntl.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Result<UnpackReport> unpackInto(const UnpackOptions &options,
                                const std::function<Status(int root, UnpackReport &)> &work)
{
    const int root = ::open(QFile::encodeName(options.target).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return fail(errnoError("unpack.write", options.target));
    const auto closer = qScopeGuard([root] { ::close(root); });
    UnpackReport report;
    const Status status = work(root, report);
    if (!status)
        return fail(status.error());
    return report;
}

} // namespace

Result<UnpackReport> unpackImage(const Manifest &manifest, ChunkSource &source, const UnpackOptions &options)
{
    return unpackInto(options, [&](int root, UnpackReport &report) {
        return ImageUnpacker(manifest, source, options, root, report).unpackAll();
    });
}

Result<UnpackReport> unpackTarball(const QString &path, const UnpackOptions &options)
{
    return unpackInto(options, [&](int root, UnpackReport &report) -> Status {
        TarballStream stream(path);
        const ArchiveReader archive = newArchiveReader();
        const auto explain = [&](const char *text) -> Status {
            if (!stream.status() || !text)
                return stream.status();
            return fail(
                makeError(ErrorKind::Corrupt, "image.bad-archive", u"%1: %2"_s.arg(path, QString::fromUtf8(text))));
        };
        UnpackOptions own = options;
        own.asOthersDo = true;
        WorkPool pool(own.threads);
        TreeWriter writer(root, own, pool, report.warnings, [](const void *, size_t) { return SharedChunk(); });
        stream.setBeforeWait([&writer] { writer.push(); });
        Status status = stream.open(archive.get());
        if (status)
            status = createEntries({archive.get(), explain, {}}, writer, options, report);
        if (status)
            status = stream.drain(options.cancelled);
        if (status)
            status = writer.finish();
        report.bytes = stream.written();
        return status ? status : Status(fail(withContext(status.error(), path)));
    });
}

} // namespace cid
