// SPDX-License-Identifier: GPL-3.0-or-later
// A manifest (its length in the first two bytes) and chunks of any bytes: unpacked inside the target or refused.
#include "common/system/unique_fd.h"
#include "imagebuilder/unpack/unpacker.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

class Chunks final : public ChunkSource
{
public:
    Chunks(const Manifest &manifest, const QByteArray &bytes)
        : m_manifest(manifest)
        , m_bytes(bytes)
    { }
    Result<QByteArray> next() override
    {
        if (m_next >= m_manifest.chunks.size())
            return fail(makeError(ErrorKind::Corrupt, "fuzz.end", {}));
        const auto size = static_cast<qsizetype>(m_manifest.chunks[m_next++].packedSize);
        const QByteArray chunk = m_bytes.mid(m_offset, size);
        m_offset += size;
        return chunk;
    }

private:
    const Manifest &m_manifest;
    const QByteArray m_bytes;
    size_t m_next = 0;
    qsizetype m_offset = 0;
};

// What the archive made immutable cannot be removed before that is taken back.
void takeBackFlags(const QString &folder)
{
    QDirIterator paths(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (paths.hasNext()) {
        const UniqueFd file(
            ::open(QFile::encodeName(paths.next()).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        const int none = 0;
        if (file.isValid())
            static_cast<void>(::ioctl(file.get(), FS_IOC_SETFLAGS, &none));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype length = data[0] * 256 + data[1];
    const auto manifest = parseManifest(bytes.mid(2, length));
    if (!manifest)
        return 0;
    QTemporaryDir folder(QDir(u"/dev/shm"_s).exists() ? u"/dev/shm/fuzz_image"_s : u"/tmp/fuzz_image"_s);
    UnpackOptions options;
    options.target = folder.path();
    options.restoreOwners = false;
    options.allowDevices = false;
    Chunks chunks(*manifest, bytes.mid(2 + length));
    static_cast<void>(unpackImage(*manifest, chunks, options));
    if (!folder.remove()) {
        takeBackFlags(folder.path());
        folder.remove();
    }
    return 0;
}
