// SPDX-License-Identifier: GPL-3.0-or-later
// A real machine as the kernel would show it, in a folder.
#include "kid/inventory/disk_choice.h"
#include "kid/inventory/disk_list.h"
#include "kid/inventory/hardware.h"
#include "kid/machine/disk_inspection.h"
#include "kid/machine/real_machine.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cid;

namespace {

// Answers as wipefs does on a blank disk, fails on those that are broken, and remembers what was run.
class FakeRunner final : public ProcessRunner
{
public:
    Result<CommandOutput> run(const Command &command) override
    {
        ran << command.toString();
        if (command.program == u"wipefs"_s && broken.contains(command.arguments.last()))
            return CommandOutput{1, {}, "wipefs: error: Input/output error"};
        if (command.program == u"sfdisk"_s)
            return CommandOutput{
                tables.contains(command.arguments.last()) ? 0 : 1, tables.value(command.arguments.last()), {}};
        return CommandOutput{0, command.program == u"wipefs"_s ? QByteArray("{\"signatures\": []}") : QByteArray(), {}};
    }

    QStringList ran;
    QStringList broken;
    QHash<QString, QByteArray> tables; ///< what sfdisk says of a disk
};

} // namespace

class RealMachineTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    LocalFileSystem m_local{Durability::None};
    FileSystem &m_files = m_local;
    FakeRunner m_runner;

    [[nodiscard]] QString at(const QString &path) const { return m_folder->path() + u'/' + path; }
    [[nodiscard]] SystemFolders folders() const
    {
        return {at(u"sys"_s), at(u"proc"_s), at(u"dev"_s), at(u"run/cid"_s), at(u"root"_s), at(u"loaders"_s)};
    }
    void put(const QString &path, const QByteArray &content)
    {
        QVERIFY(m_files.makeFolder(at(path).section(u'/', 0, -2), 0755));
        QVERIFY(m_files.replace(at(path), content));
    }
    // /sys/block/NAME is a link into the tree of devices.
    void addDisk(const QString &name, const QString &place, const QByteArray &sectors)
    {
        put(u"sys/devices/%1/block/%2/size"_s.arg(place, name), sectors + '\n');
        put(u"sys/devices/%1/block/%2/removable"_s.arg(place, name), "0\n");
        QVERIFY(m_files.makeFolder(at(u"sys/devices/%1/block/%2/device"_s.arg(place, name)), 0755));
        QVERIFY(m_files.makeFolder(at(u"sys/block"_s), 0755));
        QVERIFY(QFile::link(at(u"sys/devices/%1/block/%2"_s.arg(place, name)), at(u"sys/block/"_s + name)));
        put(u"dev/"_s + name, QByteArray(1 << 20, '\0'));
    }
    void attribute(const QString &name, const QString &file, const QByteArray &content)
    {
        put(u"sys/block/"_s + name + u'/' + file, content);
    }
    [[nodiscard]] Disk only()
    {
        const auto disks = listDisks(m_files, folders());
        return disks && disks->size() == 1 ? disks->first() : Disk();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_runner.ran.clear();
        m_runner.broken.clear();
        m_runner.tables.clear();
        QVERIFY(m_files.makeFolder(at(u"sys/block"_s), 0755));
        put(u"proc/cmdline"_s, "BOOT_IMAGE=/vmlinuz cid.blancmange=ram console=ttyS0,115200 panic=60\n");
        put(u"proc/self/mountinfo"_s, "");
    }

    void eachKindOfDiskHasItsSerialNumber_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QList<std::pair<QString, QByteArray>>>("attributes");
        QTest::addColumn<QString>("serial");
        QTest::addColumn<QString>("byId");
        using Attributes = QList<std::pair<QString, QByteArray>>;
        QTest::newRow("virtio") << u"vda"_s << u"pci/virtio0"_s << Attributes{{u"serial"_s, "V 1\n"}} << u"V 1"_s
                                << u"virtio-V_1"_s;
        QTest::newRow("nvme") << u"nvme0n1"_s << u"pci/nvme/nvme0"_s
                              << Attributes{{u"device/serial"_s, "N1  \n"}, {u"device/model"_s, "Fast One \n"}}
                              << u"N1"_s << u"nvme-Fast_One_N1"_s;
        QTest::newRow("SCSI, with zero bytes behind its page")
            << u"sda"_s << u"pci/host0"_s
            << Attributes{{u"device/vpd_pg80"_s, QByteArray("\0\x80\0\x08QM00001 \0\0", 14)},
                          {u"wwid"_s, "naa.5000c5\n"}}
            << u"QM00001"_s << u"wwn-0x5000c5"_s;
        QByteArray identify(572, ' ');
        identify.replace(60 + 20, 6, "MQ0010"); // each word's bytes swapped: "QM0001"
        identify.replace(60 + 54, 6, "ABCDEF");
        QTest::newRow("ATA says more than its sixteen letters")
            << u"sdb"_s << u"pci/ata1"_s
            << Attributes{{u"device/vpd_pg89"_s, identify}, {u"device/vendor"_s, "ATA     \n"}} << u"QM0001"_s
            << u"ata-BADCFE_QM0001"_s;
        QTest::newRow("nothing known") << u"sdc"_s << u"pci/host1"_s << Attributes{} << QString() << QString();
    }

    void eachKindOfDiskHasItsSerialNumber()
    {
        QFETCH(QString, name);
        QFETCH(QString, place);
        using Attributes = QList<std::pair<QString, QByteArray>>;
        QFETCH(Attributes, attributes);
        addDisk(name, place, "2048");
        for (const auto &[file, content] : attributes)
            attribute(name, file, content);
        QTEST(only().serial, "serial");
        QTEST(only().byId.value(0), "byId");
        QCOMPARE(only().size, 1 * MiB);
        QCOMPARE(only().path, at(u"dev/"_s + name));
    }

    void linksThatUdevMadeCount()
    {
        addDisk(u"vda"_s, u"pci/virtio0"_s, "2048");
        attribute(u"vda"_s, u"serial"_s, "V1");
        QVERIFY(m_files.makeFolder(at(u"dev/disk/by-id"_s), 0755));
        QVERIFY(QFile::link(u"../../vda"_s, at(u"dev/disk/by-id/virtio-other"_s)));
        QCOMPARE(only().byId, QStringList{u"virtio-other"_s});
    }

    void whatIsNoDiskIsLeftOut()
    {
        addDisk(u"loop0"_s, u"virtual"_s, "2048");
        QVERIFY(QDir(at(u"sys/block/loop0/device"_s)).removeRecursively());
        addDisk(u"sr0"_s, u"pci/cd"_s, "2048");
        attribute(u"sr0"_s, u"device/type"_s, "5\n");
        addDisk(u"mmcblk0boot0"_s, u"pci/mmc"_s, "2048");
        addDisk(u"sdd"_s, u"pci/reader"_s, "0");
        addDisk(u"nvme0c0n1"_s, u"pci/path"_s, "2048");
        attribute(u"nvme0c0n1"_s, u"hidden"_s, "1\n");
        QCOMPARE(listDisks(m_files, folders())->size(), 0);
    }

    void aDiskBehindUsbIsNotTakenForTheOnlyOne()
    {
        addDisk(u"sda"_s, u"pci0/usb1/1-1/host6"_s, "2048");
        put(u"sys/devices/pci0/usb1/1-1/idVendor"_s, "0951\n");
        put(u"sys/devices/pci0/usb1/1-1/serial"_s, "USB7\n");
        addDisk(u"vda"_s, u"pci0/virtio0"_s, "4096");
        const auto disks = listDisks(m_files, folders());
        QVERIFY(disks);
        QCOMPARE(disks->at(0).serial, u"USB7"_s);
        QVERIFY(disks->at(0).removable);
        Inventory inventory;
        inventory.disks = *disks;
        QCOMPARE(chooseDisk(inventory, {})->path, at(u"dev/vda"_s));
    }

    void aDiskThatCannotBeReadIsNoEmptyOne()
    {
        addDisk(u"vda"_s, u"pci/virtio0"_s, "2048");
        attribute(u"vda"_s, u"serial"_s, "V1");
        m_runner.broken << at(u"dev/vda"_s);
        RealMachine machine({&m_runner, &m_files}, folders());
        QVERIFY(machine.powerOn());
        const auto inventory = machine.inventory(m_runner);
        QVERIFY(inventory);
        QCOMPARE(inventory->disks.size(), 1);
        QCOMPARE(inventory->disks.first().signatures, QStringList{unreadableSignature});
        DeployOrder order;
        order.wipeSerial = u"V1"_s;
        const Status allowed = mayInstall({inventory->disks.first(), inventory->disks}, order);
        QVERIFY(!allowed);
        QCOMPARE(allowed.error().code, "disk.unreadable");
    }

    void sectorsAreThoseOfTheDisk()
    {
        addDisk(u"vda"_s, u"pci/virtio0"_s, "2048");
        QCOMPARE(only().sectorSize, 512);
        attribute(u"vda"_s, u"queue/logical_block_size"_s, "4096\n");
        QCOMPARE(only().sectorSize, 4096);
        QCOMPARE(only().size, 1 * MiB);
    }

    // The first namespace and the twelfth.
    void whatIsMountedOfAnotherDiskStays()
    {
        const QByteArray table = "22 1 259:1 / /mnt/own rw - ext4 " + at(u"dev/nvme0n1p2"_s).toLocal8Bit()
            + " rw\n23 1 259:9 / /mnt/other rw - ext4 " + at(u"dev/nvme0n12"_s).toLocal8Bit()
            + " rw\n24 1 259:8 / /mnt/third rw - ext4 " + at(u"dev/nvme0n12p1"_s).toLocal8Bit() + " rw\n";
        put(u"proc/self/mountinfo"_s, table);
        put(u"proc/swaps"_s, "Filename Type\n" + at(u"dev/nvme0n11p3"_s).toLocal8Bit() + " partition\n");
        KernelPartitions devices(at(u"dev/nvme0n1"_s), folders(), m_files);
        QVERIFY(devices.closeLeftovers(m_runner));
        QCOMPARE(m_runner.ran, QStringList{u"umount /mnt/own"_s});
    }

    // Installed, divided since by somebody else, and in front of the disk that the machine started from.
    void aStaleDiskDoesNotKeepBlancmangeFromItsOwn()
    {
        put(u"proc/cmdline"_s, "cid.blancmange=disk\n");
        const auto install = [this](const QString &name, ByteCount start) {
            addDisk(name, u"pci/"_s + name, "2097152");
            attribute(name, u"serial"_s, name.toLatin1());
            DiskRecord record;
            record.layout = u"grub-msdos"_s;
            record.serial = name;
            record.tableWritten = true;
            record.partitions << DiskPartition{
                2, PartitionRole::Blancmange, u"blancmange"_s, MiB, 64 * MiB, u"ext4"_s, false, true};
            put(u"dev/"_s + name,
                QByteArray(diskRecordOffsets[0], '\0') + *encodeDiskRecord(record) + QByteArray(diskRecordSize, '\0'));
            m_runner.tables[at(u"dev/"_s + name)] = "{\"partitiontable\": {\"label\": \"dos\", \"sectorsize\": 512, "
                                                    "\"partitions\": [{\"node\": \"x2\", \"start\": "
                + QByteArray::number(start) + ", \"size\": 131072}]}}";
            put(u"dev/"_s + name + u'2', {});
            put(u"sys/class/block/"_s + name + u"2/start"_s, "2048");
            put(u"sys/class/block/"_s + name + u"2/size"_s, "131072");
        };
        install(u"vda"_s, 4096);
        install(u"vdb"_s, 2048);
        RealMachine machine({&m_runner, &m_files}, folders());
        const auto mode = machine.powerOn();
        QVERIFY2(mode, qPrintable(mode ? QString() : mode.error().text));
        QCOMPARE(QString(bootModeName(*mode)), u"blancmange"_s);
        QCOMPARE(machine.homeDisk(), at(u"dev/vdb"_s));
        const auto disks = machine.inventory(m_runner)->disks;
        QVERIFY(!disks[0].ours && !disks[0].doubt.isEmpty());
    }

    void whatBlancmangeCannotMakeIsSaid()
    {
        put(u"proc/filesystems"_s, "nodev\tsysfs\n\text4\n");
        RealMachine machine({&m_runner, &m_files}, folders());
        QVERIFY(machine.checkFileSystem(m_runner, u"ext4"_s));
        QVERIFY(machine.checkFileSystem(m_runner, u"ext2"_s));
        QVERIFY(machine.checkFileSystem(m_runner, u"none"_s));
        QCOMPARE(machine.checkFileSystem(m_runner, u"xfs"_s).error().code, "machine.no-file-system");
        QCOMPARE(m_runner.ran.last(), u"modprobe xfs"_s);
        put(u"proc/filesystems"_s, "nodev\tsysfs\n\text4\n\txfs\n");
        QVERIFY(machine.checkFileSystem(m_runner, u"xfs"_s));
        QCOMPARE(machine.checkFileSystem(m_runner, u"zzz"_s).error().code, "machine.no-program");
    }

    void theCommandLineSaysWhatBooted_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("mode");
        QTest::newRow("Blancmange from the network") << QByteArray("quiet cid.blancmange=ram\n") << u"ram"_s;
        QTest::newRow("an image") << QByteArray("root=UUID=1 ro\n") << u"image"_s;
        QTest::newRow("the disk is not there any more") << QByteArray("cid.blancmange=disk\n") << u"ram"_s;
    }

    void theCommandLineSaysWhatBooted()
    {
        QFETCH(QByteArray, line);
        put(u"proc/cmdline"_s, line);
        RealMachine machine({&m_runner, &m_files}, folders());
        const auto mode = machine.powerOn();
        QVERIFY(mode);
        QTEST(QString(bootModeName(*mode)), "mode");
    }

    void theRootIsThePartitionOfItsDevice()
    {
        put(u"proc/cmdline"_s, "root=UUID=1 ro\n");
        put(u"proc/self/mountinfo"_s, "22 1 254:6 / / rw - ext4 /dev/root rw\n");
        addDisk(u"vda"_s, u"pci/virtio0"_s, "2048");
        put(u"sys/devices/pci/virtio0/block/vda/vda6/partition"_s, "6\n");
        QVERIFY(m_files.makeFolder(at(u"sys/dev/block"_s), 0755));
        QVERIFY(QFile::link(at(u"sys/devices/pci/virtio0/block/vda/vda6"_s), at(u"sys/dev/block/254:6"_s)));
        RealMachine machine({&m_runner, &m_files}, folders());
        QVERIFY(machine.powerOn());
        QCOMPARE(machine.rootPartition(), 6);
        QCOMPARE(machine.homeDisk(), at(u"dev/vda"_s));
        QVERIFY(machine.reboot(m_runner));
        QCOMPARE(m_runner.ran.last(), u"reboot"_s);
        put(u"run/systemd/system/x"_s, "");
        QVERIFY(machine.reboot(m_runner));
        QCOMPARE(m_runner.ran.last(), u"systemctl --no-block reboot"_s);
    }

    void oneMachineHasOneAgent()
    {
        RealMachine first({&m_runner, &m_files}, folders());
        QVERIFY(first.powerOn());
        RealMachine second({&m_runner, &m_files}, folders());
        QCOMPARE(second.powerOn().error().code, "machine.in-use");
    }

    void theDisksBlancmangeIsStartedAsTheNetworksWas_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("kept");
        QTest::newRow("what top_config appends stays")
            << QByteArray("cid.blancmange=ram console=tty0 console=ttyS0,115200n8 panic=60 no_timer_check pci=nomsi")
            << u"console=tty0 console=ttyS0,115200n8 panic=60 no_timer_check pci=nomsi"_s;
        QTest::newRow("what iPXE adds goes")
            << QByteArray("initrd=blancmange-initramfs.gz cid.blancmange=ram BOOTIF=01-52-54-00-aa-00-01 panic=60")
            << u"panic=60"_s;
        QTest::newRow("what pxelinux adds goes")
            << QByteArray("cid.blancmange=ram quiet initrd=b.gz BOOT_IMAGE=vmlinuz ip=10.0.0.7:10.0.0.1::255.0.0.0 "
                          "BOOTIF=01-52 SYSUUID=1-2 CPU=6PVXL SYSVENDOR=QEMU")
            << u"quiet"_s;
        QTest::newRow("the server that the operator named stays")
            << QByteArray("cid.blancmange=ram cid.server=10.0.0.2 panic=60") << u"cid.server=10.0.0.2 panic=60"_s;
        QTest::newRow("the disk of before is not named again")
            << QByteArray("BOOT_IMAGE=/boot/vmlinuz cid.blancmange=disk cid.home=1-2 panic=60") << u"panic=60"_s;
        QTest::newRow("the card of before is not named again, the VLAN is")
            << QByteArray("cid.blancmange=disk cid.card=52:54:00:00:00:01 cid.vlan=7") << u"cid.vlan=7"_s;
        QTest::newRow("a name that only begins like one of these stays")
            << QByteArray("cid.blancmange=ram ipv6.disable=1 initrdmem=0") << u"ipv6.disable=1 initrdmem=0"_s;
        QTest::newRow("GRUB would spoil quotes")
            << QByteArray("cid.blancmange=ram dyndbg=\"file a.c +p\" panic=60") << u"panic=60"_s;
        QTest::newRow("a quoted word is no word of ours")
            << QByteArray("cid.blancmange=ram x=\"a cid.server=1 b\" panic=60") << u"panic=60"_s;
        QTest::newRow("an image's words are not Blancmange's")
            << QByteArray("root=UUID=1 ro panic=10 console=ttyS0 quiet") << u"console=ttyS0"_s;
    }

    void theDisksBlancmangeIsStartedAsTheNetworksWas()
    {
        QFETCH(QByteArray, line);
        put(u"proc/cmdline"_s, line + '\n');
        RealMachine machine({&m_runner, &m_files}, folders());
        QVERIFY(machine.powerOn());
        QTEST(machine.bootArguments().join(u' '), "kept");
    }

    void theCardThatReachedCiddIsRemembered()
    {
        put(u"proc/cmdline"_s, "cid.blancmange=ram BOOTIF=01-52-54-00-aa-00-01 cid.card=52:54:00:00:00:01 panic=60\n");
        put(u"run/cid/card"_s, "52:54:00:AA:00:02\n");
        RealMachine machine({&m_runner, &m_files}, folders());
        QVERIFY(machine.powerOn());
        QCOMPARE(machine.bootArguments(), QStringList({u"panic=60"_s, u"cid.card=52:54:00:aa:00:02"_s}));
        put(u"run/cid/card"_s, "reboot; x\n");
        QCOMPARE(machine.bootArguments(), QStringList{u"panic=60"_s});
    }

    void theKernelsLastWordsAreShort()
    {
        put(u"root/var/log/last-kernel"_s,
            QByteArray("first\n") + QByteArray("line\n").repeated(100) + QByteArray(1'000, 'x') + "\nlast\n");
        const QStringList words = RealMachine({&m_runner, &m_files}, folders()).lastWords();
        QCOMPARE(words.size(), 40);
        QCOMPARE(words.last(), u"last"_s);
        QCOMPARE(words.at(38).size(), 300);
    }

    void blancmangeGoesDownAtOnce()
    {
        RealMachine machine({&m_runner, &m_files}, folders());
        QVERIFY(machine.powerOn());
        QVERIFY(machine.reboot(m_runner));
        QCOMPARE(m_runner.ran.last(), u"reboot -f"_s);
        put(u"sys/kernel/kexec_loaded"_s, "1\n");
        QVERIFY(machine.reboot(m_runner));
        QCOMPARE(m_runner.ran.last(), u"kexec --exec"_s);
    }

    void theRestOfTheHardware()
    {
        put(u"proc/cpuinfo"_s, "processor\t: 0\nmodel name\t: Fast\nprocessor\t: 1\nmodel name\t: Fast\n");
        put(u"proc/meminfo"_s, "MemTotal:        2048 kB\n");
        put(u"sys/class/net/eth0/address"_s, "52:54:00:AA:00:01\n");
        put(u"sys/class/net/eth1/address"_s, "52:54:00:AA:00:01\n");
        put(u"sys/class/net/eth1/bonding_slave/perm_hwaddr"_s, "52:54:00:AA:00:02\n");
        put(u"sys/class/net/br0/address"_s, "52:54:00:AA:00:03\n");
        for (const QString &name : {u"eth0"_s, u"eth1"_s, u"br0"_s})
            put(u"sys/class/net/%1/type"_s.arg(name), "1\n");
        for (const QString &name : {u"eth0"_s, u"eth1"_s})
            put(u"sys/class/net/%1/device/x"_s.arg(name), "");
        Inventory inventory = readHardware(m_files, folders());
        QCOMPARE(inventory.cpuThreads, 2);
        QCOMPARE(inventory.cpuModel, u"Fast"_s);
        QCOMPARE(inventory.memory, 2 * MiB);
        QCOMPARE(inventory.interfaces.size(), 2);
        QCOMPARE(inventory.interfaces[0].mac + inventory.interfaces[1].mac, u"52:54:00:aa:00:0152:54:00:aa:00:02"_s);
        QVERIFY(inventory.firmware != Firmware::Uefi);
        put(u"sys/firmware/efi/x"_s, "");
        QCOMPARE(readHardware(m_files, folders()).firmware, Firmware::Uefi);
    }
};

QTEST_APPLESS_MAIN(RealMachineTest)
#include "real_machine_test.moc"
