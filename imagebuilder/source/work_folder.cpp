// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/source/work_folder.h"

#include "common/system/remove_tree.h"

#include <QFile>

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>

namespace cid {

using namespace Qt::StringLiterals;

WorkFolder::~WorkFolder()
{
    if (m_path.isEmpty())
        return;
    const Status removed = removeTreeAt(m_path);
    if (!removed) // Nobody else will say what fills the disk.
        std::fprintf(stderr, "%s stays: %s\n", qUtf8Printable(m_path), qUtf8Printable(removed.error().text));
}

Status WorkFolder::create(const QString &parent)
{
    QByteArray name = QFile::encodeName(parent) + "/.mkimg-work.XXXXXX";
    if (!::mkdtemp(name.data()))
        return fail(errnoError("source.work", parent));
    m_path = QFile::decodeName(name);
    return {};
}

Result<QString> WorkFolder::makeInside(const QString &name) const
{
    const QString path = m_path + u'/' + name;
    const QByteArray encoded = QFile::encodeName(path);
    const timespec times[2] = {};
    if (::mkdir(encoded.constData(), 0755) != 0 || ::chmod(encoded.constData(), 0755) != 0
        || ::utimensat(AT_FDCWD, encoded.constData(), times, 0) != 0)
        return fail(errnoError("source.work", path));
    return path;
}

} // namespace cid
