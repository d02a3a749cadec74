// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/boot/kernel_pairs.h"

#include "imagebuilder/boot/version_order.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

/// A name around a version, %1.
constexpr const char *kernelNames[] = {"vmlinuz-%1", "Image-%1", "vmlinux-%1"};
constexpr const char *initrdNames[] = {"initrd.img-%1", "initramfs-%1.img", "initrd-%1", "initramfs-%1"};

QString named(const char *pattern, const QString &version)
{
    // A kernel without a version has an initrd without one: vmlinuz, initrd.img.
    QString name = QString::fromLatin1(pattern);
    return version.isEmpty() ? name.remove(u"-%1"_s) : name.arg(version);
}

bool isPutAside(const QString &name)
{
    static const QStringList ends{u".rpmsave"_s, u".rpmnew"_s, u".rpmorig"_s, u".old"_s,      u".bak"_s,   u".orig"_s,
                                  u".hmac"_s,    u".sig"_s,    u"~"_s,        u"-fallback"_s, u"+debug"_s, u"-debug"_s};
    return name.contains(u".dpkg-"_s) || name.contains(u"-rescue"_s) || name.contains(u"rescue-"_s)
        || std::any_of(ends.begin(), ends.end(), [&name](const QString &end) { return name.endsWith(end); });
}

/// The version in \a name where it is a kernel's.
std::optional<QString> versionIn(const QString &name)
{
    for (const char *pattern : kernelNames) {
        const QString prefix = QString::fromLatin1(pattern).remove(u"%1"_s);
        if (name == prefix.chopped(1))
            return QString();
        if (name.startsWith(prefix) && name.size() > prefix.size())
            return name.sliced(prefix.size());
    }
    return {};
}

QString initrdOf(const QString &version, const QStringList &names, const QString &folder)
{
    for (const char *pattern : initrdNames) {
        const QString name = named(pattern, version);
        if (names.contains(name))
            return folder + name;
    }
    return {};
}

/// Kernels that lie beside their modules, with an initrd beside them or in boot.
QList<KernelPair> besideModules(const FolderNames &names, const QStringList &boot)
{
    QList<KernelPair> found;
    for (const QString &folder : {u"usr/lib/modules"_s, u"lib/modules"_s}) {
        const QStringList versions = names(folder);
        for (const QString &version : versions) {
            const QString own = folder + u'/' + version;
            const QStringList files = isPutAside(version) ? QStringList() : names(own);
            if (!files.contains(u"vmlinuz"_s))
                continue;
            QString initrd = initrdOf(version, boot, u"/boot/"_s);
            if (initrd.isEmpty())
                initrd = initrdOf({}, files, u'/' + own + u'/');
            found.append({version, u'/' + own + u"/vmlinuz"_s, initrd});
        }
    }
    return found;
}

bool isBetter(const KernelPair &a, const KernelPair &b)
{
    if (a.initrd.isEmpty() != b.initrd.isEmpty())
        return b.initrd.isEmpty();
    return compareKernelVersions(a.version, b.version) > 0;
}

} // namespace

QList<KernelPair> kernelPairs(const FolderNames &names)
{
    const QStringList boot = names(u"boot"_s);
    QList<KernelPair> pairs;
    const auto add = [&pairs](const KernelPair &pair) {
        const bool isKnown = std::any_of(pairs.cbegin(), pairs.cend(),
                                         [&pair](const KernelPair &one) { return one.version == pair.version; });
        if (!isKnown)
            pairs.append(pair);
    };
    for (const char *pattern : kernelNames) {
        for (const QString &name : boot) {
            const auto version = isPutAside(name) ? std::optional<QString>() : versionIn(name);
            if (version && name == named(pattern, *version))
                add({*version, u"/boot/"_s + name, initrdOf(*version, boot, u"/boot/"_s)});
        }
    }
    for (const KernelPair &pair : besideModules(names, boot))
        add(pair);
    std::stable_sort(pairs.begin(), pairs.end(), isBetter);
    return pairs;
}

QString kernelNamesInWords()
{
    return u"/boot/vmlinuz-VERSION, Image-VERSION, vmlinux-VERSION or /usr/lib/modules/VERSION/vmlinuz"_s;
}

QString initrdNamesInWords(const QString &version)
{
    QStringList names;
    for (const char *pattern : initrdNames)
        names << named(pattern, version);
    return u"/boot/"_s + names.join(u", "_s);
}

} // namespace cid
