// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/unpacker.h"

#include "imagebuilder/unpack/chunk_stream.h"
#include "imagebuilder/unpack/tree_writer.h"
#include "imagebuilder/utf8_locale.h"

#include <QFile>
#include <QScopeGuard>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <functional>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

struct Reader
{
    struct archive *archive;
    std::function<Status(const char *text)> explain; ///< what an error of libarchive comes from
    const std::vector<FileRecord> *files = nullptr; ///< of the manifest, where there is one
};

Status createAll(const Reader &reader, int root, const UnpackOptions &options, UnpackReport &report)
{
    TreeWriter writer(root, options, report.warnings);
    for (;;) {
        struct archive_entry *entry = nullptr;
        const int result = archive_read_next_header(reader.archive, &entry);
        if (result == ARCHIVE_EOF)
            break;
        if (result < ARCHIVE_WARN)
            return reader.explain(archive_error_string(reader.archive));
        if (options.cancelled && options.cancelled())
            return fail(makeError(ErrorKind::Cancelled, "unpack.cancelled", u"stopped on request"_s));
        const Status added = writer.add(reader.archive, entry);
        if (!added) {
            const Status below = reader.explain(nullptr);
            return below ? added : below;
        }
        ++report.entries;
    }
    for (const FileRecord &file : reader.files ? *reader.files : std::vector<FileRecord>())
        writer.noteFlags(file.path, file.flags);
    return writer.finish();
}

Result<UnpackReport> unpackInto(const UnpackOptions &options,
                                const std::function<Status(int root, UnpackReport &)> &work)
{
    const Utf8Locale names;
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
    return unpackInto(options, [&](int root, UnpackReport &report) -> Status {
        ChunkStream stream(manifest, source, options);
        const std::unique_ptr<struct archive, int (*)(struct archive *)> archive(archive_read_new(),
                                                                                 &archive_read_free);
        Status status = stream.open(archive.get());
        const auto explain = [&stream](const char *text) -> Status {
            if (!stream.status() || !text)
                return stream.status();
            return fail(makeError(ErrorKind::Corrupt, "image.bad-archive",
                                  u"%1: %2"_s.arg(stream.place(), QString::fromUtf8(text))));
        };
        if (status)
            status = createAll({archive.get(), explain, &manifest.files}, root, options, report);
        if (status)
            status = stream.drain();
        else if (!status.error().text.startsWith(manifest.image.toString()))
            return fail(withContext(status.error(), stream.place()));
        report.bytes = stream.written();
        return status;
    });
}

Result<UnpackReport> unpackTarball(const QString &path, const UnpackOptions &options)
{
    return unpackInto(options, [&](int root, UnpackReport &report) -> Status {
        const std::unique_ptr<struct archive, int (*)(struct archive *)> archive(archive_read_new(),
                                                                                 &archive_read_free);
        archive_read_support_format_tar(archive.get());
        archive_read_support_filter_gzip(archive.get());
        const auto explain = [&path](const char *text) -> Status {
            if (!text)
                return {};
            return fail(
                makeError(ErrorKind::Corrupt, "image.bad-archive", u"%1: %2"_s.arg(path, QString::fromUtf8(text))));
        };
        if (archive_read_open_filename(archive.get(), QFile::encodeName(path).constData(), 256 * 1024) < ARCHIVE_WARN)
            return explain(archive_error_string(archive.get()));
        const Status status = createAll({archive.get(), explain, nullptr}, root, options, report);
        report.bytes = archive_filter_bytes(archive.get(), 0);
        return status ? status : Status(fail(withContext(status.error(), path)));
    });
}

} // namespace cid
