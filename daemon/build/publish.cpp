// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/build/publish.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QStringList fileNames()
{
    return {u"vmlinuz"_s, u"blancmange-initramfs.gz"_s};
}

Status sync(const QString &path, int flags)
{
    const int handle = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC);
    const bool isSynced = handle >= 0 && ::fsync(handle) == 0;
    const Status status = isSynced ? Status() : fail(errnoError("publish.write", path));
    if (handle >= 0)
        ::close(handle);
    return status;
}

Status copy(const QString &from, const QString &to)
{
    QFile::remove(to);
    QFile source(from);
    if (!source.copy(to))
        return fail(makeError(ErrorKind::Io, "publish.write", u"%1: %2"_s.arg(to, source.errorString())));
    if (!QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther))
        return fail(makeError(ErrorKind::Io, "publish.write", u"%1: its mode cannot be set"_s.arg(to)));
    return sync(to, O_RDONLY);
}

Status rename(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return fail(errnoError("publish.write", to));
    return {};
}

// The old file keeps its name until the new one takes it: no machine finds nothing.
Status keepOld(const QString &path)
{
    if (!QFileInfo::exists(path))
        return {};
    const QString old = path + u".old"_s;
    QFile::remove(old);
    if (::link(QFile::encodeName(path).constData(), QFile::encodeName(old).constData()) != 0)
        return fail(errnoError("publish.write", old));
    return {};
}

} // namespace

Result<QStringList> publishBlancmange(const QString &from, const QString &to)
{
    const QStringList names = fileNames();
    for (const QString &name : names) {
        if (!QFileInfo(from + u'/' + name).isFile())
            return fail(makeError(ErrorKind::NotFound, "publish.nothing",
                                  u"%1/%2 is missing: assemble Blancmange first"_s.arg(from, name)));
    }
    Status status;
    for (const QString &name : names) {
        if (status)
            status = copy(from + u'/' + name, u"%1/.%2.new"_s.arg(to, name));
    }
    QStringList done;
    for (const QString &name : names) {
        const QString path = to + u'/' + name;
        if (status)
            status = keepOld(path);
        if (status)
            status = rename(u"%1/.%2.new"_s.arg(to, name), path);
        if (status)
            done << u"%1: %2 bytes"_s.arg(path).arg(QFileInfo(path).size());
    }
    if (status)
        status = sync(to, O_RDONLY | O_DIRECTORY);
    if (!status)
        return fail(status.error());
    return done;
}

} // namespace cid
