// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/kernel_choice.h"

#include "imagebuilder/boot/kernel_pairs.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

Result<QString> namedFile(FileSystem &files, const QString &root, const QString &path)
{
    QString relative = path;
    while (relative.startsWith(u'/'))
        relative.remove(0, 1);
    const Result<QStringList> names = files.listInRoot(root, QFile::encodeName(relative.section(u'/', 0, -2)));
    if (!names || !names->contains(relative.section(u'/', -1)))
        return fail(makeError(ErrorKind::NotFound, "boot.no-kernel",
                              u"image_db names /%1, which the image does not hold"_s.arg(relative)));
    return QString(u'/' + relative);
}

} // namespace

Result<KernelChoice> chooseKernel(FileSystem &files, const QString &root, const ImageDefinition &definition)
{
    KernelChoice choice;
    for (const auto &[wish, path] :
         {std::pair{definition.kernel, &choice.kernel}, {definition.initrd, &choice.initrd}}) {
        if (wish.isEmpty())
            continue;
        const Result<QString> found = namedFile(files, root, wish);
        if (!found)
            return fail(found.error());
        *path = *found;
    }
    if (!choice.kernel.isEmpty())
        return choice;
    const QList<KernelPair> pairs = kernelPairs([&files, &root](const QString &folder) {
        return files.listInRoot(root, QFile::encodeName(folder)).value_or(QStringList());
    });
    if (pairs.isEmpty())
        return KernelChoice{};
    const KernelPair &best = pairs.first();
    if (choice.initrd.isEmpty())
        choice.initrd = best.initrd;
    if (choice.initrd.isEmpty()) {
        return fail(makeError(ErrorKind::NotFound, "boot.no-initrd",
                              u"%1 has no initrd; looked for %2. Make one, or name it in image_db with initrd = "_s.arg(
                                  best.kernel, initrdNamesInWords(best.version))));
    }
    choice.kernel = best.kernel;
    return choice;
}

} // namespace cid
