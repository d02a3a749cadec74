// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/cache.h"

#include "imagebuilder/sha256.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace cid {

using namespace Qt::StringLiterals;

Result<PackageCache> PackageCache::open(const QString &folder)
{
    PackageCache cache;
    cache.m_folder = folder.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/notp/blancmange"_s
        : QDir(folder).absolutePath();
    for (const QString &name : {u"files"_s, u"built"_s, u"part"_s, u"work"_s}) {
        if (!QDir().mkpath(cache.m_folder + u'/' + name))
            return fail(makeError(
                ErrorKind::Io, "cache.open",
                u"cannot make %1/%2: name a folder that can be written with --cache"_s.arg(cache.m_folder, name)));
    }
    const QByteArray lock = QFile::encodeName(cache.m_folder + u"/lock"_s);
    cache.m_lock = UniqueFd(::open(lock.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (!cache.m_lock.isValid() || ::flock(cache.m_lock.get(), LOCK_EX) != 0)
        return fail(errnoError("cache.open", cache.m_folder + u"/lock"_s));
    return cache;
}

QString PackageCache::file(const QByteArray &sha256) const
{
    return m_folder + u"/files/"_s + QString::fromLatin1(sha256);
}

bool PackageCache::hasFile(const QByteArray &sha256) const
{
    return !sha256.isEmpty() && QFileInfo(file(sha256)).isFile();
}

QString PackageCache::part(const QByteArray &sha256) const
{
    return m_folder + u"/part/"_s + QString::fromLatin1(sha256);
}

QString PackageCache::built(const QByteArray &key) const
{
    return m_folder + u"/built/"_s + QString::fromLatin1(key);
}

bool PackageCache::hasBuilt(const QByteArray &key) const
{
    return QFileInfo(built(key) + u"/root"_s).isDir();
}

Result<QString> PackageCache::workFolder(const QString &name) const
{
    const QString path = m_folder + u"/work/"_s + name;
    if (!QDir(path).removeRecursively() || !QDir().mkpath(path))
        return fail(makeError(ErrorKind::Io, "cache.work", u"cannot make the folder %1"_s.arg(path)));
    return path;
}

Status PackageCache::takeFile(const QString &path, const QByteArray &sha256, const QString &what) const
{
    const auto found = sha256OfFile(path);
    if (!found)
        return fail(found.error());
    if (*found != sha256) {
        QFile::remove(path);
        return fail(makeError(ErrorKind::Corrupt, "cache.sum",
                              u"%1: its SHA-256 is %2, expected %3; nothing of it was kept"_s.arg(
                                  what, QString::fromLatin1(*found), QString::fromLatin1(sha256))));
    }
    QFile::remove(file(sha256));
    QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther);
    if (!QFile::rename(path, file(sha256)))
        return fail(makeError(ErrorKind::Io, "cache.write", u"cannot move %1 into the cache"_s.arg(path)));
    return {};
}

Status PackageCache::takeBuilt(const QString &work, const QByteArray &key) const
{
    if (!QDir(built(key)).removeRecursively() || !QDir().rename(work, built(key)))
        return fail(makeError(ErrorKind::Io, "cache.write", u"cannot move %1 to %2"_s.arg(work, built(key))));
    return {};
}

Result<QByteArray> sha256OfFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(makeError(ErrorKind::Io, "file.read", u"%1: %2"_s.arg(path, file.errorString())));
    Sha256 sum;
    for (QByteArray block = file.read(1 << 20); !block.isEmpty(); block = file.read(1 << 20))
        sum.add(block);
    if (file.error() != QFileDevice::NoError)
        return fail(makeError(ErrorKind::Io, "file.read", u"%1: %2"_s.arg(path, file.errorString())));
    return sum.finish().toHex();
}

} // namespace cid
