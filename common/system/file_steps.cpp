// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/file_steps.h"

#include <QFile>
#include <QRandomGenerator>

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace cid {

Error pathError(const char *code, const QString &what, const QString &path)
{
    if (errno == ENOENT || errno == ENOTDIR)
        return makeError(ErrorKind::NotFound, "file.not-found", u"there is no %1"_s.arg(path), {{u"path"_s, path}});
    Error error = errnoError(code, u"cannot %1 %2"_s.arg(what, path));
    error.arguments.insert(u"path"_s, path);
    return error;
}

Status writeAll(int fd, const QByteArray &content, const QString &path)
{
    qsizetype done = 0;
    while (done < content.size()) {
        const ssize_t put = ::write(fd, content.constData() + done, static_cast<size_t>(content.size() - done));
        if (put < 0 && errno != EINTR)
            return fail(pathError("file.write", u"write"_s, path));
        done += std::max<ssize_t>(0, put);
    }
    return {};
}

Result<QByteArray> readAll(int fd, ByteCount maximum, const QString &path)
{
    QByteArray content;
    QByteArray buffer(64 * KiB, Qt::Uninitialized);
    for (;;) {
        const ssize_t got = ::read(fd, buffer.data(), static_cast<size_t>(buffer.size()));
        if (got == 0)
            return content;
        if (got < 0 && errno != EINTR)
            return fail(pathError("file.read", u"read"_s, path));
        content.append(buffer.constData(), std::max<ssize_t>(0, got));
        if (content.size() > maximum)
            return fail(makeError(ErrorKind::Io, "file.too-large",
                                  u"%1 is larger than %2"_s.arg(path, formatBytes(maximum)), {{u"path"_s, path}}));
    }
}

namespace {

constexpr QByteArrayView temporaryBegin(".cid-new-");
constexpr QByteArrayView temporaryEnd(".tmp");

QByteArray temporaryName()
{
    return temporaryBegin.toByteArray() + QByteArray::number(QRandomGenerator::global()->generate64(), 36)
        + temporaryEnd.toByteArray();
}

Status fillAndRename(int folder, const QByteArray &temporary, const NewContent &file, const QString &path)
{
    const UniqueFd fd(
        ::openat(folder, temporary.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!fd.isValid())
        return fail(pathError("file.create", u"create a file beside"_s, path));
    if (Status status = writeAll(fd.get(), file.content, path); !status)
        return status;
    if (::fchmod(fd.get(), file.mode) != 0)
        return fail(pathError("file.mode", u"set the mode of"_s, path));
    if (file.durable && ::fsync(fd.get()) != 0)
        return fail(pathError("file.sync", u"write to the disk"_s, path));
    if (::renameat(folder, temporary.constData(), folder, file.name.constData()) != 0)
        return fail(pathError("file.rename", u"replace"_s, path));
    return {};
}

} // namespace

Status replaceInFolder(int folder, const NewContent &file, const QString &path)
{
    const QByteArray temporary = temporaryName();
    if (Status status = fillAndRename(folder, temporary, file, path); !status) {
        ::unlinkat(folder, temporary.constData(), 0);
        return status;
    }
    if (file.durable && ::fsync(folder) != 0)
        return fail(pathError("file.sync", u"write to the disk the folder of"_s, path));
    return {};
}

Status linkInFolder(int folder, const NewContent &link, const QString &path)
{
    const QByteArray temporary = temporaryName();
    if (::symlinkat(link.content.constData(), folder, temporary.constData()) != 0)
        return fail(pathError("file.create", u"create a link beside"_s, path));
    if (::renameat(folder, temporary.constData(), folder, link.name.constData()) != 0) {
        const Error error = pathError("file.rename", u"replace"_s, path);
        ::unlinkat(folder, temporary.constData(), 0);
        return fail(error);
    }
    if (link.durable && ::fsync(folder) != 0)
        return fail(pathError("file.sync", u"write to the disk the folder of"_s, path));
    return {};
}

bool isCutReplacement(const QString &name)
{
    return name.startsWith(QLatin1StringView(temporaryBegin)) && name.endsWith(QLatin1StringView(temporaryEnd));
}

Result<QByteArrayList> rawNamesIn(UniqueFd folder, const QString &path)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> stream(::fdopendir(folder.get()), ::closedir);
    if (!stream)
        return fail(pathError("file.list", u"list"_s, path));
    [[maybe_unused]] const int owned = folder.release();
    QByteArrayList names;
    errno = 0;
    while (const dirent *entry = ::readdir(stream.get())) {
        const QByteArray name = entry->d_name;
        if (name != "." && name != "..")
            names << name;
    }
    if (errno != 0)
        return fail(pathError("file.list", u"list"_s, path));
    std::sort(names.begin(), names.end());
    return names;
}

Result<QStringList> namesIn(UniqueFd folder, const QString &path)
{
    const Result<QByteArrayList> raw = rawNamesIn(std::move(folder), path);
    if (!raw)
        return fail(raw.error());
    QStringList names;
    for (const QByteArray &name : *raw)
        names << QFile::decodeName(name);
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace cid
