// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/capture_files.h"

#include "common/system/remove_tree.h"
#include "imagebuilder/limits.h"
#include "imagebuilder/software/spdx.h"
#include "imagebuilder/unpack/verify_chunks.h"

#include <QDir>
#include <QScopeGuard>

#include <cerrno>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteCount maxSoftware = 256 * MiB;
/// A folder on the images' file system, so that a rename is all that is left to do.
const auto hiddenFolder = "/.captures"_L1;

/// The chunks of an image that has no name yet.
class CapturedChunks final : public ChunkSource
{
public:
    /// \a file and \a manifest are borrowed.
    CapturedChunks(int file, const Manifest &manifest)
        : m_file(file)
        , m_manifest(manifest)
    { }

    Result<QByteArray> next() override
    {
        const ChunkFacts &facts = m_manifest.chunks.at(m_next++);
        QByteArray bytes(static_cast<qsizetype>(facts.packedSize), Qt::Uninitialized);
        for (qsizetype done = 0; done < bytes.size();) {
            const ssize_t count = ::pread(m_file, bytes.data() + done, static_cast<size_t>(bytes.size() - done),
                                          facts.offset + static_cast<off_t>(done));
            if (count < 0 && errno == EINTR)
                continue;
            if (count < 0)
                return fail(errnoError("image.read", m_manifest.image.toString()));
            if (count == 0)
                return fail(makeError(ErrorKind::Corrupt, "image.wrong-size",
                                      u"%1 ends before its last chunk"_s.arg(m_manifest.image.toString())));
            done += count;
        }
        return bytes;
    }

private:
    int m_file;
    const Manifest &m_manifest;
    size_t m_next = 0;
};

tl::unexpected<Error> disorder()
{
    return fail(makeError(ErrorKind::Invalid, "capture.disorder", u"The parts of the image came in disorder"_s));
}

} // namespace

void CaptureFiles::clear(const QString &folder)
{
    const Status removed = removeTreeAt(folder + hiddenFolder);
    if (!removed)
        qWarning("%s", qUtf8Printable(removed.error().text));
}

Status CaptureFiles::append(const CapturePart &part)
{
    switch (part.file) {
    case CaptureFile::Image:
        m_imageSize += part.data.size();
        return m_imageFile.write(part.data);
    case CaptureFile::Software:
        m_software += part.data;
        break;
    case CaptureFile::Manifest:
        m_manifest += part.data;
        break;
    }
    if (m_software.size() <= maxSoftware && m_manifest.size() <= image::maxManifest)
        return {};
    return fail(makeError(ErrorKind::Refused, "capture.too-large", u"The image's manifest is too large"_s));
}

std::shared_ptr<ImageFile> CaptureFiles::finished() const
{
    const QMutexLocker lock(&m_mutex);
    return m_finished;
}

bool CaptureFiles::abandon()
{
    const QMutexLocker lock(&m_useMutex);
    m_isAbandoned = m_isAbandoned || m_takers == 0;
    return m_isAbandoned;
}

bool CaptureFiles::beginTaking()
{
    const QMutexLocker lock(&m_useMutex);
    m_takers += m_isAbandoned ? 0 : 1;
    return !m_isAbandoned;
}

void CaptureFiles::endTaking()
{
    const QMutexLocker lock(&m_useMutex);
    --m_takers;
}

Status CaptureFiles::take(const CapturePart &part)
{
    if (!beginTaking())
        return fail(makeError(ErrorKind::Refused, "capture.unknown", u"Nobody asks for that image any more"_s));
    const auto end = qScopeGuard([this] { endTaking(); });
    const QMutexLocker lock(&m_mutex);
    const Status taken = takeNext(part);
    if (taken || taken.error().kind != ErrorKind::Io)
        return taken;
    // A full disk of the server, for one: the operator hears it from a node that has room enough.
    return fail(withContext(taken.error(), u"cidd could not store %1 in %2"_s.arg(m_image.toString(), m_folder)));
}

Status CaptureFiles::takeNext(const CapturePart &part)
{
    if (part.file != m_current || part.offset != m_offset || m_finished)
        return disorder();
    if (!std::exchange(m_isOpen, true)) {
        const QString hidden = m_folder + hiddenFolder;
        const Status created =
            QDir().mkpath(hidden) ? m_imageFile.create(hidden) : fail(errnoError("pack.write", hidden));
        if (!created)
            return created;
    }
    const Status appended = append(part);
    if (!appended)
        return appended;
    m_offset += part.data.size();
    if (!part.last)
        return {};
    m_offset = 0;
    if (m_current == CaptureFile::Manifest)
        return finish();
    m_current = m_current == CaptureFile::Image ? CaptureFile::Software : CaptureFile::Manifest;
    return {};
}

Status CaptureFiles::check(const Manifest &manifest) const
{
    if (manifest.image != m_image || manifest.packedSize != m_imageSize) {
        return fail(makeError(
            ErrorKind::Corrupt, "capture.wrong-manifest",
            u"The manifest that came is not that of %1 with %2 bytes"_s.arg(m_image.toString()).arg(m_imageSize)));
    }
    CapturedChunks source(m_imageFile.descriptor(), manifest);
    return verifyChunks(manifest, source);
}

Status CaptureFiles::finish()
{
    const auto manifest = parseManifest(m_manifest);
    Status status = manifest ? check(*manifest) : Status(fail(manifest.error()));
    const QString path = QDir(m_folder).filePath(m_image.toString() + u".gz"_s);
    OutputFile software;
    OutputFile manifestFile;
    for (const auto &[file, bytes] : {std::pair{&software, &m_software}, std::pair{&manifestFile, &m_manifest}}) {
        if (status)
            status = file->create(m_folder + hiddenFolder);
        if (status)
            status = file->write(*bytes);
    }
    // The manifest comes last: an image without it is not in the catalogue.
    if (status)
        status = m_imageFile.publish(path);
    if (status)
        status = software.publish(softwarePath(path));
    if (status)
        status = manifestFile.publish(manifestPath(path));
    const auto opened = status ? ImageFile::open(path) : fail(status.error());
    if (!opened)
        return fail(opened.error());
    m_finished = *opened;
    return {};
}

} // namespace cid
