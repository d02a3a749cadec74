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
        QCOMPARE(findLayout(u"grub-gpt"_s).error().code, "layout.not-supported");
        QCOMPARE(findLayout(u"nonsense"_s).error().code, "layout.unknown");
        QCOMPARE(findLayout(QString()).value_or(nullptr), m_layout);
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

    void theScriptNamesEachPartition()
    {
        const auto record = m_layout->plan(request(4 * GiB));
        const QByteArrayList lines = m_layout->script(*record).trimmed().split('\n');
        QCOMPARE(lines.size(), 2 + record->partitions.size());
        QCOMPARE(lines[0], "label: dos");
        QCOMPARE(lines[2], "start=2048, size=131072, type=83, bootable");
    }
};

QTEST_APPLESS_MAIN(LayoutTest)
#include "layout_test.moc"
