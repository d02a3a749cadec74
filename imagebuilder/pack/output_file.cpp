// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/output_file.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

Result<int> openNameless(const QString &folder)
{
    int file = ::open(QFile::encodeName(folder).constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0)
        return file;
    // Not every file system can do that.
    QByteArray name = QFile::encodeName(folder) + "/.mkimg.XXXXXX";
    file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0)
        return fail(errnoError("pack.write", folder));
    ::unlink(name.constData());
    return file;
}

Status writeFully(int file, QByteArrayView bytes, const QString &what)
{
    while (!bytes.isEmpty()) {
        const ssize_t count = ::write(file, bytes.data(), static_cast<size_t>(bytes.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(errnoError("pack.write", what));
        bytes = bytes.sliced(count);
    }
    return {};
}

OutputFile::~OutputFile()
{
    if (m_file >= 0)
        ::close(m_file);
    if (!m_temporary.isEmpty())
        ::unlink(m_temporary.constData());
}

Status OutputFile::create(const QString &folder)
{
    m_temporary = QFile::encodeName(folder) + "/.mkimg.XXXXXX";
    m_file = ::mkostemp(m_temporary.data(), O_CLOEXEC);
    if (m_file < 0) {
        m_temporary.clear();
        return fail(errnoError("pack.write", folder));
    }
    return {};
}

Status OutputFile::write(QByteArrayView bytes)
{
    return writeFully(m_file, bytes, QFile::decodeName(m_temporary));
}

Status OutputFile::publish(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    if (::fchmod(m_file, 0640) != 0 || ::fsync(m_file) != 0 || ::rename(m_temporary.constData(), name.constData()) != 0)
        return fail(errnoError("pack.write", path));
    m_temporary.clear();
    const int folder =
        ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isSynced = folder >= 0 && ::fsync(folder) == 0;
    const Error error = isSynced ? Error() : errnoError("pack.write", path);
    if (folder >= 0)
        ::close(folder);
    return isSynced ? Status() : Status(fail(error));
}

} // namespace cid
