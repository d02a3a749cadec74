// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/manifest_spool.h"

#include "imagebuilder/pack/output_file.h"
#include "imagebuilder/sha256.h"

#include <algorithm>
#include <array>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype spillAt = 256 * 1024;

} // namespace

ManifestSpool::ManifestSpool(QString folder)
    : m_folder(std::move(folder))
{ }

ManifestSpool::~ManifestSpool()
{
    for (const List *list : {&m_chunks, &m_files}) {
        if (list->file >= 0)
            ::close(list->file);
    }
}

Status ManifestSpool::spill(List &list) const
{
    if (list.file < 0) {
        const auto file = openNameless(m_folder);
        if (!file)
            return fail(file.error());
        list.file = *file;
    }
    const Status written = writeFully(list.file, list.pending, m_folder);
    list.pending.resize(0);
    return written;
}

Status ManifestSpool::addChunk(const ChunkFacts &chunk)
{
    appendChunk(m_chunks.pending, chunk);
    ++m_chunks.count;
    m_packed += chunk.packedSize;
    m_unpacked += chunk.unpackedSize;
    return m_chunks.pending.size() < spillAt ? Status() : spill(m_chunks);
}

Status ManifestSpool::addFile(const FileRecord &file)
{
    appendFile(m_files.pending, file);
    ++m_files.count;
    m_newest = std::max(m_newest, file.mtimeSeconds * 1000 + file.mtimeNanoseconds / 1'000'000);
    return m_files.pending.size() < spillAt ? Status() : spill(m_files);
}

Status ManifestSpool::copy(List &list, Sha256 &hash, OutputFile &to)
{
    QByteArray buffer(spillAt, Qt::Uninitialized);
    for (off_t at = 0; list.file >= 0;) {
        const ssize_t count = ::pread(list.file, buffer.data(), static_cast<size_t>(buffer.size()), at);
        if (count < 0)
            return fail(errnoError("pack.write", u"the manifest"_s));
        if (count == 0)
            break;
        const QByteArrayView part = QByteArrayView(buffer).first(count);
        hash.add(part);
        const Status written = to.write(part);
        if (!written)
            return written;
        at += count;
    }
    hash.add(list.pending);
    return to.write(list.pending);
}

Result<QByteArray> ManifestSpool::finish(Manifest &facts, OutputFile &file)
{
    facts.packedSize = m_packed;
    facts.unpackedSize = m_unpacked;
    facts.madeAt = m_newest;
    Sha256 hash;
    const auto put = [&](const QByteArray &bytes) {
        hash.add(bytes);
        return file.write(bytes);
    };
    Status status = put(formatManifestHead(facts, m_chunks.count));
    if (status)
        status = copy(m_chunks, hash, file);
    if (status)
        status = put(formatFileListHead(m_files.count));
    if (status)
        status = copy(m_files, hash, file);
    return status ? Result<QByteArray>(hash.finish()) : fail(status.error());
}

} // namespace cid
