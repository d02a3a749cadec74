// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/own_files.h"

#include "common/base/ids.h"

#include <QFile>

#include <algorithm>
#include <sys/stat.h>

namespace cid {

namespace {

constexpr const char *besideImages[] = {".gz", ".manifest", ".sig", ".spdx.json"};
constexpr const char *onTheWay[] = {".mkimg.", ".mkimg-work."}; // as OutputFile and WorkFolder call them
constexpr qsizetype randomLetters = 6;

} // namespace

OwnFiles::OwnFiles(const QStringList &folders)
{
    for (const QString &folder : folders) {
        struct stat facts = {};
        if (!folder.isEmpty() && ::stat(QFile::encodeName(folder).constData(), &facts) == 0)
            m_folders.emplace_back(facts.st_dev, facts.st_ino);
    }
}

bool OwnFiles::isFolder(int folder) const
{
    struct stat facts = {};
    return !m_folders.empty() && ::fstat(folder, &facts) == 0
        && std::find(m_folders.begin(), m_folders.end(), std::pair(facts.st_dev, facts.st_ino)) != m_folders.end();
}

bool OwnFiles::isOwnName(const QByteArray &name)
{
    const bool isOnTheWay = std::any_of(std::begin(onTheWay), std::end(onTheWay), [&name](const QByteArray &begin) {
        return name.startsWith(begin) && name.size() == begin.size() + randomLetters;
    });
    return isOnTheWay || std::any_of(std::begin(besideImages), std::end(besideImages), [&name](const QByteArray &end) {
               return name.endsWith(end) && ImageId::parse(QString::fromLatin1(name.chopped(end.size())));
           });
}

} // namespace cid
