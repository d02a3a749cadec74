// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/boot/manifest_names.h"

#include <QHash>

#include <algorithm>
#include <memory>
#include <sys/stat.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// A link of a folder on the way to a kernel lies no deeper: usr/lib/modules.
constexpr int deepestLink = 2;
/// As the kernel: more links than that are a ring.
constexpr int mostLinks = 40;
/// Of one path, links and all. A captured manifest is somebody else's, and no kernel lies deeper.
constexpr qsizetype mostSteps = 100;

QByteArrayView parentOf(QByteArrayView path)
{
    return path.first(std::max<qsizetype>(path.lastIndexOf('/'), 0));
}

/// Names without "." and "..", as they stand inside a root.
QByteArrayList stepsOf(const QByteArray &path)
{
    QByteArrayList steps;
    for (const QByteArray &step : path.split('/')) {
        if (step == "..")
            steps.resize(std::max<qsizetype>(steps.size() - 1, 0)); // No further up than the root.
        else if (!step.isEmpty() && step != ".")
            steps.append(step);
    }
    return steps;
}

class KernelFolders
{
public:
    KernelFolders(const Manifest &manifest, const QStringList &named);

    [[nodiscard]] QStringList names(const QString &folder) const { return m_names.value(resolved(folder.toUtf8())); }

private:
    /// Where the path leads.
    [[nodiscard]] QByteArray resolved(const QByteArray &path) const;
    void add(const QByteArray &path);

    QHash<QByteArray, QByteArray> m_links;
    QHash<QByteArray, QStringList> m_names;
};

KernelFolders::KernelFolders(const Manifest &manifest, const QStringList &named)
{
    for (const FileRecord &file : manifest.files) {
        if (S_ISLNK(file.mode) && !file.isHardLink && file.path.count('/') <= deepestLink)
            m_links.insert(file.path, file.target);
    }
    const QByteArrayList modules{resolved("lib/modules"), resolved("usr/lib/modules")};
    QByteArrayList wanted = modules;
    wanted << resolved("boot");
    for (const QString &path : named) {
        const QByteArray folder = resolved(parentOf(path.toUtf8()).toByteArray());
        if (!path.isEmpty() && !wanted.contains(folder))
            wanted << folder;
    }
    // A million files: nothing is copied of those that are none of ours.
    for (const FileRecord &file : manifest.files) {
        const QByteArrayView folder = parentOf(file.path);
        const bool isOfModules = !folder.isEmpty() && modules.contains(parentOf(folder));
        if (wanted.contains(folder) || isOfModules)
            add(file.path);
        if (isOfModules)
            add(folder.toByteArray()); // Layers of containers may leave folders out.
    }
}

void KernelFolders::add(const QByteArray &path)
{
    const QByteArray name = path.sliced(path.lastIndexOf('/') + 1);
    QStringList &names = m_names[parentOf(path).toByteArray()];
    const QString text = QString::fromUtf8(name);
    if (!name.isEmpty() && name.isValidUtf8() && (names.isEmpty() || names.last() != text))
        names.append(text);
}

QByteArray KernelFolders::resolved(const QByteArray &path) const
{
    QByteArrayList ahead = stepsOf(path);
    QByteArrayList done;
    for (int links = 0; !ahead.isEmpty();) {
        if (ahead.size() + done.size() > mostSteps)
            return {};
        done.append(ahead.takeFirst());
        const auto link = m_links.constFind(done.join('/'));
        if (link == m_links.constEnd())
            continue;
        if (++links > mostLinks)
            return {};
        done.removeLast();
        const QByteArray from = link->startsWith('/') ? QByteArray() : done.join('/') + '/';
        ahead = stepsOf(from + *link) + ahead;
        done.clear();
    }
    return done.join('/');
}

} // namespace

FolderNames kernelFoldersOf(const Manifest &manifest, const QStringList &named)
{
    return [folders = std::make_shared<const KernelFolders>(manifest, named)](const QString &folder) {
        return folders->names(folder);
    };
}

} // namespace cid
