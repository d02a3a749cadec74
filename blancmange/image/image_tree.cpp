// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/image/image_tree.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// Where the part of a pattern begins that has to be searched: "usr/lib/firmware/bnx2/*" is searched in the folder.
QString fixedFolder(const QString &pattern)
{
    QStringList fixed;
    const QStringList parts = pattern.split(u'/');
    for (qsizetype i = 0; i + 1 < parts.size() && !parts[i].contains(u'*') && !parts[i].contains(u'?'); ++i)
        fixed << parts[i];
    return fixed.join(u'/');
}

/// As it is spelled; Qt makes it absolute.
QByteArray readLink(const QString &path)
{
    QByteArray target(4096, Qt::Uninitialized);
    const ssize_t size =
        ::readlink(QFile::encodeName(path).constData(), target.data(), static_cast<size_t>(target.size()));
    target.truncate(std::max<ssize_t>(0, size));
    return target;
}

TreeEntry entryOf(const QFileInfo &info, const QByteArray &content, const QString &owner)
{
    TreeEntry entry;
    entry.owner = owner;
    entry.content = content;
    entry.mode = info.isExecutable() ? 0755 : 0644;
    return entry;
}

} // namespace

Status ImageTree::add(const QByteArray &path, const TreeEntry &entry)
{
    const auto present = m_entries.constFind(path);
    if (present != m_entries.constEnd() && present->owner != entry.owner
        && (present->type != entry.type || present->content != entry.content)) {
        return fail(makeError(ErrorKind::Conflict, "image.conflict",
                              u"/%1 comes from %2 and, with other bytes, from %3: take it from one of them"_s.arg(
                                  QString::fromUtf8(path), present->owner, entry.owner)));
    }
    for (qsizetype slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1))
        addFolder(path.left(slash), entry.owner);
    m_entries.insert(path, entry);
    return {};
}

Status ImageTree::addFile(const QByteArray &path, const QByteArray &content, const QString &owner, quint32 mode)
{
    TreeEntry entry;
    entry.mode = mode;
    entry.content = content;
    entry.owner = owner;
    return add(path, entry);
}

Status ImageTree::addLink(const QByteArray &path, const QByteArray &target, const QString &owner)
{
    TreeEntry entry;
    entry.type = TreeEntry::Type::Link;
    entry.mode = 0777;
    entry.content = target;
    entry.owner = owner;
    return add(path, entry);
}

void ImageTree::addFolder(const QByteArray &path, const QString &owner, quint32 mode)
{
    if (m_entries.contains(path))
        return;
    TreeEntry entry;
    entry.type = TreeEntry::Type::Folder;
    entry.mode = mode;
    entry.owner = owner;
    m_entries.insert(path, entry);
}

Result<int> ImageTree::addMatching(const QString &root, const QString &pattern, const QString &owner)
{
    int count = 0;
    for (const QString &path : matchingPaths(root, pattern)) {
        const QFileInfo info(root + u'/' + path);
        Status status;
        if (info.isSymLink()) {
            status = addLink(path.toUtf8(), readLink(info.filePath()), owner);
        } else {
            QFile file(info.filePath());
            if (!file.open(QIODevice::ReadOnly))
                return fail(
                    makeError(ErrorKind::Io, "file.read", u"%1: %2"_s.arg(file.fileName(), file.errorString())));
            status = add(path.toUtf8(), entryOf(info, file.readAll(), owner));
        }
        if (!status)
            return fail(status.error());
        ++count;
    }
    return count;
}

QStringList matchingPaths(const QString &root, const QString &pattern)
{
    QStringList found;
    const QString folder = fixedFolder(pattern);
    const QRegularExpression expression(
        QRegularExpression::wildcardToRegularExpression(pattern, QRegularExpression::UnanchoredWildcardConversion)
            .prepend(u'^')
            .append(u"(?:/.*)?$"_s),
        QRegularExpression::DotMatchesEverythingOption);
    QDirIterator files(root + u'/' + folder, QDir::Files | QDir::System | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next().mid(root.size() + 1);
        if (expression.match(path).hasMatch())
            found << path;
    }
    found.sort();
    return found;
}

} // namespace cid
