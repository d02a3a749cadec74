// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/source/folder_source.h"

#include <QFileInfo>

namespace cid {

using namespace Qt::StringLiterals;

Result<QString> FolderSource::prepare()
{
    const QFileInfo info(m_path);
    if (!info.isDir())
        return fail(makeError(ErrorKind::NotFound, "source.no-folder", u"%1 is no folder"_s.arg(m_path)));
    return info.absoluteFilePath();
}

} // namespace cid
