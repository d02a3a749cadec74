// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/service/pid_file.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

PidFile::~PidFile()
{
    if (m_file < 0)
        return;
    // The name goes first: a successor that opens it afterwards makes its own.
    ::unlink(QFile::encodeName(m_path).constData());
    ::close(m_file);
}

Status PidFile::create(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0)
        return fail(errnoError("service.pid-file", u"cannot open %1"_s.arg(path)));
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        ::close(file);
        return fail(makeError(ErrorKind::Conflict, "service.running",
                              u"%1 is held by another process: it runs already"_s.arg(path)));
    }
    const QByteArray line = QByteArray::number(::getpid()) + '\n';
    if (::ftruncate(file, 0) != 0 || ::write(file, line.constData(), static_cast<size_t>(line.size())) != line.size()) {
        const Error error = errnoError("service.pid-file", u"cannot write %1"_s.arg(path));
        ::close(file);
        return fail(error);
    }
    m_path = path;
    m_file = file;
    return {};
}

} // namespace cid
