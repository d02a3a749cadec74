// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/image/closure.h"

#include "blancmange/image/elf_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

const QStringList &libraryFolders()
{
    static const QStringList folders{u"usr/lib/x86_64-linux-gnu"_s, u"usr/lib64"_s, u"usr/lib"_s};
    return folders;
}

class Closure
{
public:
    Closure(ImageTree &tree, const QStringList &roots)
        : m_tree(tree)
        , m_roots(roots)
    { }

    Status run()
    {
        QByteArrayList open = m_tree.entries().keys();
        while (!open.isEmpty()) {
            const QByteArray path = open.takeFirst();
            const TreeEntry entry = m_tree.entries().value(path);
            if (entry.type != TreeEntry::Type::File || !looksLikeElf(entry.content))
                continue;
            const auto elf = readElf(entry.content);
            if (!elf)
                return fail(withContext(elf.error(), u'/' + QString::fromUtf8(path)));
            if (!elf->interpreter.isEmpty()) {
                if (Status status = interpreter(elf->interpreter, open); !status)
                    return fail(withContext(status.error(), u'/' + QString::fromUtf8(path)));
            }
            const QStringList folders = foldersOf(*elf, path);
            for (const QByteArray &name : std::as_const(elf->needed)) {
                if (Status status = library(name, folders, open); !status)
                    return fail(withContext(status.error(), u'/' + QString::fromUtf8(path)));
            }
        }
        return {};
    }

private:
    /// Where the loader looks for what a program or library needs, relative to the root.
    [[nodiscard]] static QStringList foldersOf(const ElfFile &elf, const QByteArray &path)
    {
        QStringList folders;
        const QString origin = u'/' + QString::fromUtf8(path.left(path.lastIndexOf('/')));
        for (const QByteArray &runPath : elf.runPaths) {
            QString folder = QString::fromUtf8(runPath);
            folder.replace(u"${ORIGIN}"_s, origin).replace(u"$ORIGIN"_s, origin);
            folder = QDir::cleanPath(folder);
            if (!folder.startsWith(u'/') || folder.startsWith(u"/.."))
                continue; // Relative to wherever somebody starts it: nothing that an image can hold.
            folders.append(folder.startsWith(u"/lib") ? u"usr"_s + folder : folder.mid(1));
        }
        return folders + libraryFolders();
    }

    [[nodiscard]] bool isThere(const QByteArray &name, const QStringList &folders) const
    {
        for (const QString &folder : folders) {
            if (m_tree.contains(folder.toUtf8() + '/' + name))
                return true;
        }
        return false;
    }

    Status library(const QByteArray &name, const QStringList &folders, QByteArrayList &open)
    {
        if (isThere(name, folders))
            return {};
        for (const QString &root : m_roots) {
            for (const QString &folder : folders) {
                const QString path = folder + u'/' + QString::fromUtf8(name);
                if (QFileInfo(root + u'/' + path).isFile())
                    return take(root + u'/' + path, path.toUtf8(), open);
            }
        }
        return fail(
            makeError(ErrorKind::NotFound, "image.no-library",
                      u"it needs the library %1, which none of the packages holds"_s.arg(QString::fromUtf8(name))));
    }

    Status interpreter(const QByteArray &path, QByteArrayList &open)
    {
        // The path is fixed in every program: /lib64 is a link to usr/lib64 in the tree.
        const QByteArray place = path.startsWith("/lib") ? "usr" + path : path.mid(1);
        if (m_tree.contains(place))
            return {};
        const QString name = QString::fromUtf8(place.mid(place.lastIndexOf('/') + 1));
        for (const QString &root : m_roots) {
            for (const QString &folder : libraryFolders()) {
                if (const QString file = root + u'/' + folder + u'/' + name; QFileInfo(file).isFile())
                    return take(file, place, open);
            }
        }
        return fail(makeError(ErrorKind::NotFound, "image.no-library",
                              u"it is started by %1, which none of the packages holds"_s.arg(QString::fromUtf8(path))));
    }

    /// What a link leads to is copied under the link's name: that name is what programs ask for.
    Status take(const QString &file, const QByteArray &path, QByteArrayList &open)
    {
        QFile content(file);
        if (!content.open(QIODevice::ReadOnly))
            return fail(makeError(ErrorKind::Io, "file.read", u"%1: %2"_s.arg(file, content.errorString())));
        open.append(path);
        return m_tree.addFile(path, content.readAll(), u"libraries"_s, 0755);
    }

    ImageTree &m_tree;
    const QStringList &m_roots;
};

} // namespace

Status addLibraries(ImageTree &tree, const QStringList &roots)
{
    return Closure(tree, roots).run();
}

} // namespace cid
