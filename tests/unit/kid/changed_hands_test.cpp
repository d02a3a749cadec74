// SPDX-License-Identifier: GPL-3.0-or-later
// Disks that notP installed once and that others had since: whether each is still notP's, by what real programs write.
#include "kid/inventory/disk_choice.h"
#include "kid/machine/disk_inspection.h"
#include "kid/machine/make_file_system.h"
#include "tests/unit/kid/installed_disk.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <functional>

using namespace Qt::StringLiterals;
using namespace cid;

namespace {

using Change = std::function<bool(InstalledDisk &)>;

Change program(const QString &name, const QStringList &arguments, const QByteArray &input = {})
{
    return [=](InstalledDisk &one) { return run(name, arguments + QStringList{one.disk.path}, input); };
}

// What pvcreate writes into the second sector, which takes no files; with LVM's own checksum, as blkid wants it.
QByteArray lvmLabel()
{
    QByteArray label(512, '\0');
    label.replace(0, 8, "LABELONE");
    label[8] = 1;
    label[20] = 32;
    label.replace(24, 8, "LVM2 001");
    label.replace(32, 32, QByteArray(32, 'A'));
    quint32 sum = 0xf597a6cf;
    for (qsizetype i = 20; i < label.size(); ++i) {
        sum ^= static_cast<quint8>(label[i]);
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xedb88320U : 0U);
    }
    const quint32 little = qToLittleEndian(sum);
    label.replace(16, 4, reinterpret_cast<const char *>(&little), 4);
    return label;
}

} // namespace

Q_DECLARE_METATYPE(Change)

class ChangedHandsTest : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    LocalProcessRunner m_runner;
    LocalFileSystem m_files{Durability::None};

    [[nodiscard]] QString path() const { return m_folder.filePath(u"disk"_s); }
    [[nodiscard]] static DeployOrder order()
    {
        DeployOrder order;
        order.node.name = u"n1"_s;
        order.node.install = InstallRule::Auto;
        order.owner = ownNode;
        return order;
    }
    // What the advice says, taken as the operator would.
    void followTheAdvice(const Disk &disk, const QList<Disk> &all, const Error &error)
    {
        static const QRegularExpression advice(u"cidctl node wipe n1 --serial \"([^\"]+)\""_s);
        const QString name = advice.match(error.text).captured(1);
        QVERIFY2(!name.isEmpty(), qPrintable(error.text));
        QCOMPARE(error.arguments.value(u"serial"_s), name);
        DeployOrder armed = order();
        armed.wipeSerial = name;
        QVERIFY(mayInstall({disk, all}, armed));
        QVERIFY(diskWithName(name, all) && diskWithName(name, all)->path == disk.path);
    }

private Q_SLOTS:
    void whatOthersPutThereIsNotOurs_data()
    {
        QTest::addColumn<bool>("isFirst");
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("why");
        const QByteArray gpt = "label: gpt\nstart=2048, size=102400\nstart=104448, size=204800\n";
        for (const bool isFirst : {false, true}) {
            const char *kind = isFirst ? "an early record" : "a record";
            const auto row = [&](const char *what) -> QTestData & {
                return QTest::newRow(qPrintable(QLatin1StringView(what).toString().arg(QLatin1StringView(kind))))
                    << isFirst;
            };
            row("a foreign GPT over %1") << program(u"sfdisk"_s, {u"--quiet"_s, u"--wipe=always"_s}, gpt) << u"GPT"_s;
            row("XFS on the whole disk over %1") << program(u"mkfs.xfs"_s, {u"-f"_s, u"-q"_s}) << u"xfs"_s;
            row("swap on the whole disk, beside our table, over %1")
                << program(u"mkswap"_s, {u"--quiet"_s}) << u"swap was put over it"_s;
            row("a partition taken away from %1") << Change([](InstalledDisk &one) {
                return run(u"sfdisk"_s, {u"--quiet"_s, u"--delete"_s, one.disk.path, u"6"_s});
            }) << u"partitions"_s;
            row("a stranger's ext4 in the slot of %1") << Change([](InstalledDisk &one) {
                DiskPartition own = one.slot();
                own.name = u"data"_s;
                return one.makeFileSystemOn(own, newFileSystemId(u"ext4"_s));
            }) << u"partition 5 (slot5) holds ext4"_s;
            row("btrfs in the slot of %1") << Change([](InstalledDisk &one) {
                const QString single = one.disk.path + u".part"_s;
                QFile file(single);
                return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.resize(one.slot().size)
                    && run(u"mkfs.btrfs"_s, {u"-q"_s, u"-f"_s, single}) && one.copyInto(one.slot(), single);
            }) << u"holds btrfs"_s;
            row("a table of its own in the slot of %1") << Change([gpt](InstalledDisk &one) {
                const QString single = one.disk.path + u".part"_s;
                QFile file(single);
                return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.resize(one.slot().size)
                    && run(u"sfdisk"_s, {u"--quiet"_s, single}, "label: gpt\nstart=2048,size=2048\n")
                    && one.copyInto(one.slot(), single);
            }) << u"holds"_s;
            row("an LVM volume in the slot of %1")
                << Change([](InstalledDisk &one) { return put(one.disk.path, one.slot().start + 512, lvmLabel()); })
                << u"LVM2_member"_s;
        }
    }

    void whatOthersPutThereIsNotOurs()
    {
        QFETCH(bool, isFirst);
        QFETCH(Change, change);
        QFETCH(QString, why);
        InstalledDisk one(path(), u"S1"_s, isFirst ? InstalledDisk::Record::First : InstalledDisk::Record::Today,
                          u"grub-msdos"_s);
        QVERIFY(one.make());
        Disk before = one.disk;
        QVERIFY(inspectDisk(m_runner, m_files, before));
        QVERIFY2(before.ours && mayInstall({before, {before}}, order()), qPrintable(before.doubt));
        QVERIFY(change(one));
        const QByteArray hash = hashOf(path());
        Disk disk = one.disk;
        QVERIFY(inspectDisk(m_runner, m_files, disk));
        QVERIFY(!disk.ours);
        const Status allowed = mayInstall({disk, {disk}}, order());
        QVERIFY(!allowed);
        QCOMPARE(allowed.error().code, "disk.not-armed");
        QVERIFY2(allowed.error().text.contains(why, Qt::CaseInsensitive), qPrintable(allowed.error().text));
        QVERIFY(!mayFill({disk, {disk}}, order()));
        followTheAdvice(disk, {disk}, allowed.error());
        QCOMPARE(hashOf(path()), hash);
    }

    void aGptIsHeldAgainstItsRecordAsWell_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("ours");
        QTest::newRow("as it was made") << Change([](InstalledDisk &) { return true; }) << true;
        QTest::newRow("the same partitions in a table of somebody else's") << Change([](InstalledDisk &one) {
            return run(u"sfdisk"_s,
                       {u"--quiet"_s, u"--disk-id"_s, one.disk.path, u"11111111-2222-3333-4444-555555555555"_s});
        }) << false;
        QTest::newRow("a stranger's FAT where the loader was") << Change([](InstalledDisk &one) {
            return one.makeFileSystemOn(*one.record.find(PartitionRole::Grub), u"0BAD-0BAD"_s);
        }) << false;
        QTest::newRow("the last partition was made larger") << Change([](InstalledDisk &one) {
            return run(u"sfdisk"_s, {u"--quiet"_s, u"--force"_s, u"-N"_s, u"4"_s, one.disk.path}, ",-1M\n");
        }) << false;
    }

    void aGptIsHeldAgainstItsRecordAsWell()
    {
        QFETCH(Change, change);
        InstalledDisk one(path(), u"S1"_s, InstalledDisk::Record::Today, u"grub-gpt"_s);
        QVERIFY(one.make());
        QVERIFY(change(one));
        Disk disk = one.disk;
        QVERIFY(inspectDisk(m_runner, m_files, disk));
        QFETCH(bool, ours);
        QVERIFY2(disk.ours == ours, qPrintable(disk.doubt));
    }

    // The record alone, on a disk of somebody else's.
    void aCopiedRecordProvesNothing_data()
    {
        QTest::addColumn<QString>("serial");
        QTest::addColumn<QString>("mine");
        QTest::newRow("between disks with a serial number") << u"S1"_s << u"S2"_s;
        QTest::newRow("between disks without one") << QString() << QString();
        QTest::newRow("to a disk that says the same serial number") << u"S1"_s << u"S1"_s;
    }

    void aCopiedRecordProvesNothing()
    {
        QFETCH(QString, serial);
        QFETCH(QString, mine);
        InstalledDisk one(path(), serial, InstalledDisk::Record::Today, u"grub-msdos"_s);
        QVERIFY(one.make());
        const QByteArray records = get(path(), diskRecordOffsets[0], 2 * diskRecordSize);
        InstalledDisk other(m_folder.filePath(u"other"_s), mine, InstalledDisk::Record::Today, u"grub-msdos"_s);
        QFile::remove(other.disk.path);
        QFile file(other.disk.path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(diskSize));
        file.close();
        QVERIFY(run(u"mkfs.ext4"_s, {u"-q"_s, u"-F"_s, other.disk.path}));
        QVERIFY(put(other.disk.path, diskRecordOffsets[0], records));
        const QByteArray hash = hashOf(other.disk.path);
        Disk disk = other.disk;
        QVERIFY(inspectDisk(m_runner, m_files, disk));
        QVERIFY(!disk.ours);
        const Status allowed = mayInstall({disk, {disk}}, order());
        QCOMPARE(allowed.error().code, "disk.not-armed");
        followTheAdvice(disk, {disk}, allowed.error());
        QCOMPARE(hashOf(other.disk.path), hash);
    }

    // All of it, from another node of notP's.
    void aDiskOfAnotherNodeIsNotThisNodes_data()
    {
        QTest::addColumn<QString>("serial");
        QTest::addColumn<QString>("owner");
        QTest::addColumn<bool>("mayBe");
        QTest::newRow("with a serial number") << u"S1"_s << u"fedcba9876543210"_s << false;
        QTest::newRow("without one") << QString() << u"fedcba9876543210"_s << false;
        QTest::newRow("this node's own, with a serial number") << u"S1"_s << ownNode << true;
        QTest::newRow("this node's own, without one") << QString() << ownNode << true;
        QTest::newRow("an early record with a serial number counts by its table") << u"S1"_s << QString() << true;
        QTest::newRow("an early record without one says nothing") << QString() << QString() << false;
    }

    void aDiskOfAnotherNodeIsNotThisNodes()
    {
        QFETCH(QString, serial);
        QFETCH(QString, owner);
        QFETCH(bool, mayBe);
        InstalledDisk one(path(), serial, InstalledDisk::Record::Today, u"grub-msdos"_s);
        one.record.owner = owner;
        QVERIFY(one.make());
        const QByteArray hash = hashOf(path());
        Disk disk = one.disk;
        QVERIFY(inspectDisk(m_runner, m_files, disk));
        QVERIFY2(disk.ours, qPrintable(disk.doubt));
        const Status allowed = mayInstall({disk, {disk}}, order());
        QCOMPARE(allowed.has_value(), mayBe);
        if (!mayBe)
            followTheAdvice(disk, {disk}, allowed.error());
        // A server that does not say whose the disk is does not say that it is this node's.
        DeployOrder old = order();
        old.owner.clear();
        QCOMPARE(mayInstall({disk, {disk}}, old).has_value(), owner.isEmpty() && mayBe);
        QCOMPARE(hashOf(path()), hash);
    }

    void aCopyOfAWholeDiskMakesBothDoubtful()
    {
        InstalledDisk one(path(), QString(), InstalledDisk::Record::Today, u"grub-msdos"_s);
        QVERIFY(one.make());
        Disk disk = one.disk;
        QVERIFY(inspectDisk(m_runner, m_files, disk));
        Disk twin = disk;
        twin.path += u"2"_s;
        twin.byPath = u"pci-0000:00:06.0"_s;
        QVERIFY(mayInstall({disk, {disk}}, order()));
        const Status allowed = mayInstall({disk, {disk, twin}}, order());
        QVERIFY(!allowed);
        followTheAdvice(disk, {disk, twin}, allowed.error());
    }

    void whatNotpLeftBehindIsItsOwn_data()
    {
        QTest::addColumn<bool>("isFirst");
        QTest::addColumn<Change>("change");
        const Change none = [](InstalledDisk &) { return true; };
        const Change strangeSwap = [](InstalledDisk &one) {
            DiskPartition swap = *one.record.find(PartitionRole::Swap);
            swap.fileSystem = u"ext4"_s;
            return one.makeFileSystemOn(swap, newFileSystemId(u"ext4"_s));
        };
        const Change strangeKeep = [](InstalledDisk &one) {
            const DiskPartition keep = *one.record.find(PartitionRole::Extra);
            return one.makeFileSystemOn(
                {keep.number, PartitionRole::Extra, u"mine"_s, keep.start, keep.size, u"vfat"_s}, u"1234-5678"_s);
        };
        const Change emptySlot = [](InstalledDisk &one) {
            return put(one.disk.path, one.slot().start, QByteArray(MiB, '\0'));
        };
        for (const bool isFirst : {false, true}) {
            const QByteArray kind = isFirst ? ", early" : "";
            QTest::newRow("a complete disk" + kind) << isFirst << none;
            QTest::newRow("anything in swap" + kind) << isFirst << strangeSwap;
            QTest::newRow("anything in what is kept" + kind) << isFirst << strangeKeep;
            QTest::newRow("a slot that nobody filled" + kind) << isFirst << emptySlot;
            QTest::newRow("a slot that an image wanted as ext2" + kind) << isFirst << Change([](InstalledDisk &one) {
                DiskPartition slot = one.slot();
                slot.fileSystem = u"ext2"_s;
                return one.makeFileSystemOn(slot, slot.uuid);
            });
        }
        QTest::newRow("cut off in mkfs: what was there is still there") << false << Change([](InstalledDisk &one) {
            for (DiskPartition &partition : one.record.partitions) {
                if (partition.role != PartitionRole::Slot)
                    continue;
                partition.uuidBefore = partition.uuid;
                partition.uuid = newFileSystemId(u"ext4"_s);
            }
            return one.writeRecord();
        });
        QTest::newRow("cut off before the table was written: nothing is there")
            << false << Change([](InstalledDisk &one) {
                   one.record.tableWritten = false;
                   QFile file(one.disk.path);
                   return file.resize(0) && file.resize(diskSize) && one.writeRecord();
               });
        QTest::newRow("cut off before the old table was erased") << false << Change([](InstalledDisk &one) {
            LocalProcessRunner runner;
            QFile file(one.disk.path);
            if (!file.resize(0) || !file.resize(diskSize)
                || !run(u"sfdisk"_s, {u"--quiet"_s, one.disk.path}, "label: gpt\nstart=2048, size=102400\n"))
                return false;
            one.record.erases = *diskTraces(runner, one.disk);
            one.record.tableWritten = false;
            return one.writeRecord();
        });
        QTest::newRow("cut off behind the new table, before what lies in it was erased")
            << false << Change([](InstalledDisk &one) {
                   one.record.tableWritten = false;
                   DiskPartition slot = one.slot();
                   slot.name = u"old"_s;
                   return one.makeFileSystemOn(slot, newFileSystemId(u"ext4"_s)) && one.writeRecord();
               });
    }

    void whatNotpLeftBehindIsItsOwn()
    {
        QFETCH(bool, isFirst);
        QFETCH(Change, change);
        InstalledDisk one(path(), u"S1"_s, isFirst ? InstalledDisk::Record::First : InstalledDisk::Record::Today,
                          u"grub-msdos"_s);
        QVERIFY(one.make());
        QVERIFY(change(one));
        Disk disk = one.disk;
        QVERIFY(inspectDisk(m_runner, m_files, disk));
        QVERIFY2(disk.ours, qPrintable(disk.doubt));
        QVERIFY(mayInstall({disk, {disk}}, order()));
        QVERIFY(mayFill({disk, {disk}}, order()));
    }

    // A permission was used, the machine was cut off, and then somebody took the disk.
    void aTableThatCameLaterIsNotWhatWasToBeErased()
    {
        InstalledDisk one(path(), u"S1"_s, InstalledDisk::Record::Today, u"grub-msdos"_s);
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.resize(diskSize));
        file.close();
        QVERIFY(run(u"sfdisk"_s, {u"--quiet"_s, path()}, "label: dos\nstart=2048, size=102400\n"));
        one.record.erases = *diskTraces(m_runner, one.disk);
        one.record.tableWritten = false;
        QVERIFY(one.writeRecord());
        Disk disk = one.disk;
        QVERIFY(inspectDisk(m_runner, m_files, disk));
        QVERIFY(disk.ours);
        QVERIFY(run(u"sfdisk"_s, {u"--quiet"_s, u"--append"_s, path()}, "start=104448, size=102400\n"));
        disk = one.disk;
        QVERIFY(inspectDisk(m_runner, m_files, disk));
        QVERIFY(!disk.ours);
        QVERIFY(!mayInstall({disk, {disk}}, order()));
    }
};

QTEST_GUILESS_MAIN(ChangedHandsTest)
#include "changed_hands_test.moc"
