// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/image/image_builder.h"

#include "blancmange/image/base_tree.h"
#include "blancmange/image/closure.h"
#include "blancmange/image/cpio.h"
#include "blancmange/image/kernel_modules.h"
#include "blancmange/image/netboot_files.h"
#include "blancmange/image/size_table.h"
#include "imagebuilder/sha256.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace cid {

using namespace Qt::StringLiterals;

Status ImageBuilder::addPackages(ImageTree &tree) const
{
    QStringList roots;
    QStringList libraries;
    for (const TopPackage &package : m_config.usedPackages()) {
        const BuiltPackage built = m_packages.value(package.name);
        roots << built.root;
        libraries << built.libraries;
        for (const QString &pattern : package.files) {
            const auto count = tree.addMatching(built.root, pattern, package.name);
            if (!count)
                return fail(withContext(count.error(), package.name));
            if (*count == 0)
                return fail(
                    placedError("image.no-file", package.place,
                                u"[package \"%1\"] holds nothing that files = %2 takes"_s.arg(package.name, pattern)));
        }
    }
    roots += libraries;
    if (!m_config.isStatic)
        roots << u"/"_s;
    return addLibraries(tree, roots);
}

Result<QString> ImageBuilder::kernelFile() const
{
    if (!m_config.kernelPath.isEmpty())
        return m_config.kernelPath;
    const QString boot = m_packages.value(m_config.kernelPackage).root + u"/boot"_s;
    const QStringList kernels = QDir(boot).entryList({u"vmlinuz-*"_s}, QDir::Files, QDir::Name);
    if (kernels.size() == 1)
        return boot + u'/' + kernels.first();
    return fail(makeError(
        ErrorKind::NotFound, "image.no-kernel",
        u"[kernel] package = %1: it holds %2 kernels, expected one"_s.arg(m_config.kernelPackage).arg(kernels.size())));
}

Result<QString> ImageBuilder::modulesFolder() const
{
    if (!m_config.kernelPath.isEmpty())
        return m_config.modulesPath;
    const QString modules = m_packages.value(m_config.kernelPackage).root + u"/usr/lib/modules"_s;
    const QStringList versions = QDir(modules).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    if (versions.size() == 1)
        return modules + u'/' + versions.first();
    return fail(makeError(
        ErrorKind::NotFound, "image.no-kernel",
        u"[kernel] package = %1: it holds the modules of %2 kernels, expected one"_s.arg(m_config.kernelPackage)
            .arg(versions.size())));
}

Status ImageBuilder::addKernelModules(ImageTree &tree, const QString &scratch)
{
    const auto folder = modulesFolder();
    if (!folder)
        return fail(folder.error());
    if (folder->isEmpty())
        return {};
    ModuleWish wish{*folder, m_config.modules, m_config.moduleGroups, m_config.modaliasFiles, {}, m_config.firmware};
    wish.warn = [this](const QString &driver) {
        m_options.say(
            u"warning: no package brings what a driver loads into its device, which may be of no use without: "_s
            + driver);
    };
    for (const TopPackage &package : m_config.usedPackages())
        wish.firmwareRoots << m_packages.value(package.name).root;
    return addModules(tree, wish, scratch, m_runner);
}

Status ImageBuilder::addOwnFiles(ImageTree &tree) const
{
    for (const TopFile &file : m_config.files + m_config.scripts) {
        QFile source(file.source);
        if (!source.open(QIODevice::ReadOnly))
            return fail(
                makeError(ErrorKind::NotFound, "file.read", u"%1: %2"_s.arg(file.source, source.errorString())));
        const QByteArray path = mergedPath(file.target.mid(1)).toUtf8();
        if (Status status = tree.addFile(path, source.readAll(), u"your own files"_s, file.mode); !status)
            return status;
    }
    return {};
}

Status ImageBuilder::checkComplete(const ImageTree &tree) const
{
    QStringList missing;
    for (const char *path :
         {"usr/bin/busybox", "usr/sbin/dropbear", "usr/sbin/cidkid", "usr/sbin/sfdisk", "usr/sbin/wipefs",
          "usr/sbin/blkid", "usr/sbin/mkswap", "usr/sbin/mke2fs", "etc/mke2fs.conf"}) {
        if (!tree.contains(path))
            missing << u'/' + QLatin1StringView(path);
    }
    if (missing.isEmpty())
        return {};
    return fail(makeError(ErrorKind::Invalid, "image.incomplete",
                          u"%1: no package brings %2; without them no machine can be installed"_s.arg(
                              m_config.path, missing.join(u", "))));
}

Result<ImageTree> ImageBuilder::tree(const QString &scratch)
{
    ImageTree tree;
    Status status = addBase(tree, m_config, m_options.initFolder);
    if (status)
        status = addPackages(tree);
    if (status)
        status = addKernelModules(tree, scratch);
    if (status)
        status = addOwnFiles(tree);
    if (status)
        status = checkComplete(tree);
    if (!status)
        return fail(status.error());
    return tree;
}

Status ImageBuilder::write(const QString &name, const QByteArray &content, bool isSecret)
{
    const QString path = m_options.outputFolder + u'/' + name;
    QDir().mkpath(path.section(u'/', 0, -2));
    QSaveFile file(path);
    auto permissions = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup;
    if (!isSecret)
        permissions |= QFileDevice::ReadOther;
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(permissions) || file.write(content) != content.size()
        || !file.commit())
        return fail(makeError(ErrorKind::Io, "file.write", u"%1: %2"_s.arg(path, file.errorString())));
    return {};
}

Status ImageBuilder::writeBesides()
{
    const auto files = netbootFiles(m_config);
    if (!files)
        return fail(files.error());
    for (auto it = files->constBegin(); it != files->constEnd(); ++it) {
        if (Status status = write(it.key(), it.value()); !status)
            return status;
    }
    for (const TopPackage &package : m_config.usedPackages()) {
        const QString root = m_packages.value(package.name).root;
        for (const QString &pattern : package.output) {
            const QStringList paths = matchingPaths(root, pattern);
            if (paths.isEmpty())
                return fail(
                    placedError("image.no-file", package.place,
                                u"[package \"%1\"] holds nothing that output = %2 takes"_s.arg(package.name, pattern)));
            for (const QString &path : paths) {
                QFile file(root + u'/' + path);
                if (!file.open(QIODevice::ReadOnly))
                    return fail(
                        makeError(ErrorKind::Io, "file.read", u"%1: %2"_s.arg(file.fileName(), file.errorString())));
                if (Status status = write(path.section(u'/', -1), file.readAll()); !status)
                    return status;
            }
        }
    }
    return {};
}

Result<ImageReport> ImageBuilder::build(const QString &scratch, const PackageLock &lock)
{
    const auto tree = this->tree(scratch);
    if (!tree)
        return fail(tree.error());
    const auto archive = writeCpio(*tree);
    if (!archive)
        return fail(archive.error());
    m_options.say(u"compressing %1"_s.arg(formatBytes(archive->size())));
    const QByteArray packed = gzipPlain(*archive, m_options.level);
    const auto kernelPath = kernelFile();
    if (!kernelPath)
        return fail(kernelPath.error());
    QFile kernel(*kernelPath);
    if (!kernel.open(QIODevice::ReadOnly))
        return fail(makeError(ErrorKind::Io, "file.read", u"%1: %2"_s.arg(*kernelPath, kernel.errorString())));
    const QByteArray kernelBytes = kernel.readAll();
    ImageReport report{archive->size(),
                       packed.size(),
                       kernelBytes.size(),
                       kernelPath->section(u"vmlinuz-"_s, 1),
                       Sha256::of(packed).toHex(),
                       sizeTable(*tree)};
    Status status = write(u"blancmange-initramfs.gz"_s, packed, true);
    if (status)
        status = write(u"vmlinuz"_s, kernelBytes);
    if (status)
        status = write(u"manifest"_s, manifestText(report.digest, report.sizes, lock));
    if (status)
        status = writeBesides();
    if (!status)
        return fail(status.error());
    return report;
}

} // namespace cid
