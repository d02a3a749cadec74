// SPDX-License-Identifier: GPL-3.0-or-later
// A disk with sectors of 4,096 bytes, as the kernel makes one of a file; read back by sfdisk, blkid and the file
// systems' own checkers.
#include "kid/machine/block_disk.h"
#include "kid/machine/disk_inspection.h"
#include "kid/machine/layout.h"
#include "kid/machine/loop_partitions.h"
#include "kid/machine/make_file_system.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cid;

class SectorSizeTest : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    LocalProcessRunner m_runner;
    LocalFileSystem m_files;
    Disk m_facts;

    [[nodiscard]] Result<QByteArray> run(const QString &program, const QStringList &arguments)
    {
        Command command;
        command.program = program;
        command.arguments = arguments;
        return runChecked(m_runner, command);
    }
    [[nodiscard]] QByteArray content() { return m_files.readAt(m_facts.path, 0, 2 * MiB).value_or(QByteArray()); }

private Q_SLOTS:
    void init()
    {
        const QString file = m_folder.filePath(u"disk"_s);
        QFile::remove(file);
        QFile made(file);
        QVERIFY(made.open(QIODevice::WriteOnly) && made.resize(1536 * MiB));
        const auto loop = run(u"losetup"_s, {u"--find"_s, u"--show"_s, u"--sector-size"_s, u"4096"_s, file});
        QVERIFY2(loop, qPrintable(loop ? QString() : loop.error().text));
        m_facts.path = QString::fromLatin1(loop->trimmed());
        m_facts.serial = u"S1"_s;
        m_facts.size = 1536 * MiB;
        m_facts.sectorSize = 4096;
    }

    void cleanup() { QVERIFY(run(u"losetup"_s, {u"--detach"_s, m_facts.path})); }

    void aDiskOfFourKilobyteSectorsIsDividedInThem()
    {
        LoopPartitions devices(m_facts.path, m_files, 4096);
        BlockDisk disk(m_facts, {&m_runner, &m_files, &devices, m_folder.filePath(u"mnt"_s)});
        const Layout &layout = **findLayout(u"grub-gpt"_s);
        Result<DiskRecord> record = layout.plan({m_facts, 512 * MiB, {}, {}});
        QVERIFY2(record, qPrintable(record ? QString() : record.error().text));
        record->tableId = layout.tableId(QUuid::createUuid());
        for (DiskPartition &partition : record->partitions)
            partition.uuid = newFileSystemId(partition.fileSystem);
        const QByteArray before = content();
        const Status fits = disk.checkTable(m_runner, *record);
        QVERIFY2(fits, qPrintable(fits ? QString() : fits.error().text));
        QCOMPARE(content(), before);
        QVERIFY(disk.writeRecord(*record));
        const Status written = disk.writeTable(m_runner, *record);
        QVERIFY2(written, qPrintable(written ? QString() : written.error().text));
        record->tableWritten = true;
        QVERIFY(disk.writeRecord(*record));

        const auto table = run(u"sfdisk"_s, {u"--json"_s, m_facts.path});
        QVERIFY(table);
        QCOMPARE(QJsonDocument::fromJson(*table)[u"partitiontable"_s][u"sectorsize"_s].toInteger(), 4096);
        QVERIFY(parseSfdisk(*table)->isWhole(*record));
        for (const DiskPartition &partition : record->partitions) {
            const Status made = disk.format(m_runner, partition, {});
            QVERIFY2(made, qPrintable(made ? QString() : made.error().text));
            const auto found = contentIn(m_runner, m_facts.path, {partition.start, partition.size});
            QVERIFY(found);
            QCOMPARE(found->uuid.toLower(), partition.uuid.toLower());
        }
        const auto esp = devices.open(m_runner, *record->find(PartitionRole::Grub));
        QVERIFY(esp);
        const auto checked = run(u"dosfsck"_s, {u"-n"_s, u"-v"_s, *esp});
        QVERIFY2(checked && checked->contains("32 bit"), checked ? checked->constData() : "dosfsck complains");
        QVERIFY(devices.close(m_runner, *esp));
        Disk facts = m_facts;
        QVERIFY(inspectDisk(m_runner, m_files, facts));
        QVERIFY2(facts.ours, qPrintable(facts.doubt));
        // The same bytes behind another controller are not the same disk.
        facts = m_facts;
        facts.sectorSize = 512;
        QVERIFY(inspectDisk(m_runner, m_files, facts));
        QVERIFY(!facts.ours);
    }

    // As Debian 12's own programs would not make them.
    void fileSystemsAreThoseOfOldKernels_data()
    {
        QTest::addColumn<QString>("fileSystem");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QStringList>("question");
        QTest::addColumn<QByteArray>("feature");
        QTest::addColumn<bool>("isThere");
        const QStringList ext{u"dumpe2fs"_s, u"-h"_s};
        const QStringList xfs{u"xfs_db"_s, u"-r"_s, u"-c"_s, u"version"_s};
        QTest::newRow("ext4 has no checksums")
            << u"ext4"_s << QStringList() << ext << QByteArray("metadata_csum") << false;
        QTest::newRow("ext4 has them where the image wants them")
            << u"ext4"_s << QStringList{u"-O"_s, u"metadata_csum"_s} << ext << QByteArray("metadata_csum") << true;
        QTest::newRow("XFS has no large times") << u"xfs"_s << QStringList() << xfs << QByteArray("BIGTIME") << false;
        QTest::newRow("XFS has no reflinks") << u"xfs"_s << QStringList() << xfs << QByteArray("REFLINK") << false;
        QTest::newRow("XFS has large times where the image wants them")
            << u"xfs"_s << QStringList{u"-m"_s, u"bigtime=1"_s} << xfs << QByteArray("BIGTIME") << true;
    }

    void fileSystemsAreThoseOfOldKernels()
    {
        QFETCH(QString, fileSystem);
        QFETCH(QStringList, options);
        QFETCH(QStringList, question);
        QFETCH(QByteArray, feature);
        LoopPartitions devices(m_facts.path, m_files, 4096);
        BlockDisk disk(m_facts, {&m_runner, &m_files, &devices, m_folder.filePath(u"mnt"_s)});
        const DiskPartition slot{5, PartitionRole::Slot, u"slot5"_s, MiB, 512 * MiB, fileSystem};
        QVERIFY(disk.checkFormat(m_runner, slot, options));
        QCOMPARE(disk.checkFormat(m_runner, slot, {u"--nonsense"_s}).error().code, "process.failed");
        QVERIFY(disk.format(m_runner, slot, options));
        const auto device = devices.open(m_runner, slot);
        QVERIFY(device);
        const auto said = run(question[0], question.mid(1) + QStringList{*device});
        QVERIFY(devices.close(m_runner, *device));
        QVERIFY(said);
        QTEST(said->contains(feature), "isThere");
    }

    void whatNoBiosStartsIsRefusedBeforeAByteIsWritten_data()
    {
        QTest::addColumn<QString>("layout");
        QTest::newRow("an msdos table") << u"grub-msdos"_s;
        QTest::newRow("a GPT for a BIOS") << u"grub-gpt-bios"_s;
    }

    void whatNoBiosStartsIsRefusedBeforeAByteIsWritten()
    {
        QFETCH(QString, layout);
        LoopPartitions devices(m_facts.path, m_files, 4096);
        BlockDisk disk(m_facts, {&m_runner, &m_files, &devices, m_folder.filePath(u"mnt"_s)});
        const Result<DiskRecord> record = (*findLayout(layout))->plan({m_facts, 512 * MiB, {}, {}});
        QVERIFY(record);
        const QByteArray before = content();
        QCOMPARE(disk.checkTable(m_runner, *record).error().code, "layout.sector-size");
        QCOMPARE(content(), before);
    }
};

QTEST_GUILESS_MAIN(SectorSizeTest)
#include "sector_size_test.moc"
