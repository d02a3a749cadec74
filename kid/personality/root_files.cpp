// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/personality/root_files.h"

#include "kid/deploy/deploy_scene.h"
#include "kid/personality/limits.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

bool RootFiles::has(const QByteArray &path) const
{
    return m_context.files().resolveInRoot(m_root, path).has_value();
}

bool RootFiles::hasAny(std::initializer_list<const char *> paths) const
{
    return std::any_of(paths.begin(), paths.end(), [this](const char *path) { return has(path); });
}

bool RootFiles::isLink(const QByteArray &path) const
{
    return m_context.files().linkTargetInRoot(m_root, path).has_value();
}

QByteArray RootFiles::linkTarget(const QByteArray &path) const
{
    return m_context.files().linkTargetInRoot(m_root, path).value_or(QByteArray());
}

QByteArray RootFiles::text(const QByteArray &path) const
{
    return m_context.files().readInRoot(m_root, path, personality::largestText).value_or(QByteArray());
}

Result<QByteArray> RootFiles::textToChange(const QByteArray &path) const
{
    auto found = m_context.files().readInRoot(m_root, path, personality::largestText);
    return found || has(path) ? found : QByteArray();
}

QByteArrayList RootFiles::in(const QByteArray &folder) const
{
    QByteArrayList paths;
    const QStringList names = m_context.files().listInRoot(m_root, folder).value_or(QStringList());
    for (const QString &name : names.first(std::min(names.size(), personality::mostNames)))
        paths << folder + '/' + QFile::encodeName(name);
    return paths;
}

const ImageLabels &RootFiles::labels() const
{
    if (!m_labels)
        m_labels = ImageLabels::read(m_context.files(), m_root);
    return *m_labels;
}

QByteArrayList RootFiles::missingFolders(const QByteArray &path) const
{
    QByteArrayList missing;
    for (qsizetype end = path.lastIndexOf('/'); end > 0 && !has(path.left(end)); end = path.lastIndexOf('/', end - 1))
        missing << path.left(end);
    return missing;
}

QByteArray RootFiles::labelLike(const QByteArray &path, const QByteArrayList &like) const
{
    const auto found =
        std::find_if(like.begin(), like.end(), [&](const QByteArray &other) { return other != path && has(other); });
    if (found == like.end())
        return {};
    const QByteArray label = m_context.files().labelInRoot(m_root, *found).value_or(QByteArray());
    return label.isEmpty() ? labels().labelOf(*found, false) : label;
}

Status RootFiles::label(const QByteArray &path, const QByteArray &wanted) const
{
    const QByteArray current = m_context.files().labelInRoot(m_root, path).value_or(QByteArray());
    if (!wanted.isEmpty() && wanted != current)
        return m_context.files().setLabelInRoot(m_root, path, wanted);
    if (!current.isEmpty() || !labels().isNeeded() || has(relabelPath))
        return {};
    m_context.step(u"the image's policy has no label for /%1: the image labels itself when it starts"_s.arg(
        QFile::decodeName(path)));
    return m_context.files().replaceInRoot({m_root, relabelPath, {}, 0644});
}

Status RootFiles::put(const RootedFile &file, const QByteArrayList &like) const
{
    const bool isNew = !has(file.path) || m_context.files().labelInRoot(m_root, file.path).value_or("").isEmpty();
    const QByteArrayList folders = missingFolders(file.path);
    if (Status status = writeInRoot(m_context, file); !status)
        return status;
    for (const QByteArray &folder : folders) {
        if (Status status = label(folder, labels().labelOf(folder, true)); !status)
            return status;
    }
    const QByteArray model = labelLike(file.path, like);
    return label(file.path, model.isEmpty() && isNew ? labels().labelOf(file.path, false) : model);
}

Status RootFiles::write(const OverlayFile &file, const QByteArrayList &like) const
{
    return put({m_root, file.path, file.content, file.mode}, like);
}

Status RootFiles::change(const QByteArray &path, const QByteArray &text) const
{
    return put({m_root, path, text, 0644, true}, {});
}

Status RootFiles::link(const QByteArray &path, const QByteArray &target) const
{
    m_context.step(u"link /%1 to %2"_s.arg(QFile::decodeName(path), QFile::decodeName(target)));
    return m_context.files().linkInRoot({m_root, path, target});
}

Status RootFiles::remove(const QByteArray &path) const
{
    if (!has(path) && !isLink(path))
        return {};
    m_context.step(u"remove /%1"_s.arg(QFile::decodeName(path)));
    return m_context.files().removeInRoot(m_root, path);
}

Status RootFiles::putAside(const QByteArray &path) const
{
    m_context.step(u"put /%1 aside, into /%2"_s.arg(QFile::decodeName(path), QLatin1StringView(asideFolder)));
    return m_context.files().moveInRoot(m_root, path, QByteArray(asideFolder) + '/' + path);
}

Status RootFiles::bringBackFile(const QByteArray &path) const
{
    const QByteArray aside = QByteArray(asideFolder) + '/' + path;
    const bool isFree = !has(path) && !isLink(path);
    if (isFree || text(path).startsWith(ownMark))
        return m_context.files().moveInRoot(m_root, aside, path);
    return m_context.files().removeInRoot(m_root, aside);
}

Status RootFiles::bringBack(const QByteArray &folder, int depth) const
{
    const QByteArray place = QByteArray(asideFolder) + (folder.isEmpty() ? QByteArray() : '/' + folder);
    for (const QByteArray &aside : in(place)) {
        const QByteArray path = aside.mid(qsizetype(sizeof asideFolder));
        const bool isFolder = !isLink(aside) && m_context.files().listInRoot(m_root, aside).has_value();
        Status status;
        if (!isFolder)
            status = bringBackFile(path);
        else if (depth < personality::deepest)
            status = bringBack(path, depth + 1);
        if (!status)
            return status;
    }
    return {};
}

Status RootFiles::bringBack() const
{
    return bringBack({}, 0);
}

} // namespace cid
