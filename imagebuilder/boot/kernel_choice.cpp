// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/boot/kernel_choice.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

Result<QString> namedFile(const FolderNames &names, const QString &path)
{
    QString relative = path;
    while (relative.startsWith(u'/'))
        relative.remove(0, 1);
    if (!names(relative.section(u'/', 0, -2)).contains(relative.section(u'/', -1)))
        return fail(makeError(ErrorKind::NotFound, "boot.no-kernel",
                              u"image_db names /%1, which the image does not hold"_s.arg(relative)));
    return QString(u'/' + relative);
}

} // namespace

Result<KernelChoice> chooseKernel(const FolderNames &names, const ImageDefinition &definition)
{
    KernelChoice choice;
    for (const auto &[wish, path] :
         {std::pair{definition.kernel, &choice.kernel}, {definition.initrd, &choice.initrd}}) {
        if (wish.isEmpty())
            continue;
        const Result<QString> found = namedFile(names, wish);
        if (!found)
            return fail(found.error());
        *path = *found;
    }
    if (!choice.kernel.isEmpty())
        return choice;
    const QList<KernelPair> pairs = kernelPairs(names);
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

QString whyItCannotStart(const FolderNames &names, const ImageDefinition &definition)
{
    const Result<KernelChoice> choice = chooseKernel(names, definition);
    if (!choice)
        return choice.error().text;
    return choice->kernel.isEmpty()
        ? u"it holds no kernel; looked for %1. Name it in image_db with kernel = "_s.arg(kernelNamesInWords())
        : QString();
}

} // namespace cid
