// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/disk_record.h"

#include <QCryptographicHash>
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

    void whatIsNewComesBackToo()
    {
        DiskRecord record = sample();
        record.wwn = u"0x5000c5"_s;
        record.id = u"1-2"_s;
        record.owner = u"abc"_s;
        record.tableId = u"0011"_s;
        record.sectorSize = 4096;
        record.erases = QStringList{u"gpt@512"_s, u"xfs@0/a b"_s};
        record.partitions[1].uuid = u"new:1"_s;
        record.partitions[1].uuidBefore = u"old"_s;
        QCOMPARE(*decodeDiskRecord(*encodeDiskRecord(record)), record);
    }

    // As it lies on the disks that the first notP installed.
    void anEarlyRecordIsRead()
    {
        const QByteArray body = "cid-disk-record 1\nlayout grub-msdos\nserial S1\ngeneration 3\ntable written\n"
                                "partition 1 grub grub 1048576 16777216 ext2 free,ready\n"
                                "partition 5 slot slot5 68157440 268435456 ext4 free,unready\n";
        const QByteArray sum = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
        const auto record = decodeDiskRecord((body + "checksum " + sum + '\n').leftJustified(diskRecordSize, '\0'));
        QVERIFY(record);
        QCOMPARE(record->partitions.size(), 2);
        QVERIFY(record->owner.isEmpty() && record->id.isEmpty() && record->erases.isEmpty());
        QCOMPARE(record->sectorSize, 512);
        QCOMPARE(record->guidSeed(), u"S1"_s);
        // And written as the first notP reads it.
        QVERIFY(encodeDiskRecord(*record)->startsWith(body));
    }

    void aLineThatNobodyKnowsYetIsPassedOver()
    {
        const QByteArray body = "cid-disk-record 1\nlayout grub-msdos\nserial S1\ngeneration 3\ntable written\n"
                                "colour blue\n";
        const QByteArray sum = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
        QVERIFY(decodeDiskRecord((body + "checksum " + sum + '\n').leftJustified(diskRecordSize, '\0')));
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
