// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an image's files fit into a slot is known before the slot's file system is made: held against what mke2fs
// makes and what GNU tar can put into it.
#include "imagebuilder/tree_size.h"
#include "kid/deploy/slots.h"
#include "kid/machine/file_system_room.h"
#include "kid/machine/make_file_system.h"
#include "tests/support/tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

namespace {

DiskPartition partition(ByteCount size)
{
    DiskPartition made;
    made.number = 5;
    made.name = u"slot5"_s;
    made.role = PartitionRole::Slot;
    made.fileSystem = u"ext4"_s;
    made.size = size;
    return made;
}

/// The shell's words that make the file system of a slot in the file fs.
QByteArray maker(ByteCount size, const QStringList &options, const QString &fileSystem = u"ext4"_s)
{
    DiskPartition slot = partition(size);
    slot.fileSystem = fileSystem;
    const Command command = *makeFileSystem(slot, options);
    return "truncate -s " + QByteArray::number(size) + " fs && " + command.program.toUtf8() + ' '
        + command.arguments.join(u' ').toUtf8() + " fs";
}

FileRecord record(const QByteArray &path, quint32 mode, qint64 size = 0, const QByteArray &target = {})
{
    FileRecord made;
    made.path = path;
    made.mode = mode;
    made.size = size;
    made.target = target;
    return made;
}

/// So many files of a size in one folder, as GNU tar packs them.
Manifest filesOf(qint64 count, qint64 size)
{
    Manifest manifest;
    manifest.files.push_back(record("d", S_IFDIR));
    for (qint64 i = 0; i < count; ++i)
        manifest.files.push_back(record("d/" + QByteArray::number(i), S_IFREG, size));
    manifest.unpackedSize = (count + 1) * 512 + count * ((size + 511) / 512 * 512) + 1024;
    return manifest;
}

Result<Slot> chosen(const Manifest &manifest, ByteCount size, const QStringList &options,
                    const QString &fileSystem = u"ext4"_s)
{
    const TreeSize needs = treeSizeOf(manifest);
    DeployOrder order;
    order.image = *ImageId::parse(u"many-1-1"_s);
    order.unpackedSize = manifest.unpackedSize;
    order.inodes = needs.inodes;
    order.blocks = needs.blocks;
    order.definition.rootFileSystem = fileSystem;
    order.definition.mkfsOptions = options;
    Slot slot;
    slot.partition = partition(size);
    return chooseSlot({slot}, order, 0);
}

} // namespace

class TestRoom : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatMke2fsMakesIsForeseen_data();
    void whatMke2fsMakesIsForeseen();
    void whatMkfsXfsMakesIsForeseen_data();
    void whatMkfsXfsMakesIsForeseen();
    void whatGnuTarCannotUnpackIsRefused_data();
    void whatGnuTarCannotUnpackIsRefused();
    void aMillionEmptyFiles_data();
    void aMillionEmptyFiles();
    void whatATreeTakes_data();
    void whatATreeTakes();
    void noManifestMakesItOverflow();
};

void TestRoom::whatMke2fsMakesIsForeseen_data()
{
    QTest::addColumn<ByteCount>("size");
    QTest::addColumn<QStringList>("options");
    for (const int size : {64, 500, 520, 1024, 3000, 20'000, 100'000})
        QTest::addRow("%d MiB", size) << ByteCount(size * MiB) << QStringList();
    QTest::newRow("more inodes") << ByteCount(4 * GiB) << QStringList{u"-i"_s, u"4096"_s};
    QTest::newRow("more inodes, in one word") << ByteCount(4 * GiB) << QStringList{u"-i4096"_s};
    QTest::newRow("so many inodes") << ByteCount(4 * GiB) << QStringList{u"-N"_s, u"1000000"_s};
    QTest::newRow("smaller inodes") << ByteCount(4 * GiB) << QStringList{u"-I"_s, u"128"_s};
    QTest::newRow("other features") << ByteCount(4 * GiB) << QStringList{u"-O"_s, u"^64bit"_s};
}

void TestRoom::whatMke2fsMakesIsForeseen()
{
    QFETCH(ByteCount, size);
    QFETCH(QStringList, options);
    const QTemporaryDir work;
    const Shell made = shell(maker(size, options) + " && dumpe2fs -h fs 2>/dev/null", work.path());
    QVERIFY2(made.ok, made.err);
    const auto fact = [&made](const QByteArray &name) {
        const qsizetype at = made.out.indexOf(name + ':');
        return at < 0 ? -1 : made.out.mid(at + name.size() + 1).trimmed().split('\n').first().toLongLong();
    };
    const auto room = roomOf(u"ext4"_s, size, options);
    QVERIFY(room);
    const qint64 inodes = fact("Free inodes");
    QVERIFY2(room->inodes <= inodes && room->inodes > inodes - inodes / 50,
             qPrintable(u"%1 foreseen, %2 made"_s.arg(room->inodes).arg(inodes)));
    if (size < 512 * MiB)
        return;
    const qint64 blocks = fact("Free blocks");
    QVERIFY2(room->blocks <= blocks && room->blocks > blocks - blocks / 50,
             qPrintable(u"%1 foreseen, %2 made"_s.arg(room->blocks).arg(blocks)));
}

void TestRoom::whatMkfsXfsMakesIsForeseen_data()
{
    QTest::addColumn<ByteCount>("size");
    for (const int size : {1024, 10'000, 100'000})
        QTest::addRow("%d MiB", size) << ByteCount(size * MiB);
}

void TestRoom::whatMkfsXfsMakesIsForeseen()
{
    QFETCH(ByteCount, size);
    const QTemporaryDir work;
    const Shell made =
        shell(maker(size, {}, u"xfs"_s) + " && mkdir m && mount -o loop fs m && stat -f -c '%a %d' m && umount m",
              work.path());
    QVERIFY2(made.ok, made.err);
    const QByteArrayList facts = made.out.trimmed().split(' ');
    const auto room = roomOf(u"xfs"_s, size, {});
    QVERIFY(room && facts.size() == 2);
    const qint64 blocks = facts[0].toLongLong();
    const qint64 inodes = facts[1].toLongLong();
    QVERIFY2(room->blocks <= blocks && room->blocks > blocks - blocks / 50, made.out);
    QVERIFY2(room->inodes <= inodes && room->inodes > inodes - inodes / 50, made.out);
}

void TestRoom::whatGnuTarCannotUnpackIsRefused_data()
{
    QTest::addColumn<qint64>("files");
    QTest::addColumn<qint64>("size"); // of each
    QTest::addColumn<ByteCount>("slot");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("code");
    const QStringList many{u"-N"_s, u"160000"_s};
    const auto row = [](const char *name, qint64 files, qint64 size, ByteCount slot, const QStringList &options,
                        const QByteArray &code) { QTest::newRow(name) << files << size << slot << options << code; };
    row("more files than inodes", 16'600, 0, 64 * MiB, {}, "slot.too-few-inodes");
    row("just as many inodes", 16'200, 0, 64 * MiB, {}, {});
    row("more blocks than there are", 124'000, 1, 520 * MiB, many, "slot.too-few-blocks");
    row("just as many blocks", 112'000, 1, 520 * MiB, many, {});
}

void TestRoom::whatGnuTarCannotUnpackIsRefused()
{
    QFETCH(qint64, files);
    QFETCH(qint64, size);
    QFETCH(ByteCount, slot);
    QFETCH(QStringList, options);
    QFETCH(QByteArray, code);
    const auto found = chosen(filesOf(files, size), slot, options);
    QCOMPARE(found ? QByteArray() : found.error().code, code);
    if (!code.isEmpty())
        QVERIFY2(found.error().text.contains(u"many-1-1 takes "_s), qPrintable(found.error().text));
    const QTemporaryDir work;
    const QByteArray pack = "import sys, tarfile, io\n"
                            "with tarfile.open('t.tar', 'w', format=tarfile.USTAR_FORMAT) as t:\n"
                            "    d = tarfile.TarInfo('d'); d.type = tarfile.DIRTYPE; d.mode = 0o755; t.addfile(d)\n"
                            "    for i in range(int(sys.argv[1])):\n"
                            "        f = tarfile.TarInfo('d/%d' % i); f.size = int(sys.argv[2])\n"
                            "        t.addfile(f, io.BytesIO(b'x' * f.size))\n";
    const Shell made =
        shell(maker(slot, options) + " && mkdir m && mount -o loop fs m && python3 - " + QByteArray::number(files) + ' '
                  + QByteArray::number(size) + " <<'END'\n" + pack + "END\n",
              work.path());
    QVERIFY2(made.ok, made.err);
    const Shell unpacked = shell("tar xf t.tar -C m 2>&1 | tail -n 3; sync; umount m", work.path());
    QCOMPARE(unpacked.out.contains("No space left on device"), !code.isEmpty());
}

void TestRoom::aMillionEmptyFiles_data()
{
    QTest::addColumn<QString>("fileSystem");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("fits");
    QTest::newRow("8 GiB as they are made") << u"ext4"_s << QStringList() << false;
    QTest::newRow("8 GiB with more inodes") << u"ext4"_s << QStringList{u"-i"_s, u"4096"_s} << true;
    QTest::newRow("8 GiB with a word that nobody knows the sense of")
        << u"ext4"_s << QStringList{u"-T"_s, u"news"_s} << true;
    QTest::newRow("8 GiB of XFS, which makes inodes when they are needed") << u"xfs"_s << QStringList() << true;
}

void TestRoom::aMillionEmptyFiles()
{
    QFETCH(QString, fileSystem);
    QFETCH(QStringList, options);
    QFETCH(bool, fits);
    const auto found = chosen(filesOf(1'000'000, 0), 8 * GiB, options, fileSystem);
    QCOMPARE(found.has_value(), fits);
    if (fits)
        return;
    QCOMPARE(found.error().code, "slot.too-few-inodes");
    QVERIFY2(found.error().text.contains(u"1000001 inodes"_s) && found.error().text.contains(u"524276"_s),
             qPrintable(found.error().text));
}

void TestRoom::whatATreeTakes_data()
{
    QTest::addColumn<QList<FileRecord>>("files");
    QTest::addColumn<qint64>("archive"); // 0: as large as without holes
    QTest::addColumn<qint64>("inodes");
    QTest::addColumn<qint64>("blocks");
    FileRecord link = record("b", S_IFREG, 5000, "a");
    link.isHardLink = true;
    const auto row = [](const char *name, const QList<FileRecord> &files, qint64 inodes, qint64 blocks,
                        qint64 archive = 0) { QTest::newRow(name) << files << archive << inodes << blocks; };
    row("nothing but the root", {record("", S_IFDIR)}, 0, 1);
    row("an empty file", {record("a", S_IFREG)}, 1, 1);
    row("a file of two blocks", {record("a", S_IFREG, 4097)}, 1, 3);
    row("a hard link takes a name alone", {record("a", S_IFREG, 5000), link}, 1, 3);
    row("a link that its inode holds", {record("a", S_IFLNK, 0, QByteArray(59, 'x'))}, 1, 1);
    row("a link that it does not hold", {record("a", S_IFLNK, 0, QByteArray(60, 'x'))}, 1, 2);
    row("a folder and a device", {record("d", S_IFDIR), record("d/n", S_IFCHR)}, 2, 2);
    row("a file of holes", {record("a", S_IFREG, 1 * GiB)}, 1, 1, 4096);
}

void TestRoom::whatATreeTakes()
{
    QFETCH(QList<FileRecord>, files);
    QFETCH(qint64, archive);
    QFETCH(qint64, inodes);
    QFETCH(qint64, blocks);
    Manifest manifest;
    manifest.files.assign(files.begin(), files.end());
    manifest.unpackedSize = archive;
    for (const FileRecord &file : std::as_const(files))
        manifest.unpackedSize += archive > 0 ? 0 : 512 + (file.size + 511) / 512 * 512;
    const TreeSize size = treeSizeOf(manifest);
    QCOMPARE(size.inodes, inodes);
    QCOMPARE(size.blocks, blocks);
}

void TestRoom::noManifestMakesItOverflow()
{
    Manifest manifest;
    for (const qint64 size : {std::numeric_limits<qint64>::max(), qint64(-1), std::numeric_limits<qint64>::max()})
        manifest.files.push_back(record("a", S_IFREG, size));
    const TreeSize size = treeSizeOf(manifest);
    QVERIFY(size.blocks >= 0 && size.inodes == 3);
    manifest.unpackedSize = std::numeric_limits<qint64>::max();
    QVERIFY(treeSizeOf(manifest).blocks > 0);
}

QTEST_GUILESS_MAIN(TestRoom)
#include "room_test.moc"
