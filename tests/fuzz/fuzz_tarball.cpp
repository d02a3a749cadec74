// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as somebody's tar or tar.gz: unpacked inside the target or refused; nothing beside the target appears.
#include "imagebuilder/unpack/unpacker.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace cid;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QTemporaryDir folder(QDir(u"/dev/shm"_s).exists() ? u"/dev/shm/fuzz_tarball"_s : u"/tmp/fuzz_tarball"_s);
    const QString path = folder.filePath(u"file"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || file.write(reinterpret_cast<const char *>(data), static_cast<qint64>(size)) != static_cast<qint64>(size))
        abort();
    file.close();
    UnpackOptions options;
    options.target = folder.filePath(u"target"_s);
    options.restoreOwners = false;
    options.allowDevices = false;
    QDir(folder.path()).mkdir(u"target"_s);
    // A few hundred bytes may stand for terabytes of nothing; the real limit is the disk.
    ByteCount written = 0;
    options.progress = [&written](ByteCount, ByteCount now) { written = now; };
    options.cancelled = [&written] { return written > 64 * MiB; };
    static_cast<void>(unpackTarball(path, options));
    const QStringList left =
        QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    if (left.size() != 2)
        abort();
    return 0;
}
