// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/image/kernel_modules.h"

#include "blancmange/image/missing_firmware.h"

#include <KCompressionDevice>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <fnmatch.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

// The kernel's tools take both letters for the same.
QString plainModule(QString name)
{
    return name.replace(u'-', u'_');
}

QString moduleName(const QString &path)
{
    return plainModule(path.section(u'/', -1).section(u".ko"_s, 0, 0));
}

/// The folders of a group, below the kernel's own.
QStringList groupFolders(const QString &group)
{
    static const QMap<QString, QStringList> folders{
        {u"network"_s,
         {u"drivers/net/ethernet/"_s, u"drivers/net/phy/"_s, u"drivers/net/mdio/"_s, u"drivers/net/usb/"_s,
          u"drivers/net/hyperv/"_s, u"drivers/net/vmxnet3/"_s, u"drivers/net/virtio_net."_s,
          u"drivers/net/net_failover."_s, u"drivers/net/xen"_s, u"drivers/net/bonding/"_s, u"drivers/net/mii."_s,
          u"drivers/infiniband/hw/"_s, u"drivers/infiniband/ulp/ipoib/"_s, u"net/8021q/"_s}},
        {u"storage"_s,
         {u"drivers/ata/"_s, u"drivers/scsi/"_s, u"drivers/nvme/"_s, u"drivers/block/virtio_blk."_s,
          u"drivers/block/xen"_s, u"drivers/block/nbd."_s, u"drivers/block/loop."_s, u"drivers/message/"_s,
          u"drivers/md/"_s, u"drivers/mmc/"_s, u"drivers/ufs/"_s, u"drivers/firewire/firewire-sbp2."_s,
          // NVMe behind Intel's VMD, persistent memory, Micron's PCIe disks.
          u"drivers/pci/controller/vmd."_s, u"drivers/nvdimm/"_s, u"drivers/acpi/nfit/"_s, u"drivers/block/mtip32xx/"_s,
          u"drivers/firmware/efi/efi-pstore."_s}},
        {u"usb"_s,
         {u"drivers/usb/host/"_s, u"drivers/usb/storage/"_s, u"drivers/hid/usbhid/"_s, u"drivers/hid/hid-generic."_s}},
        {u"filesystems"_s,
         {u"fs/ext4/"_s, u"fs/xfs/"_s, u"fs/fat/"_s, u"fs/nls/"_s, u"fs/btrfs/"_s, u"fs/nfs/"_s, u"fs/efivarfs/"_s,
          u"fs/isofs/"_s, u"fs/overlayfs/"_s}},
        {u"virtual"_s,
         {u"drivers/virtio/"_s,
          u"drivers/net/virtio_net."_s,
          u"drivers/net/net_failover."_s,
          u"net/core/failover."_s,
          u"drivers/block/virtio_blk."_s,
          u"drivers/scsi/virtio_scsi."_s,
          u"drivers/char/hw_random/virtio-rng."_s,
          u"drivers/net/hyperv/"_s,
          u"drivers/hv/"_s,
          u"drivers/scsi/hv_storvsc."_s,
          u"drivers/net/vmxnet3/"_s,
          u"drivers/scsi/vmw_pvscsi."_s,
          u"drivers/net/xen"_s,
          u"drivers/block/xen"_s,
          u"drivers/net/ethernet/intel/e1000"_s,
          u"drivers/ata/ahci."_s,
          u"drivers/ata/ata_piix."_s,
          u"drivers/nvme/host/"_s,
          u"drivers/scsi/sd_mod."_s,
          u"drivers/scsi/scsi_mod."_s,
          u"net/8021q/"_s,
          u"drivers/firmware/efi/efi-pstore."_s}},
    };
    return folders.value(group);
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(makeError(ErrorKind::Io, "file.read", u"%1: %2"_s.arg(path, file.errorString())));
    return file.readAll();
}

/// A module as it lies in the initramfs.
struct ModuleFile
{
    QString path; ///< below the modules' folder
    QByteArray content;
};

/// As the kernel's package holds it where busybox can unpack it: xz is smaller than the whole initramfs' gzip, and
/// takes a third of the memory.
Result<ModuleFile> readModule(const QString &folder, const QString &path)
{
    const QString full = folder + u'/' + path;
    if (!path.endsWith(u".zst"))
        return readFile(full).map([&path](const QByteArray &content) { return ModuleFile{path, content}; });
    KCompressionDevice device(full, KCompressionDevice::Zstd);
    QByteArray content = device.open(QIODevice::ReadOnly) ? device.readAll() : QByteArray();
    if (content.isEmpty() || device.error() != QFileDevice::NoError)
        return fail(makeError(ErrorKind::Corrupt, "modules.packed", u"%1 cannot be unpacked"_s.arg(full)));
    return ModuleFile{path.chopped(4), std::move(content)};
}

/// The folder, below \a scratch, of the tables that depmod makes for the modules in \a folder.
Result<QString> makeTables(const QString &folder, const QString &scratch, ProcessRunner &runner)
{
    const QString version = kernelVersion(folder);
    const QString tables = scratch + u"/lib/modules/"_s + version;
    QDir().mkpath(tables);
    // depmod writes beside the modules: what is in the cache stays as it is, so it works on links to it.
    for (const QString &name : QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot))
        QFile::link(folder + u'/' + name, tables + u'/' + name);
    for (const QString &name : QDir(tables).entryList({u"modules.*"_s}, QDir::Files)) {
        if (!name.startsWith(u"modules.builtin") && name != u"modules.order")
            QFile::remove(tables + u'/' + name);
    }
    Command command;
    command.program = u"depmod"_s;
    command.arguments = {u"-b"_s, scratch, version};
    if (const auto done = runChecked(runner, command); !done)
        return fail(done.error());
    return tables;
}

} // namespace

QString kernelVersion(const QString &folder)
{
    return QDir(folder).dirName();
}

Result<ModuleIndex> ModuleIndex::load(const QString &folder, const QString &scratch, ProcessRunner &runner)
{
    const auto tables = makeTables(folder, scratch, runner);
    if (!tables)
        return fail(tables.error());
    ModuleIndex index;
    const auto dependencies = readFile(*tables + u"/modules.dep"_s);
    const auto aliases = readFile(*tables + u"/modules.alias"_s);
    const auto builtIn = readFile(folder + u"/modules.builtin"_s);
    if (!dependencies || !aliases || dependencies->isEmpty())
        return fail(makeError(ErrorKind::Io, "modules.none", u"%1 holds no kernel modules"_s.arg(folder)));
    for (const QByteArray &line : dependencies->split('\n')) {
        const QString text = QString::fromUtf8(line);
        const QString path = text.section(u':', 0, 0);
        if (path.isEmpty())
            continue;
        index.m_dependencies.insert(path, text.section(u':', 1).simplified().split(u' ', Qt::SkipEmptyParts));
        index.m_paths.insert(moduleName(path), path);
    }
    for (const QByteArray &line : aliases->split('\n')) {
        const QStringList words = QString::fromUtf8(line).split(u' ');
        if (words.size() == 3 && words[0] == u"alias")
            index.m_aliases.append({words[1].toUtf8(), words[2]});
    }
    // softdep ext4 pre: crc32c
    for (const QByteArray &line : readFile(*tables + u"/modules.softdep"_s).value_or(QByteArray()).split('\n')) {
        const QStringList words = QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
        for (const QString &word : words.mid(2)) {
            if (words[0] == u"softdep" && word != u"pre:" && word != u"post:")
                index.m_softDependencies[plainModule(words[1])].append(word);
        }
    }
    for (const QByteArray &line : builtIn.value_or(QByteArray()).split('\n'))
        index.m_builtIn.insert(moduleName(QString::fromUtf8(line)));
    return index;
}

void ModuleIndex::addWithDependencies(const QString &path, QSet<QString> &chosen) const
{
    if (chosen.contains(path))
        return;
    chosen.insert(path);
    for (const QString &needed : m_dependencies.value(path))
        addWithDependencies(needed, chosen);
    for (const QString &name : m_softDependencies.value(moduleName(path))) {
        for (const QString &needed : named(name))
            addWithDependencies(needed, chosen);
    }
}

QStringList ModuleIndex::named(const QString &name) const
{
    QStringList paths;
    if (const auto own = m_paths.constFind(plainModule(name)); own != m_paths.cend())
        paths << *own;
    const QByteArray wanted = name.toUtf8();
    for (const auto &[pattern, module] : m_aliases) {
        if (::fnmatch(pattern.constData(), wanted.constData(), 0) == 0)
            paths << m_paths.value(plainModule(module));
    }
    paths.removeAll({});
    return paths;
}

Status ModuleIndex::addMachines(const ModuleWish &wish, QSet<QString> &chosen) const
{
    for (const QString &list : wish.modaliasFiles) {
        const auto content = readFile(list);
        if (!content)
            return fail(content.error());
        int count = 0;
        for (const QByteArray &line : content->split('\n')) {
            const QByteArray modalias = line.trimmed();
            if (modalias.isEmpty() || modalias.startsWith('#') || !modalias.contains(':'))
                continue;
            ++count;
            for (const QString &path : named(QString::fromUtf8(modalias)))
                addWithDependencies(path, chosen);
        }
        if (count == 0) {
            return fail(
                makeError(ErrorKind::Invalid, "modules.nothing",
                          u"%1 names no hardware: it holds the modalias files of a machine's /sys"_s.arg(list)));
        }
    }
    return {};
}

Result<QStringList> ModuleIndex::choose(const ModuleWish &wish) const
{
    QSet<QString> chosen;
    for (const QString &name : wish.names) {
        const QString plain = plainModule(name);
        if (m_paths.contains(plain)) {
            addWithDependencies(m_paths.value(plain), chosen);
        } else if (!m_builtIn.contains(plain)) {
            return fail(makeError(ErrorKind::NotFound, "modules.unknown",
                                  u"[kernel] modules: the kernel has no module \"%1\""_s.arg(name)));
        }
    }
    for (const QString &group : wish.groups) {
        const QStringList folders = groupFolders(group);
        for (auto it = m_dependencies.keyBegin(); it != m_dependencies.keyEnd(); ++it) {
            const bool isIn = std::any_of(folders.begin(), folders.end(), [&it](const QString &folder) {
                return it->startsWith(u"kernel/"_s + folder);
            });
            if (isIn)
                addWithDependencies(*it, chosen);
        }
    }
    if (Status status = addMachines(wish, chosen); !status)
        return fail(status.error());
    QStringList paths(chosen.begin(), chosen.end());
    paths.sort();
    return paths;
}

namespace {

/// The modules of an image, in the image and, for depmod, in a folder of their own.
class ModuleCopies
{
public:
    ModuleCopies(ImageTree &tree, const ModuleWish &wish, const QString &scratch)
        : m_tree(tree)
        , m_wish(wish)
        , m_scratch(scratch)
        , m_version(kernelVersion(wish.folder))
        , m_place("usr/lib/modules/" + m_version.toUtf8() + '/')
        , m_copy(scratch + u"/chosen/lib/modules/"_s + m_version + u'/')
    { }

    [[nodiscard]] Status add(const QString &path)
    {
        const auto module = readModule(m_wish.folder, path);
        if (!module)
            return fail(module.error());
        const Status added = m_tree.addFile(m_place + module->path.toUtf8(), module->content, u"kernel modules"_s);
        if (!added)
            return added;
        QFile file(m_copy + module->path);
        QDir().mkpath(file.fileName().section(u'/', 0, -2));
        if (!file.open(QIODevice::WriteOnly) || file.write(module->content) != module->content.size())
            return fail(makeError(ErrorKind::Io, "file.write", u"%1: %2"_s.arg(file.fileName(), file.errorString())));
        return {};
    }

    /// The tables that modprobe reads.
    [[nodiscard]] Status addTables(ProcessRunner &runner)
    {
        QDir().mkpath(m_copy);
        for (const char *name : {"modules.order", "modules.builtin", "modules.builtin.modinfo"})
            QFile::copy(m_wish.folder + u'/' + QLatin1StringView(name), m_copy + QLatin1StringView(name));
        Command command;
        command.program = u"depmod"_s;
        command.arguments = {u"-b"_s, m_scratch + u"/chosen"_s, m_version};
        if (const auto done = runChecked(runner, command); !done)
            return fail(done.error());
        for (const char *name :
             {"modules.dep", "modules.alias", "modules.symbols", "modules.softdep", "modules.builtin"}) {
            const auto table = readFile(m_copy + QLatin1StringView(name));
            const Status added = table ? m_tree.addFile(m_place + name, *table, u"kernel modules"_s) : Status();
            if (!added)
                return added;
        }
        return {};
    }

private:
    ImageTree &m_tree;
    const ModuleWish &m_wish;
    const QString m_scratch;
    const QString m_version;
    const QByteArray m_place;
    const QString m_copy;
};

Status addFirmware(ImageTree &tree, const ModuleWish &wish)
{
    for (const QString &pattern : wish.firmware) {
        int count = 0;
        for (const QString &root : wish.firmwareRoots) {
            const auto added = tree.addMatching(root, u"usr/lib/firmware/"_s + pattern, u"firmware"_s);
            if (!added)
                return fail(added.error());
            count += *added;
        }
        if (count == 0)
            return fail(makeError(ErrorKind::NotFound, "modules.no-firmware",
                                  u"[kernel] firmware: no package holds usr/lib/firmware/%1"_s.arg(pattern)));
    }
    return {};
}

} // namespace

Status addModules(ImageTree &tree, const ModuleWish &wish, const QString &scratch, ProcessRunner &runner)
{
    const auto index = ModuleIndex::load(wish.folder, scratch + u"/all"_s, runner);
    if (!index)
        return fail(index.error());
    const auto chosen = index->choose(wish);
    if (!chosen)
        return fail(chosen.error());
    ModuleCopies copies(tree, wish, scratch);
    for (const QString &path : *chosen) {
        if (Status status = copies.add(path); !status)
            return status;
    }
    Status status = copies.addTables(runner);
    if (status)
        status = addFirmware(tree, wish);
    if (!status || !wish.warn)
        return status;
    QStringList paths;
    for (const QString &path : *chosen)
        paths << wish.folder + u'/' + path;
    const auto missing = missingFirmware(tree, paths, runner);
    if (!missing)
        return fail(missing.error());
    for (const QString &one : *missing)
        wish.warn(one);
    return {};
}

} // namespace cid
