// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/manifest.h"

#include "imagebuilder/limits.h"
#include "imagebuilder/sha256.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>

#include <limits>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr auto magic = "notP manifest";
constexpr quint64 formatVersion = 1;
constexpr quint64 headFields = 10;
constexpr quint64 chunkFields = 4;
constexpr quint64 fileFields = 12;

/// Reads definite arrays of numbers and byte strings; remembers the first thing that was not as expected.
class ManifestReader
{
public:
    explicit ManifestReader(const QByteArray &bytes)
        : m_reader(bytes)
    { }

    bool enter(const char *what, quint64 minimum, quint64 maximum)
    {
        const bool good = isGood() && m_reader.isArray() && m_reader.isLengthKnown() && m_reader.length() >= minimum
            && m_reader.length() <= maximum;
        if (!check(good, what))
            return false;
        m_count = static_cast<qsizetype>(m_reader.length());
        return check(m_reader.enterContainer(), what);
    }
    void leave(const char *what) { check(isGood() && !m_reader.hasNext() && m_reader.leaveContainer(), what); }
    [[nodiscard]] qsizetype count() const { return m_count; }

    qint64 number(const char *what, qint64 minimum = 0, qint64 maximum = std::numeric_limits<qint64>::max())
    {
        if (!check(isGood() && m_reader.isInteger(), what))
            return minimum;
        bool fits = true;
        qint64 value = 0;
        if (m_reader.isUnsignedInteger()) {
            fits = m_reader.toUnsignedInteger() <= static_cast<quint64>(std::numeric_limits<qint64>::max());
            value = fits ? static_cast<qint64>(m_reader.toUnsignedInteger()) : 0;
        } else {
            const quint64 below = static_cast<quint64>(m_reader.toNegativeInteger());
            fits = below <= static_cast<quint64>(std::numeric_limits<qint64>::max()) && below != 0;
            value = fits ? -static_cast<qint64>(below) : 0;
        }
        m_reader.next();
        return check(fits && value >= minimum && value <= maximum, what) ? value : minimum;
    }
    template <typename Int> Int small(const char *what)
    {
        return static_cast<Int>(number(what, 0, static_cast<qint64>(std::numeric_limits<Int>::max())));
    }
    QByteArray bytes(const char *what, qsizetype maximum)
    {
        const bool good = isGood() && m_reader.isByteArray() && m_reader.isLengthKnown()
            && m_reader.length() <= static_cast<quint64>(maximum);
        if (!check(good, what))
            return {};
        QByteArray result;
        auto part = m_reader.readByteArray();
        while (part.status == QCborStreamReader::Ok) {
            result += part.data;
            part = m_reader.readByteArray();
        }
        check(part.status == QCborStreamReader::EndOfString, what);
        return result;
    }
    bool check(bool good, const char *what)
    {
        if (!good && !m_wrong)
            m_wrong = what;
        return good;
    }
    [[nodiscard]] bool isGood() { return !m_wrong && m_reader.lastError() == QCborError::NoError; }
    [[nodiscard]] bool atEnd() const { return m_reader.currentOffset() >= 0 && !m_reader.hasNext(); }
    [[nodiscard]] qint64 offset() const { return m_reader.currentOffset(); }
    [[nodiscard]] const char *wrong() const { return m_wrong ? m_wrong : "well-formed CBOR"; }

private:
    QCborStreamReader m_reader;
    const char *m_wrong = nullptr;
    qsizetype m_count = 0;
};

void readChunks(ManifestReader &reader, Manifest &manifest)
{
    if (!reader.enter("the list of chunks", 1, image::maxChunks))
        return;
    const qsizetype count = reader.count();
    qint64 offset = 0;
    qint64 unpacked = 0;
    for (qsizetype i = 0; i < count && reader.enter("a chunk", chunkFields, chunkFields); ++i) {
        ChunkFacts chunk;
        chunk.offset = offset;
        chunk.packedSize = static_cast<quint32>(reader.number("a chunk's packed size", 1, image::maxChunkPacked));
        chunk.unpackedSize = static_cast<quint32>(reader.number("a chunk's size", 1, image::maxChunkData));
        chunk.packedCrc = reader.small<quint32>("a chunk's CRC-32");
        chunk.sha256 = reader.bytes("a chunk's SHA-256", 32);
        reader.check(chunk.sha256.size() == 32, "a chunk's SHA-256");
        reader.leave("a chunk");
        offset += chunk.packedSize;
        unpacked += chunk.unpackedSize;
        manifest.chunks.push_back(std::move(chunk));
    }
    reader.leave("the list of chunks");
    reader.check(offset == manifest.packedSize, "the sum of the chunks' packed sizes");
    reader.check(unpacked == manifest.unpackedSize, "the sum of the chunks' sizes");
}

FileRecord readFile(ManifestReader &reader)
{
    FileRecord file;
    file.path = reader.bytes("a path", image::maxPath);
    file.mode = reader.small<quint32>("a file's mode");
    file.uid = reader.small<quint32>("a file's owner");
    file.gid = reader.small<quint32>("a file's group");
    file.size = reader.number("a file's size");
    file.mtimeSeconds = reader.number("a file's time", std::numeric_limits<qint64>::min() + 1);
    file.mtimeNanoseconds = static_cast<quint32>(reader.number("a file's nanoseconds", 0, 999'999'999));
    file.device = static_cast<quint64>(reader.number("a device number"));
    file.flags = reader.small<quint32>("a file's flags");
    file.isHardLink = reader.number("the mark of a hard link", 0, 1) == 1;
    file.target = reader.bytes("a link's target", image::maxPath);
    file.sha256 = reader.bytes("a file's SHA-256", 32);
    reader.check(file.sha256.isEmpty() || file.sha256.size() == 32, "a file's SHA-256");
    return file;
}

void readFiles(ManifestReader &reader, Manifest &manifest)
{
    if (!reader.enter("the list of files", 0, image::maxEntries))
        return;
    const qsizetype count = reader.count();
    for (qsizetype i = 0; i < count && reader.enter("a file", fileFields, fileFields); ++i) {
        manifest.files.push_back(readFile(reader));
        reader.leave("a file");
    }
    reader.leave("the list of files");
}

} // namespace

QByteArray formatManifestHead(const Manifest &facts, qint64 chunks)
{
    QByteArray bytes;
    QCborStreamWriter writer(&bytes);
    writer.startArray(headFields);
    writer.append(QByteArray(magic));
    writer.append(formatVersion);
    writer.append(facts.image.toString().toUtf8());
    writer.append(static_cast<quint64>(facts.kind));
    writer.append(facts.arch.toUtf8());
    writer.append(facts.packedSize);
    writer.append(facts.unpackedSize);
    writer.append(facts.madeAt);
    writer.startArray(static_cast<quint64>(chunks));
    return bytes;
}

void appendChunk(QByteArray &bytes, const ChunkFacts &chunk)
{
    QByteArray one;
    QCborStreamWriter writer(&one);
    writer.startArray(chunkFields);
    writer.append(static_cast<quint64>(chunk.packedSize));
    writer.append(static_cast<quint64>(chunk.unpackedSize));
    writer.append(static_cast<quint64>(chunk.packedCrc));
    writer.append(chunk.sha256);
    writer.endArray();
    bytes += one;
}

QByteArray formatFileListHead(qint64 files)
{
    QByteArray bytes;
    QCborStreamWriter(&bytes).startArray(static_cast<quint64>(files));
    return bytes;
}

void appendFile(QByteArray &bytes, const FileRecord &file)
{
    QByteArray one;
    QCborStreamWriter writer(&one);
    writer.startArray(fileFields);
    writer.append(file.path);
    writer.append(static_cast<quint64>(file.mode));
    writer.append(static_cast<quint64>(file.uid));
    writer.append(static_cast<quint64>(file.gid));
    writer.append(file.size);
    writer.append(file.mtimeSeconds);
    writer.append(static_cast<quint64>(file.mtimeNanoseconds));
    writer.append(file.device);
    writer.append(static_cast<quint64>(file.flags));
    writer.append(static_cast<quint64>(file.isHardLink ? 1 : 0));
    writer.append(file.target);
    writer.append(file.sha256);
    writer.endArray();
    bytes += one;
}

QByteArray formatManifest(const Manifest &manifest)
{
    QByteArray bytes = formatManifestHead(manifest, static_cast<qint64>(manifest.chunks.size()));
    for (const ChunkFacts &chunk : manifest.chunks)
        appendChunk(bytes, chunk);
    bytes += formatFileListHead(static_cast<qint64>(manifest.files.size()));
    for (const FileRecord &file : manifest.files)
        appendFile(bytes, file);
    return bytes;
}

Result<Manifest> parseManifest(const QByteArray &bytes)
{
    ManifestReader reader(bytes);
    Manifest manifest;
    if (reader.enter("a manifest of this version", headFields, headFields)) {
        reader.check(reader.bytes("the words \"notP manifest\"", 32) == magic, "the words \"notP manifest\"");
        reader.number("format version 1", formatVersion, formatVersion);
        const auto image = ImageId::parse(QString::fromUtf8(reader.bytes("the image's name", 400)));
        reader.check(image.has_value(), "the image's name");
        manifest.image = image.value_or(ImageId());
        manifest.kind = static_cast<ImageKind>(reader.number("the image's kind", 0, 1));
        manifest.arch = QString::fromUtf8(reader.bytes("the architecture", 64));
        manifest.packedSize = reader.number("the file's size");
        manifest.unpackedSize = reader.number("the archive's size");
        manifest.madeAt = reader.number("the image's time", std::numeric_limits<qint64>::min() + 1);
        readChunks(reader, manifest);
        readFiles(reader, manifest);
        reader.leave("the end of the manifest");
    }
    if (!reader.isGood() || reader.offset() != bytes.size()) {
        return fail(makeError(ErrorKind::Corrupt, "manifest.bad",
                              u"The manifest is damaged near byte %1: expected %2"_s.arg(reader.offset())
                                  .arg(QLatin1StringView(reader.wrong()))));
    }
    return manifest;
}

QByteArray manifestDigest(const QByteArray &bytes)
{
    return Sha256::of(bytes);
}

} // namespace cid
