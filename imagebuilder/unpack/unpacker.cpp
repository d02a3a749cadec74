// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/unpacker.h"

#include "imagebuilder/delta/local_chunks.h"
#include "imagebuilder/unpack/chunk_stream.h"
#include "imagebuilder/unpack/tarball_stream.h"
#include "imagebuilder/unpack/tree_writer.h"
#include "imagebuilder/unpack/unpack_journal.h"
#include "imagebuilder/utf8_locale.h"

#include <QFile>
#include <QScopeGuard>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

using Archive = std::unique_ptr<struct archive, int (*)(struct archive *)>;

Archive newArchive()
{
    return {archive_read_new(), &archive_read_free};
}

Status cancelledError()
{
    return fail(makeError(ErrorKind::Cancelled, "unpack.cancelled", u"stopped on request"_s));
}

struct Reader
{
    struct archive *archive;
    std::function<Status(const char *text)> explain; ///< what an error of libarchive comes from
    std::function<Status(qint64 entries)> beforeEntry; ///< with the number of those before; may be missing
};

Status createAll(const Reader &reader, TreeWriter &writer, const UnpackOptions &options, UnpackReport &report)
{
    for (;;) {
        struct archive_entry *entry = nullptr;
        const int result = archive_read_next_header(reader.archive, &entry);
        if (result == ARCHIVE_EOF)
            return {};
        if (result < ARCHIVE_WARN)
            return reader.explain(archive_error_string(reader.archive));
        if (options.cancelled && options.cancelled())
            return cancelledError();
        Status added = reader.beforeEntry ? reader.beforeEntry(report.entries) : Status();
        if (added)
            added = writer.add(reader.archive, entry);
        if (!added) {
            const Status below = reader.explain(nullptr);
            return below ? added : below;
        }
        ++report.entries;
    }
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

/// One run of unpackImage().
class ImageUnpacker
{
public:
    ImageUnpacker(const Manifest &manifest, ChunkSource &source, const UnpackOptions &options, int root,
                  UnpackReport &report)
        : m_manifest(manifest)
        , m_source(source)
        , m_options(options)
        , m_root(root)
        , m_report(report)
        , m_journal(root, options.resumeDigest)
    { }

    Status run();

private:
    [[nodiscard]] Status findLocal();
    [[nodiscard]] Status unpack(ChunkStream &stream, TreeWriter &writer);
    [[nodiscard]] Status explain(const ChunkStream &stream, const char *text) const;
    [[nodiscard]] Status checkpoint(const ChunkStream &stream, TreeWriter &writer, qint64 position, qint64 entries);
    [[nodiscard]] Status finish(TreeWriter &writer);
    void noteEarlierFolders(TreeWriter &writer) const;
    [[nodiscard]] bool isResumable() const { return !m_options.resumeDigest.isEmpty(); }

    const Manifest &m_manifest;
    ChunkSource &m_source;
    const UnpackOptions &m_options;
    int m_root;
    UnpackReport &m_report;
    UnpackJournal m_journal;
    UnpackJournal::Mark m_start;
    std::unique_ptr<LocalChunks> m_local;
    ByteCount m_safe = 0; ///< bytes of the archive that the last checkpoint covered
};

Status ImageUnpacker::explain(const ChunkStream &stream, const char *text) const
{
    if (!stream.status() || !text)
        return stream.status();
    return fail(
        makeError(ErrorKind::Corrupt, "image.bad-archive", u"%1: %2"_s.arg(stream.place(), QString::fromUtf8(text))));
}

Status ImageUnpacker::findLocal()
{
    if (m_options.reuse.isEmpty())
        return {};
    auto local = LocalChunks::scan(m_manifest, m_options.reuse, m_options.cancelled);
    if (!local)
        return fail(local.error());
    m_local = std::move(*local);
    m_report.reusedChunks = m_local->count();
    return {};
}

Status ImageUnpacker::run()
{
    const auto mark = isResumable() ? m_journal.read() : std::nullopt;
    if (mark && mark->chunk > 0 && mark->chunk <= static_cast<qint64>(m_manifest.chunks.size()) && mark->entries >= 0
        && mark->entries <= static_cast<qint64>(m_manifest.files.size()))
        m_start = *mark;
    m_report.firstChunk = m_start.chunk;
    m_report.entries = m_start.entries;
    const Status found = findLocal();
    if (!found)
        return found;
    WorkPool pool(m_options.threads);
    ChunkPump pump(m_manifest, m_source, pool, {m_start.chunk, m_local.get()});
    ChunkStream stream(m_manifest, pump, m_options, m_start.chunk);
    TreeWriter writer(m_root, m_options, pool, m_report.warnings,
                      [&stream](const void *bytes, size_t count) { return stream.owner(bytes, count); });
    stream.setBeforeWait([&writer] { writer.push(); });
    m_safe = stream.written();
    noteEarlierFolders(writer);
    Status status = unpack(stream, writer);
    if (!status && !status.error().text.startsWith(m_manifest.image.toString()))
        status = fail(withContext(status.error(), stream.place()));
    m_report.bytes = stream.written();
    m_report.fetched = pump.fetched();
    return status;
}

Status ImageUnpacker::unpack(ChunkStream &stream, TreeWriter &writer)
{
    const Archive archive = newArchive();
    Status status = stream.open(archive.get());
    const Reader reader{archive.get(), [&](const char *text) { return explain(stream, text); },
                        [&](qint64 entries) {
                            const qint64 position = archive_read_header_position(archive.get());
                            return checkpoint(stream, writer, position, entries);
                        }};
    if (status)
        status = createAll(reader, writer, m_options, m_report);
    if (status)
        status = stream.drain();
    return status ? finish(writer) : status;
}

Status ImageUnpacker::checkpoint(const ChunkStream &stream, TreeWriter &writer, qint64 position, qint64 entries)
{
    const qint64 chunk = isResumable() ? stream.chunkAt(position) : -1;
    if (chunk <= m_start.chunk || stream.written() - m_safe < m_options.resumeEvery)
        return {};
    m_safe = stream.written();
    const Status waited = writer.wait();
    return waited ? m_journal.write({chunk, entries}) : waited;
}

// Modes and times of folders come last: also of those that the earlier run made.
void ImageUnpacker::noteEarlierFolders(TreeWriter &writer) const
{
    for (qint64 i = 0; i < m_start.entries; ++i) {
        const FileRecord &file = m_manifest.files[static_cast<size_t>(i)];
        const auto path = cleanPath(file.path.isEmpty() ? "." : file.path.constData());
        if (path && S_ISDIR(file.mode))
            writer.noteFolder(*path, file.mode & 07777, {file.mtimeSeconds, static_cast<long>(file.mtimeNanoseconds)});
    }
}

Status ImageUnpacker::finish(TreeWriter &writer)
{
    for (const FileRecord &file : m_manifest.files)
        writer.noteFlags(file.path, file.flags);
    Status status = writer.finish();
    if (!status || !isResumable())
        return status;
    status = m_journal.remove();
    return status ? writer.finishRoot() : status;
}

} // namespace

Result<UnpackReport> unpackImage(const Manifest &manifest, ChunkSource &source, const UnpackOptions &options)
{
    return unpackInto(options, [&](int root, UnpackReport &report) {
        return ImageUnpacker(manifest, source, options, root, report).run();
    });
}

Result<UnpackReport> unpackTarball(const QString &path, const UnpackOptions &options)
{
    return unpackInto(options, [&](int root, UnpackReport &report) -> Status {
        TarballStream stream(path);
        const Archive archive = newArchive();
        const auto explain = [&](const char *text) -> Status {
            if (!stream.status() || !text)
                return stream.status();
            return fail(
                makeError(ErrorKind::Corrupt, "image.bad-archive", u"%1: %2"_s.arg(path, QString::fromUtf8(text))));
        };
        WorkPool pool(options.threads);
        TreeWriter writer(root, options, pool, report.warnings, [](const void *, size_t) { return SharedChunk(); });
        stream.setBeforeWait([&writer] { writer.push(); });
        Status status = stream.open(archive.get());
        if (status)
            status = createAll({archive.get(), explain, {}}, writer, options, report);
        if (status)
            status = writer.finish();
        report.bytes = stream.written();
        return status ? status : Status(fail(withContext(status.error(), path)));
    });
}

} // namespace cid
