// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/layout.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cid;

namespace {

LayoutRequest request(ByteCount size)
{
    LayoutRequest asked;
    asked.disk.path = u"/dev/vda"_s;
    asked.disk.serial = u"S1"_s;
    asked.disk.size = size;
    asked.memory = GiB;
    return asked;
}

// No two lie over each other, all lie on the disk, in whole MiB, and each logical one has room for its link.
void verifySound(const DiskRecord &record, ByteCount diskSize)
{
    const DiskPartition *extended = record.find(PartitionRole::Extended);
    QVERIFY(extended);
    ByteCount end = MiB;
    for (int number = 1; number <= record.partitions.size(); ++number) {
        const DiskPartition *partition = record.find(number);
        QVERIFY(partition);
        QCOMPARE(partition->start % MiB, 0);
        QCOMPARE(partition->size % MiB, 0);
        QVERIFY(partition->size > 0);
        QVERIFY(partition->start + partition->size <= diskSize);
        QVERIFY(partition->start >= (number > 4 ? end + MiB : end));
        end = partition == extended ? partition->start : partition->start + partition->size;
        if (number > 4)
            QVERIFY(end <= extended->start + extended->size);
    }
}

} // namespace

class LayoutTest : public QObject
{
    Q_OBJECT
private:
    const Layout *m_layout = *findLayout(u"grub-msdos"_s);

private Q_SLOTS:
    void everySizeGivesASoundTable_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::addColumn<int>("slots");
        QTest::newRow("1 GiB has one slot") << 1 * GiB << 1;
        QTest::newRow("4 GiB has two") << 4 * GiB << 2;
        QTest::newRow("an odd size") << 10 * GiB + 12345 << 2;
        QTest::newRow("2 TiB") << 2048 * GiB << 2;
    }

    void everySizeGivesASoundTable()
    {
        QFETCH(qint64, size);
        QFETCH(int, slots);
        const auto record = m_layout->plan(request(size));
        QVERIFY(record);
        verifySound(*record, size);
        QCOMPARE(record->slotPartitions().size(), slots);
        QCOMPARE(record->serial, u"S1"_s);
        QCOMPARE(record->find(2)->role, PartitionRole::Blancmange);
    }

    void whatDoesNotFitIsRefused()
    {
        QCOMPARE(m_layout->plan(request(200 * MiB)).error().code, "layout.disk-too-small");
        QCOMPARE(m_layout->plan(request(2049 * GiB)).error().code, "layout.disk-too-large");
        QVERIFY(m_layout->plan(request(2049 * GiB)).error().text.contains(u"grub-gpt-bios"_s));
        QCOMPARE(findLayout(u"nonsense"_s).error().code, "layout.unknown");
        QCOMPARE(chooseLayout(QString(), Firmware::Bios, request(8 * GiB).disk).value_or(nullptr), m_layout);
    }

    void definitionsSetSizesAndAddPartitions()
    {
        LayoutRequest asked = request(20 * GiB);
        asked.partitions << PartitionDefinition{u"blancmange"_s, 800 * MiB, {}, false}
                         << PartitionDefinition{u"slot"_s, 3 * GiB, {}, false}
                         << PartitionDefinition{u"scratch"_s, 2 * GiB, u"xfs"_s, true};
        const auto record = m_layout->plan(asked);
        QVERIFY(record);
        verifySound(*record, 20 * GiB);
        QCOMPARE(record->find(2)->size, 800 * MiB);
        QCOMPARE(record->slotPartitions().size(), 5);
        const DiskPartition *scratch = record->find(PartitionRole::Extra);
        QCOMPARE(scratch->name, u"scratch"_s);
        QCOMPARE(scratch->size, 2 * GiB);
        QVERIFY(scratch->keep);
    }

    void whatIsKeptStaysWhereItIs()
    {
        LayoutRequest asked = request(20 * GiB);
        asked.partitions << PartitionDefinition{u"scratch"_s, 2 * GiB, u"xfs"_s, true};
        const auto first = m_layout->plan(asked);
        asked.before = *first;
        asked.partitions[0].size = 5 * GiB;
        asked.partitions << PartitionDefinition{u"more"_s, 1 * GiB, u"ext4"_s, false};
        const auto second = m_layout->plan(asked);
        QVERIFY(second);
        verifySound(*second, 20 * GiB);
        QCOMPARE(second->find(8)->name, u"scratch"_s);
        QCOMPARE(second->find(8)->start, first->find(7)->start);
        QCOMPARE(second->find(8)->size, 2 * GiB);
        // A definition that was taken away takes no data away.
        asked.partitions.clear();
        QCOMPARE(m_layout->plan(asked)->find(7)->start, first->find(7)->start);
        asked.partitions << PartitionDefinition{u"blancmange"_s, 18 * GiB, {}, false};
        QCOMPARE(m_layout->plan(asked).error().code, "layout.keep-does-not-fit");
    }

    void aGptHasItsOwnPartitions_data()
    {
        QTest::addColumn<QString>("layout");
        QTest::addColumn<QString>("fileSystem");
        QTest::addColumn<int>("firstSlot");
        QTest::newRow("UEFI has an EFI system partition") << u"grub-gpt"_s << u"vfat"_s << 4;
        QTest::newRow("BIOS has a place for GRUB's core") << u"grub-gpt-bios"_s << u"ext2"_s << 5;
    }

    void aGptHasItsOwnPartitions()
    {
        QFETCH(QString, layout);
        QFETCH(QString, fileSystem);
        QFETCH(int, firstSlot);
        LayoutRequest asked = request(3000 * GiB);
        asked.partitions << PartitionDefinition{u"scratch"_s, 2 * GiB, u"xfs"_s, true};
        const auto record = (*findLayout(layout))->plan(asked);
        QVERIFY(record);
        QCOMPARE(record->find(PartitionRole::Grub)->fileSystem, fileSystem);
        QCOMPARE(record->slotPartitions().first().number, firstSlot);
        ByteCount end = MiB;
        for (int number = 1; number <= record->partitions.size(); ++number) {
            QVERIFY(record->find(number)->start >= end);
            end = record->find(number)->start + record->find(number)->size;
        }
        // The last MiB belongs to the second copy of the table.
        QVERIFY(end <= asked.disk.size - MiB);
        asked.before = *record;
        asked.partitions.clear();
        QCOMPARE((*findLayout(layout))->plan(asked)->find(PartitionRole::Extra)->start,
                 record->find(PartitionRole::Extra)->start);
        QVERIFY((*findLayout(layout))->script(*record).startsWith("label: gpt\n"));
    }

    void sectorsAreThoseOfTheDisk()
    {
        LayoutRequest asked = request(8 * GiB);
        asked.disk.sectorSize = 4096;
        const Layout &gpt = **findLayout(u"grub-gpt"_s);
        const auto record = gpt.plan(asked);
        QVERIFY(record);
        QCOMPARE(record->sectorSize, 4096);
        QVERIFY(gpt.script(*record).contains("\nstart=256, size="));
        // FAT32 has 65,525 clusters at least.
        QVERIFY(record->find(PartitionRole::Grub)->size > 65'525LL * 4096);
        QVERIFY(gpt.startsFromSectors(4096));
        for (const QString &name : {u"grub-msdos"_s, u"grub-gpt-bios"_s, u"yaboot"_s})
            QVERIFY((*findLayout(name))->startsFromSectors(512) && !(*findLayout(name))->startsFromSectors(4096));
    }

    void anEfiPartitionHoldsFat32()
    {
        LayoutRequest asked = request(8 * GiB);
        QCOMPARE((*findLayout(u"grub-gpt"_s))->plan(asked)->find(PartitionRole::Grub)->size, 64 * MiB);
        asked.partitions << PartitionDefinition{u"grub"_s, 20 * MiB, {}, false};
        QCOMPARE((*findLayout(u"grub-gpt"_s))->plan(asked).error().code, "layout.efi-too-small");
        QVERIFY(m_layout->plan(asked));
    }

    void theFirmwareDecidesWhereNobodyElseDoes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("firmware");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QString>("result");
        QTest::newRow("BIOS") << QString() << int(Firmware::Bios) << 8 * GiB << u"grub-msdos"_s;
        QTest::newRow("a BIOS with a large disk")
            << QString() << int(Firmware::Bios) << 3000 * GiB << u"grub-gpt-bios"_s;
        QTest::newRow("UEFI") << QString() << int(Firmware::Uefi) << 8 * GiB << u"grub-gpt"_s;
        QTest::newRow("what is named counts")
            << u"grub-gpt-bios"_s << int(Firmware::Bios) << 8 * GiB << u"grub-gpt-bios"_s;
        QTest::newRow("unless it cannot start")
            << u"grub-msdos"_s << int(Firmware::Uefi) << 8 * GiB << u"layout.wrong-firmware"_s;
    }

    void theFirmwareDecidesWhereNobodyElseDoes()
    {
        QFETCH(QString, name);
        QFETCH(int, firmware);
        QFETCH(qint64, size);
        const auto layout = chooseLayout(name, static_cast<Firmware>(firmware), request(size).disk);
        QTEST(layout ? QString((*layout)->name()) : QString::fromLatin1(layout.error().code), "result");
    }

    void theScriptNamesEachPartition()
    {
        const auto record = m_layout->plan(request(4 * GiB));
        const QByteArrayList lines = m_layout->script(*record).trimmed().split('\n');
        QCOMPARE(lines.size(), 1 + record->partitions.size());
        QCOMPARE(lines[1], "start=2048, size=131072, type=83, bootable");
    }
};

QTEST_APPLESS_MAIN(LayoutTest)
#include "layout_test.moc"
