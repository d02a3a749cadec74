// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/disk_record.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cid;

namespace {

DiskRecord sample()
{
    DiskRecord record;
    record.layout = u"grub-msdos"_s;
    record.serial = u"WD 12%\n"_s;
    record.generation = 7;
    record.tableWritten = true;
    record.partitions << DiskPartition{1, PartitionRole::Grub, u"grub"_s, MiB, 64 * MiB, u"ext2"_s, false, true}
                      << DiskPartition{5, PartitionRole::Slot, u"slot5"_s, 65 * MiB, GiB, u"ext4"_s, false, false}
                      << DiskPartition{6, PartitionRole::Extra, u"scratch"_s, 2 * GiB, GiB, u"xfs"_s, true, true};
    return record;
}

} // namespace

class DiskRecordTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRecordComesBack()
    {
        const auto bytes = encodeDiskRecord(sample());
        QVERIFY(bytes);
        QCOMPARE(bytes->size(), diskRecordSize);
        const auto back = decodeDiskRecord(*bytes);
        QVERIFY(back);
        QCOMPARE(*back, sample());
        DiskRecord empty;
        QCOMPARE(*decodeDiskRecord(*encodeDiskRecord(empty)), empty);
    }

    void everyFlippedBitIsFound()
    {
        const QByteArray bytes = *encodeDiskRecord(sample());
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QByteArray damaged = bytes;
            damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
            QVERIFY2(!decodeDiskRecord(damaged), qPrintable(QString::number(i)));
        }
    }

    void halfARecordIsNone()
    {
        const QByteArray bytes = *encodeDiskRecord(sample());
        for (qsizetype cut = 0; cut < bytes.trimmed().indexOf('\0'); ++cut)
            QVERIFY(!decodeDiskRecord(bytes.left(cut).leftJustified(diskRecordSize, '\0')));
        QVERIFY(!decodeDiskRecord({}));
        QVERIFY(!decodeDiskRecord(bytes + '\0'));
    }

    void tooManyPartitionsAreRefused()
    {
        DiskRecord record = sample();
        for (int i = 7; i < 200; ++i)
            record.partitions << DiskPartition{i, PartitionRole::Extra, u"extra%1"_s.arg(i), MiB, MiB, u"ext4"_s};
        QCOMPARE(encodeDiskRecord(record).error().code, "disk.record-too-large");
    }
};

QTEST_APPLESS_MAIN(DiskRecordTest)
#include "disk_record_test.moc"
