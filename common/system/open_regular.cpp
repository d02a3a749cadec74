// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/open_regular.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace cid {

using namespace Qt::StringLiterals;

Result<UniqueFd> openRegular(const QString &path)
{
    // A handle to the name alone waits for nobody. What it names is opened once it is known to be harmless, whatever
    // the path names by then.
    const UniqueFd named(::open(QFile::encodeName(path).constData(), O_PATH | O_CLOEXEC));
    struct stat facts = {};
    if (!named.isValid() || ::fstat(named.get(), &facts) != 0)
        return fail(errnoError("file.open", path));
    if (!S_ISREG(facts.st_mode))
        return fail(makeError(ErrorKind::Invalid, "file.not-regular", u"%1 is not a file of bytes"_s.arg(path)));
    UniqueFd opened(::open(("/proc/self/fd/" + QByteArray::number(named.get())).constData(), O_RDONLY | O_CLOEXEC));
    // A machine that has just begun, or a jail, may have no /proc.
    if (!opened.isValid() && errno == ENOENT)
        opened.reset(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!opened.isValid())
        return fail(errnoError("file.open", path));
    return opened;
}

Status openRegular(QFile &file)
{
    auto opened = openRegular(file.fileName());
    if (!opened)
        return fail(opened.error());
    if (!file.open(opened->get(), QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        return fail(makeError(ErrorKind::Io, "file.open", u"%1: %2"_s.arg(file.fileName(), file.errorString())));
    }
    (void)opened->release();
    return {};
}

} // namespace cid
