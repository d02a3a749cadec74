// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/replace_file.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Status syncFolder(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).canonicalPath());
    const int handle = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isSynced = handle >= 0 && ::fsync(handle) == 0;
    const Status status = isSynced ? Status() : fail(errnoError("config.write", path));
    if (handle >= 0)
        ::close(handle);
    return status;
}

// False where the new file would belong to others than the old one, to somebody's loss.
bool handOver(int handle, const struct stat &old)
{
    struct stat made{};
    if (::fstat(handle, &made) != 0)
        return false;
    const bool isSameOwner = made.st_uid == old.st_uid || ::fchown(handle, old.st_uid, -1) == 0;
    const bool isSameGroup = made.st_gid == old.st_gid || ::fchown(handle, -1, old.st_gid) == 0;
    const mode_t groupMay = (old.st_mode & S_IRWXG) >> 3;
    const mode_t allMay = old.st_mode & S_IRWXO;
    return (isSameOwner || old.st_uid == 0) && (isSameGroup || groupMay == allMay);
}

} // namespace

Status replaceFile(const QString &path, const QByteArray &content, int newMode)
{
    const auto failed = [&path](const QString &why) {
        return fail(makeError(ErrorKind::Io, "config.write", path + u": "_s + why));
    };
    struct stat old{};
    const bool isThere = ::stat(QFile::encodeName(path).constData(), &old) == 0;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failed(file.errorString());
    if (isThere && !handOver(file.handle(), old)) {
        return failed(u"it belongs to user %1 and group %2, which this process may not give to a file: chown it to the "
                      "user that changes it (user %3)"_s.arg(old.st_uid)
                          .arg(old.st_gid)
                          .arg(::geteuid()));
    }
    // After the owner: a change of owner takes bits of the mode away.
    if (::fchmod(file.handle(), isThere ? old.st_mode & 07777 : static_cast<mode_t>(newMode)) != 0)
        return failed(qt_error_string(errno));
    if (file.write(content) != content.size() || !file.flush() || ::fsync(file.handle()) != 0 || !file.commit())
        return failed(file.error() == QFileDevice::NoError ? qt_error_string(errno) : file.errorString());
    return syncFolder(path);
}

} // namespace cid
