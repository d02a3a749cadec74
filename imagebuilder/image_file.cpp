// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/image_file.h"

#include "common/system/open_regular.h"
#include "imagebuilder/limits.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

QString manifestPath(const QString &imagePath)
{
    return imagePath.chopped(imagePath.endsWith(".gz"_L1) ? 3 : 0) + u".manifest"_s;
}

namespace {

bool isMissing(const Error &error)
{
    return error.arguments.value(u"errno"_s).toInt() == ENOENT;
}

} // namespace

ImageFile::~ImageFile()
{
    if (m_file >= 0)
        ::close(m_file);
}

Result<std::shared_ptr<ImageFile>> ImageFile::open(const QString &path)
{
    const std::shared_ptr<ImageFile> image(new ImageFile);
    image->m_path = path;
    auto opened = openRegular(path);
    if (!opened)
        return fail(isMissing(opened.error())
                        ? makeError(ErrorKind::NotFound, "image.no-file", u"There is no file %1"_s.arg(path))
                        : opened.error());
    image->m_file = opened->release();
    QFile manifest(manifestPath(path));
    if (const Status isOpen = openRegular(manifest); !isOpen) {
        return fail(makeError(ErrorKind::NotFound, "image.no-manifest",
                              u"%1: its manifest cannot be read: %2"_s.arg(path, isOpen.error().text)));
    }
    if (manifest.size() > image::maxManifest)
        return fail(makeError(ErrorKind::Corrupt, "manifest.bad", u"%1 is too large"_s.arg(manifest.fileName())));
    struct stat manifestFacts = {};
    if (::fstat(manifest.handle(), &manifestFacts) != 0)
        return fail(errnoError("image.read", manifest.fileName()));
    image->m_manifestIdentity = identityOf(manifestFacts);
    image->m_manifestBytes = manifest.readAll();
    auto parsed = parseManifest(image->m_manifestBytes);
    if (!parsed)
        return fail(withContext(parsed.error(), manifest.fileName()));
    image->m_manifest = std::move(*parsed);
    image->m_digest = manifestDigest(image->m_manifestBytes);
    if (QFileInfo(path).fileName() != image->m_manifest.image.toString() + u".gz"_s) {
        return fail(makeError(ErrorKind::Corrupt, "image.wrong-name",
                              u"%1: its manifest is that of %2"_s.arg(path, image->m_manifest.image.toString())));
    }
    struct stat facts = {};
    if (::fstat(image->m_file, &facts) != 0)
        return fail(errnoError("image.read", path));
    if (facts.st_size != image->m_manifest.packedSize) {
        return fail(makeError(
            ErrorKind::Corrupt, "image.wrong-size",
            u"%1 has %2 bytes, its manifest says %3"_s.arg(path).arg(facts.st_size).arg(image->m_manifest.packedSize)));
    }
    image->m_identity = identityOf(facts);
    return image;
}

ImageFile::Identity ImageFile::identityOf(const struct stat &facts)
{
    constexpr qint64 second = 1'000'000'000;
    return {facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtim.tv_sec * second + facts.st_mtim.tv_nsec,
            facts.st_ctim.tv_sec * second + facts.st_ctim.tv_nsec};
}

bool ImageFile::isUnchanged() const
{
    struct stat file = {};
    struct stat manifest = {};
    return ::stat(QFile::encodeName(m_path).constData(), &file) == 0
        && ::stat(QFile::encodeName(manifestPath(m_path)).constData(), &manifest) == 0 && identityOf(file) == m_identity
        && identityOf(manifest) == m_manifestIdentity;
}

CatalogueImage ImageFile::catalogueEntry() const
{
    CatalogueImage entry;
    entry.id = m_manifest.image;
    entry.digest = m_digest;
    entry.packedSize = m_manifest.packedSize;
    entry.unpackedSize = m_manifest.unpackedSize;
    entry.entries = static_cast<qint64>(m_manifest.files.size());
    entry.chunks = static_cast<qint64>(m_manifest.chunks.size());
    entry.kind = m_manifest.kind;
    entry.arch = m_manifest.arch;
    entry.madeAt = m_manifest.madeAt;
    return entry;
}

Result<QByteArray> ImageFile::chunk(qint64 index) const
{
    auto bytes = readChunk(index, 0);
    if (!bytes)
        return fail(bytes.error());
    return **std::move(bytes);
}

Result<std::optional<QByteArray>> ImageFile::chunkInMemory(qint64 index) const
{
    return readChunk(index, RWF_NOWAIT);
}

Result<std::optional<QByteArray>> ImageFile::readChunk(qint64 index, int flags) const
{
    if (index < 0 || index >= static_cast<qint64>(m_manifest.chunks.size()))
        return fail(makeError(ErrorKind::Invalid, "image.no-chunk", u"%1 has no chunk %2"_s.arg(m_path).arg(index)));
    const ChunkFacts &facts = m_manifest.chunks[static_cast<size_t>(index)];
    QByteArray bytes(static_cast<qsizetype>(facts.packedSize), Qt::Uninitialized);
    qsizetype done = 0;
    while (done < bytes.size()) {
        iovec part{bytes.data() + done, static_cast<size_t>(bytes.size() - done)};
        const ssize_t count = ::preadv2(m_file, &part, 1, facts.offset + done, flags);
        if (count < 0 && errno == EINTR)
            continue;
        // A file system that cannot say what lies in memory has everything on a disk.
        if (count < 0 && flags != 0 && (errno == EAGAIN || errno == EOPNOTSUPP))
            return std::optional<QByteArray>();
        if (count <= 0)
            return fail(count < 0 ? errnoError("image.read", m_path)
                                  : makeError(ErrorKind::Corrupt, "image.wrong-size", u"%1 was cut off"_s.arg(m_path)));
        done += count;
    }
    return std::optional<QByteArray>(std::move(bytes));
}

} // namespace cid
