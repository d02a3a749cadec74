// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/packer.h"

#include "imagebuilder/architecture.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/pack/chunk_cutter.h"
#include "imagebuilder/pack/manifest_spool.h"
#include "imagebuilder/pack/output_file.h"
#include "imagebuilder/pack/read_ahead.h"
#include "imagebuilder/pack/tar_encoder.h"
#include "imagebuilder/pack/tree_walker.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>

#include <algorithm>
#include <atomic>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 reportEvery = 64;

/// Finds out how much there is to do while it is being done already; for progress only.
class Census
{
public:
    Census(int root, WalkOptions options)
        : m_thread([this, root, options = std::move(options)] { count(root, options); })
    { }
    ~Census()
    {
        m_isStopped = true;
        m_thread.join();
    }
    Census(const Census &) = delete;
    Census &operator=(const Census &) = delete;

    [[nodiscard]] qint64 entries() const { return m_entries; }
    [[nodiscard]] ByteCount bytes() const { return m_bytes; }

private:
    void count(int root, WalkOptions options)
    {
        options.onProblem = [](const Error &) { return Status(); }; // The real walk tells.
        TreeWalker walker(root, options);
        static_cast<void>(walker.walk([this](const WalkedEntry &entry) -> Result<WalkStep> {
            if (m_isStopped)
                return fail(Error());
            ++m_entries;
            m_bytes += S_ISREG(entry.facts.st_mode) ? entry.facts.st_size : 0;
            return WalkStep::Go;
        }));
    }

    std::atomic<bool> m_isStopped = false;
    std::atomic<qint64> m_entries = 0;
    std::atomic<ByteCount> m_bytes = 0;
    std::thread m_thread;
};

/// One run of packImage().
class Packer
{
public:
    Packer(int root, const PackOptions &options)
        : m_root(root)
        , m_options(options)
        , m_spool(options.outputFolder)
    { }

    Status run();
    [[nodiscard]] PackReport takeReport() { return std::move(m_report); }

private:
    [[nodiscard]] WalkOptions walkOptions();
    [[nodiscard]] Status encode();
    [[nodiscard]] Status add(TarEncoder &encoder, const WalkedEntry &entry) const;
    [[nodiscard]] Status store(PackChunk &chunk);
    [[nodiscard]] Status publish();
    [[nodiscard]] Status readLists();
    void report(const ChunkCutter &cutter, const Census *census, qint64 done) const;

    int m_root;
    const PackOptions &m_options;
    PackReport m_report;
    OutputFile m_image;
    OutputFile m_manifest;
    ManifestSpool m_spool;
};

WalkOptions Packer::walkOptions()
{
    WalkOptions walk;
    walk.excludes = ExcludeList(m_options.excludes);
    walk.own = OwnFiles({m_options.outputFolder, m_options.workFolder});
    walk.oneFileSystem = m_options.oneFileSystem;
    if (m_options.keepGoing) {
        walk.onProblem = [this](const Error &error) {
            m_report.problems.append(error.text);
            return Status();
        };
    }
    return walk;
}

void Packer::report(const ChunkCutter &cutter, const Census *census, qint64 done) const
{
    if (census)
        m_options.progress(
            {done, std::max(done, census->entries()), cutter.position(), std::max(cutter.position(), census->bytes())});
}

Status Packer::store(PackChunk &chunk)
{
    Status status = m_options.sink ? m_options.sink(chunk.member) : m_image.write(chunk.member);
    if (status)
        status = m_spool.addChunk(chunk.facts);
    for (const PackedEntry &entry : chunk.entries) {
        if (status)
            status = m_spool.addFile(entry.record);
    }
    return status;
}

Status Packer::add(TarEncoder &encoder, const WalkedEntry &entry) const
{
    if (!m_options.companions)
        return encoder.add(entry);
    if (m_options.companions->isCompanion(entry.path))
        return {};
    const auto companion = m_options.companions->before(entry.path, entry.facts);
    if (!companion)
        return fail(companion.error());
    const Status added = *companion ? encoder.addCompanion(**companion, entry.facts) : Status();
    return added ? encoder.add(entry) : added;
}

Status Packer::encode()
{
    WalkOptions walk = walkOptions();
    std::optional<Census> census;
    if (m_options.progress)
        census.emplace(m_root, walk);
    ReadAhead readAhead;
    walk.readAhead = &readAhead;
    ChunkPipeline pipeline(m_options.level, m_options.threads, [this](PackChunk &chunk) { return store(chunk); });
    ChunkCutter cutter(pipeline);
    EncodeOptions encode;
    encode.describe = {m_options.attributes, m_options.latestTime};
    encode.cancelled = m_options.cancelled;
    encode.keepGoing = m_options.keepGoing;
    encode.onProblem = [this](const QString &text) {
        // A file that cannot be read is named once, however many of its pieces are lost.
        if (m_report.problems.isEmpty() || m_report.problems.last() != text)
            m_report.problems.append(text);
    };
    encode.readAhead = &readAhead;
    TarEncoder encoder(QFile::encodeName(m_options.root), m_options.outputFolder, cutter, encode);
    TreeWalker walker(m_root, walk);
    qint64 done = 0;
    Status status = walker.walk([&](const WalkedEntry &entry) -> Result<WalkStep> {
        const Status added = add(encoder, entry);
        if (!added)
            return fail(added.error());
        if (++done % reportEvery == 0)
            report(cutter, census ? &*census : nullptr, done);
        return WalkStep::Go;
    });
    if (status)
        status = encoder.finish();
    if (status)
        status = cutter.finish();
    report(cutter, census ? &*census : nullptr, done);
    m_report.leftOut = walker.leftOut();
    return status;
}

Status Packer::publish()
{
    // The old manifest goes first and the new one comes last: an image without its manifest is not in the catalogue.
    const QString manifestName = QDir(m_options.outputFolder).filePath(m_options.image.toString() + u".manifest"_s);
    m_report.imagePath = QDir(m_options.outputFolder).filePath(m_options.image.toString() + u".gz"_s);
    Status status;
    if (QFile::exists(manifestName) && !QFile::remove(manifestName))
        status = fail(errnoError("pack.write", manifestName));
    if (status)
        status = m_image.publish(m_report.imagePath);
    if (status)
        status = m_manifest.publish(manifestName);
    return status;
}

Status Packer::run()
{
    Status status = m_options.sink ? Status() : m_image.create(m_options.outputFolder);
    if (status)
        status = m_manifest.create(m_options.outputFolder);
    if (status)
        status = encode();
    if (!status)
        return status;
    m_report.manifest.image = m_options.image;
    m_report.manifest.kind = m_options.kind;
    m_report.manifest.arch = architectureOf(m_root);
    const auto digest = m_spool.finish(m_report.manifest, m_manifest);
    if (!digest)
        return fail(digest.error());
    m_report.digest = *digest;
    m_report.entries = m_spool.files();
    m_report.chunks = m_spool.chunks();
    status = m_options.sink ? Status() : publish();
    return status && m_options.reportsLists ? readLists() : status;
}

Status Packer::readLists()
{
    QFile file;
    if (!file.open(m_manifest.descriptor(), QIODevice::ReadOnly) || !file.seek(0))
        return fail(makeError(ErrorKind::Io, "pack.read", u"the manifest: "_s + file.errorString()));
    auto manifest = parseManifest(file.readAll());
    if (!manifest)
        return fail(manifest.error());
    m_report.manifest = std::move(*manifest);
    return {};
}

} // namespace

Result<PackReport> packImage(const PackOptions &options)
{
    const int root = ::open(QFile::encodeName(options.root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return fail(makeError(ErrorKind::NotFound, "pack.no-root", errnoError("pack.no-root", options.root).text));
    const auto closer = qScopeGuard([root] { ::close(root); });
    Packer packer(root, options);
    const Status packed = packer.run();
    if (!packed)
        return fail(packed.error());
    return packer.takeReport();
}

} // namespace cid
