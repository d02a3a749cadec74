// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/source/boot_check.h"

#include "imagebuilder/boot/init_system.h"
#include "imagebuilder/boot/kernel_pairs.h"
#include "imagebuilder/boot/own_agent.h"

#include <QFile>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class RootView
{
public:
    RootView(const QString &root, FileSystem &files)
        : m_root(root)
        , m_files(files)
    { }

    [[nodiscard]] QStringList names(const char *folder) const
    {
        return m_files.listInRoot(m_root, folder).value_or(QStringList());
    }
    [[nodiscard]] bool hasAny(std::initializer_list<const char *> paths) const
    {
        return std::any_of(paths.begin(), paths.end(), [this](const char *path) {
            const QString whole = QString::fromLatin1(path);
            return names(whole.section(u'/', 0, -2).toLatin1().constData()).contains(whole.section(u'/', -1));
        });
    }

private:
    const QString m_root;
    FileSystem &m_files;
};

void checkKernels(const RootView &view, QStringList &missing)
{
    const QList<KernelPair> pairs =
        kernelPairs([&view](const QString &folder) { return view.names(folder.toLatin1().constData()); });
    if (pairs.isEmpty()) {
        missing << u"a kernel: there is no %1; install one (Debian: linux-image-amd64)"_s.arg(kernelNamesInWords());
        return;
    }
    const KernelPair &best = pairs.first();
    if (best.initrd.isEmpty())
        missing << u"an initramfs: there is none of %1; make one (update-initramfs, dracut)"_s.arg(
            initrdNamesInWords(best.version));
    const QStringList modules = view.names("lib/modules") + view.names("usr/lib/modules");
    // Of names without a version, as Alpine's and Arch's are, nobody knows which modules belong to them.
    const bool isNumbered = !best.version.isEmpty() && best.version.front().isDigit();
    if (isNumbered ? !modules.contains(best.version) : modules.isEmpty())
        missing << u"the kernel's modules: there is no /lib/modules/%1"_s.arg(isNumbered ? best.version : u"VERSION"_s);
}

} // namespace

QStringList missingForBoot(const QString &root, FileSystem &files)
{
    const RootView view(root, files);
    QStringList missing;
    checkKernels(view, missing);
    const bool hasInit =
        view.hasAny({"sbin/init", "usr/sbin/init", "lib/systemd/systemd", "usr/lib/systemd/systemd", "etc/init"});
    if (!hasInit)
        missing << u"an init: there is no /sbin/init; install one (Debian: systemd-sysv)"_s;
    const QString ownAgent =
        ownAgentOf([&view](const QString &folder) { return view.names(folder.toLatin1().constData()); });
    if (hasInit && ownAgent.isEmpty() && initSystemOf(files, root) == InitSystem::None) {
        missing
            << u"something that starts services (%1), into which nodes write notP's agent, or a cidkid of its own: no "
               "node in this image would ever report that it runs"_s.arg(initSystemsInWords());
    }
    return missing;
}

} // namespace cid
