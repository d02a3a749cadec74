// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/kernel_choice.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

qsizetype digitsEnd(const QString &text, qsizetype from)
{
    while (from < text.size() && text[from].isDigit())
        ++from;
    return from;
}

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

QString newestKernel(const QStringList &names)
{
    static const QString prefix = u"vmlinuz-"_s;
    QString best;
    for (const QString &name : names) {
        if (name.startsWith(prefix) && (best.isEmpty() || versionLess(best, name)))
            best = name;
    }
    return best;
}

} // namespace

bool versionLess(const QString &a, const QString &b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (!a[i].isDigit() || !b[j].isDigit()) {
            if (a[i] != b[j])
                return a[i] < b[j];
            ++i;
            ++j;
            continue;
        }
        const qsizetype iEnd = digitsEnd(a, i);
        const qsizetype jEnd = digitsEnd(b, j);
        const qulonglong left = QStringView(a).mid(i, iEnd - i).toULongLong();
        const qulonglong right = QStringView(b).mid(j, jEnd - j).toULongLong();
        if (left != right)
            return left < right;
        i = iEnd;
        j = jEnd;
    }
    return a.size() - i < b.size() - j;
}

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
    const QStringList names = files.listInRoot(root, "boot").value_or(QStringList());
    const QString kernel = newestKernel(names);
    if (kernel.isEmpty())
        return KernelChoice{};
    choice.kernel = u"/boot/"_s + kernel;
    const QString version = kernel.section(u'-', 1);
    for (const QString &initrd : {u"initrd.img-%1"_s.arg(version), u"initramfs-%1.img"_s.arg(version)}) {
        if (choice.initrd.isEmpty() && names.contains(initrd))
            choice.initrd = u"/boot/"_s + initrd;
    }
    return choice;
}

} // namespace cid
