// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/build/source_digest.h"

#include "blancmange/cache.h"
#include "imagebuilder/sha256.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace cid {

using namespace Qt::StringLiterals;

Result<QByteArray> digestOfSources(const QString &folder)
{
    QStringList paths{u"CMakeLists.txt"_s};
    for (const QString &room : {u"common"_s, u"imagebuilder"_s, u"kid"_s, u"cmake"_s}) {
        QDirIterator files(folder + u'/' + room, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            paths << files.next().mid(folder.size() + 1);
    }
    if (!QFileInfo::exists(folder + u"/kid/cidkid.cpp"_s)) {
        return fail(makeError(ErrorKind::NotFound, "tree.none",
                              u"%1 does not hold the sources of notP, from which cidkid is built"_s.arg(folder)));
    }
    paths.sort();
    Sha256 sum;
    for (const QString &path : std::as_const(paths)) {
        const auto one = sha256OfFile(folder + u'/' + path);
        if (!one)
            return fail(one.error());
        sum.add(path.toUtf8() + '\0' + *one + '\n');
    }
    return sum.finish().toHex();
}

Result<QByteArray> digestOfTaken(const QString &recipe, ProcessRunner &runner)
{
    constexpr QByteArrayView mark("# takes ");
    QFile file(recipe);
    if (!file.open(QIODevice::ReadOnly))
        return fail(makeError(ErrorKind::NotFound, "file.read", u"%1: %2"_s.arg(recipe, file.errorString())));
    QByteArray sums;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (!line.startsWith(mark))
            continue;
        for (const QByteArray &name : line.mid(mark.size()).simplified().split(' ')) {
            Command where;
            where.program = u"c++"_s;
            where.arguments = QStringList{u"-print-file-name="_s + QString::fromUtf8(name)};
            const auto path = runChecked(runner, where);
            if (!path)
                return path;
            sums += name + ' ' + sha256OfFile(QString::fromUtf8(path->trimmed())).value_or("missing") + '\n';
        }
    }
    return sums.isEmpty() ? sums : Sha256::of(sums).toHex();
}

} // namespace cid
