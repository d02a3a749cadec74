// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/machine_lock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>

using namespace Qt::StringLiterals;

namespace cid {

Result<UniqueFd> lockMachine(const QString &path, const QString &name)
{
    UniqueFd fd(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!fd.isValid())
        return fail(errnoError("machine.lock", u"cannot open %1"_s.arg(path)));
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
        return fail(makeError(ErrorKind::Conflict, "machine.in-use",
                              u"another process is the agent of %1 already"_s.arg(name), {{u"machine"_s, name}}));
    return fd;
}

} // namespace cid
