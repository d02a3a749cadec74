// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/temporary_folder.h"

#include <QDir>
#include <QFileInfo>

namespace cid {

using namespace Qt::StringLiterals;

QString temporaryFolder()
{
    // Not QDir::tempPath(): it is empty where the folder is gone.
    const QString wanted = QFile::decodeName(qgetenv("TMPDIR"));
    if (QDir::isAbsolutePath(wanted) && QFileInfo(wanted).isDir())
        return QDir::cleanPath(wanted);
    return QFileInfo(u"/tmp"_s).isDir() ? u"/tmp"_s : u"/var/tmp"_s;
}

} // namespace cid
