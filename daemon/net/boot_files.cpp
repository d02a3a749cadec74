// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/boot_files.h"

#include "common/system/open_regular.h"
#include "imagebuilder/sha256.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <sys/stat.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array names{"vmlinuz"_L1,       "blancmange-initramfs.gz"_L1,
                           "grubx64.efi"_L1,   "grubnetx64.efi"_L1,
                           "undionly.kpxe"_L1, "ipxe.pxe"_L1,
                           "ipxe.efi"_L1,      "snponly.efi"_L1,
                           "pxelinux.0"_L1,    "ldlinux.c32"_L1};

Error missing(const QString &name)
{
    return makeError(ErrorKind::NotFound, "blancmange.no-file",
                     u"There is no %1 in boot_dir; copy what bin/build_image made there"_s.arg(name),
                     {{u"file"_s, name}});
}

} // namespace

QString BootFiles::pathOf(const QString &name) const
{
    const bool isOurs = std::find(names.begin(), names.end(), name) != names.end();
    return isOurs ? m_folder + u'/' + name : QString();
}

Result<BootFiles::Facts> BootFiles::facts(const QString &name)
{
    const QString path = pathOf(name);
    struct stat found = {};
    if (path.isEmpty() || ::stat(QFile::encodeName(path).constData(), &found) != 0 || !S_ISREG(found.st_mode))
        return fail(missing(name));
    const qint64 changedAt = found.st_mtim.tv_sec * 1'000'000'000LL + found.st_mtim.tv_nsec;
    // Held while it is computed: of five hundred nodes that ask at once, one makes the disk work.
    const QMutexLocker lock(&m_mutex);
    const Known known = m_known.value(name);
    if (known.changedAt == changedAt && known.facts.size == found.st_size)
        return known.facts;
    QFile file(path);
    if (const Status isOpen = openRegular(file); !isOpen)
        return fail(isOpen.error());
    Sha256 hash;
    while (!file.atEnd()) {
        const QByteArray piece = file.read(1 * MiB);
        if (piece.isEmpty())
            return fail(makeError(ErrorKind::Io, "blancmange.read", u"%1: %2"_s.arg(path, file.errorString())));
        hash.add(piece);
    }
    const Facts facts{found.st_size, hash.finish()};
    m_known.insert(name, {changedAt, facts});
    return facts;
}

Result<QByteArray> BootFiles::read(const QString &name, ByteCount offset, ByteCount length) const
{
    QFile file(pathOf(name));
    if (!openRegular(file) || !file.seek(offset))
        return fail(missing(name));
    return file.read(length);
}

} // namespace cid
