// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/packer.h"

#include "imagebuilder/pack/output_file.h"
#include "imagebuilder/pack/tar_encoder.h"
#include "imagebuilder/pack/tree_walker.h"
#include "imagebuilder/utf8_locale.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 reportEvery = 64;

qint64 newestTime(const std::vector<FileRecord> &files)
{
    qint64 newest = 0;
    for (const FileRecord &file : files)
        newest = std::max(newest, file.mtimeSeconds * 1000 + file.mtimeNanoseconds / 1'000'000);
    return newest;
}

Status encodeAll(TarEncoder &encoder, const ChunkWriter &writer, const QByteArrayList &paths,
                 const PackOptions &options)
{
    qint64 done = 0;
    for (const QByteArray &path : paths) {
        const Status added = encoder.add(path);
        if (!added)
            return added;
        if (++done % reportEvery == 0 && options.progress)
            options.progress(done, paths.size(), writer.unpackedSize());
    }
    if (options.progress)
        options.progress(done, paths.size(), writer.unpackedSize());
    return encoder.finish();
}

} // namespace

QString architectureOf(int root)
{
    static constexpr std::array names{std::pair{62, "x86_64"_L1},   std::pair{183, "aarch64"_L1},
                                      std::pair{3, "i686"_L1},      std::pair{40, "armv7l"_L1},
                                      std::pair{20, "ppc"_L1},      std::pair{21, "ppc64le"_L1},
                                      std::pair{243, "riscv64"_L1}, std::pair{22, "s390x"_L1}};
    for (const char *program : {"usr/bin/env", "bin/sh", "usr/bin/sh", "bin/busybox", "sbin/init"}) {
        const int file = ::openat(root, program, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (file < 0)
            continue;
        std::array<char, 20> head{};
        const bool isElf = ::pread(file, head.data(), head.size(), 0) == static_cast<ssize_t>(head.size())
            && QByteArrayView(head.data(), 4)
                == QByteArrayView("\x7f"
                                  "ELF",
                                  4);
        ::close(file);
        if (!isElf)
            continue;
        const bool isBig = head[5] == 2;
        const int machine =
            isBig ? qFromBigEndian<quint16>(head.data() + 18) : qFromLittleEndian<quint16>(head.data() + 18);
        for (const auto &[number, name] : names) {
            if (number == machine)
                return machine == 21 && isBig ? u"ppc64"_s : QString(name);
        }
    }
    return {};
}

Result<PackReport> packImage(const PackOptions &options)
{
    const Utf8Locale names;
    const int root = ::open(QFile::encodeName(options.root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return fail(makeError(ErrorKind::NotFound, "pack.no-root", errnoError("pack.no-root", options.root).text));
    const auto closer = qScopeGuard([root] { ::close(root); });
    TreeWalker walker(root, ExcludeList(options.excludes));
    const Status walked = walker.walk();
    if (!walked)
        return fail(walked.error());
    PackReport report;
    report.imagePath = QDir(options.outputFolder).filePath(options.image.toString() + u".gz"_s);
    OutputFile imageFile;
    const Status opened = imageFile.create(options.outputFolder);
    if (!opened)
        return fail(opened.error());
    ChunkWriter writer(imageFile.descriptor(), options.level);
    ChunkCutter cutter(writer);
    TarEncoder encoder(root, QFile::encodeName(options.root), cutter, options.cancelled);
    Status status = encodeAll(encoder, writer, walker.paths(), options);
    if (status)
        status = cutter.finish();
    if (!status)
        return fail(status.error());
    Manifest &manifest = report.manifest;
    manifest.image = options.image;
    manifest.kind = options.kind;
    manifest.arch = architectureOf(root);
    manifest.packedSize = writer.packedSize();
    manifest.unpackedSize = writer.unpackedSize();
    manifest.chunks = writer.takeChunks();
    manifest.files = encoder.takeFiles();
    manifest.madeAt = newestTime(manifest.files);
    const QByteArray bytes = formatManifest(manifest);
    OutputFile manifestFile;
    status = manifestFile.create(options.outputFolder);
    if (status)
        status = manifestFile.write(bytes);
    // The old manifest goes first and the new one comes last: an image without its manifest is not in the catalogue.
    const QString manifestName = QDir(options.outputFolder).filePath(options.image.toString() + u".manifest"_s);
    if (status && QFile::exists(manifestName) && !QFile::remove(manifestName))
        status = fail(errnoError("pack.write", manifestName));
    if (status)
        status = imageFile.publish(report.imagePath);
    if (status)
        status = manifestFile.publish(manifestName);
    if (!status)
        return fail(status.error());
    report.digest = manifestDigest(bytes);
    report.leftOut = walker.leftOut();
    return report;
}

} // namespace cid
