// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/efi_boot_entry.h"
#include "kid/boot/grub_bios_loader.h"
#include "kid/boot/grub_config.h"
#include "kid/machine/directory_disk.h"
#include "kid/machine/layout.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace cid;

class BootLoaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theBootSectorKnowsWhereTheCoreIs()
    {
        const QByteArray boot = QByteArray("GRUB").leftJustified(512, 'b');
        const QByteArray core(5 * 512, 'c');
        const auto code = placeGrub(boot, core, 4 * MiB, 1 * MiB);
        QVERIFY(code);
        QCOMPARE(code->sector.size(), 440);
        QCOMPARE(qFromLittleEndian<quint64>(code->sector.constData() + 0x5c), 8192U);
        QCOMPARE(qFromLittleEndian<quint64>(code->core.constData() + 0x1f4), 8193U);
        QCOMPARE(code->core.size(), core.size());
        QCOMPARE(code->core.mid(512), core.mid(512));
    }

    void whatIsNoLoaderIsRefused()
    {
        const QByteArray boot = QByteArray("GRUB").leftJustified(512, 'b');
        QCOMPARE(placeGrub(boot.left(400), QByteArray(2048, 'c'), 512, MiB).error().code, "boot.bad-loader");
        QCOMPARE(placeGrub(QByteArray(512, 'x'), QByteArray(2048, 'c'), 512, MiB).error().code, "boot.bad-loader");
        QCOMPARE(placeGrub(boot, QByteArray(2048, 'c'), 512, 1024).error().code, "boot.no-room");
    }

    // Sector 1 of such a disk is the GPT's header.
    void aGptWithoutRoomForGrubIsLeftAlone()
    {
        LocalProcessRunner runner;
        LocalFileSystem files;
        JobContext context(runner, files);
        QTemporaryDir folder;
        DirectoryDisk disk(folder.path(), {}, files);
        const BootLoaderPlan plan{{}, {}, folder.path()};
        const auto code = [&](const QString &layout) {
            const Status done = (*findLayout(layout))->loader().install(context, disk, plan);
            return done ? QByteArray() : QByteArray(done.error().code);
        };
        QCOMPARE(code(u"grub-gpt-bios"_s), QByteArray("boot.no-room"));
        QCOMPARE(code(u"grub-msdos"_s), QByteArray("boot.no-loader"));
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void everyLayoutHasALoader()
    {
        for (const QString &layout : {u"grub-msdos"_s, u"grub-gpt"_s, u"grub-gpt-bios"_s, u"yaboot"_s})
            QVERIFY(findLayout(layout));
        QCOMPARE(findLayout(u"none"_s).error().code, "layout.unknown");
    }

    void theMenuNamesBlancmangeAndItsConsoles()
    {
        const QByteArray text =
            grubConfig({u"1111-2222"_s, consoleNames(u"tty0 console=ttyS1,57600n8"_s), {u"cid.x=a b"_s}});
        QVERIFY2(text.contains("serial --unit=1 --speed=57600"), text);
        QVERIFY2(
            text.contains("linux /boot/vmlinuz cid.blancmange=disk 'cid.home=1111-2222' 'cid.x=a b' 'console=tty0' "
                          "'console=ttyS1,57600n8'\n"),
            text);
        QVERIFY2(text.contains("$cid_guard 'console=tty0' 'console=ttyS1,57600n8' $cid_append\n"), text);
        QVERIFY(!grubConfig({u"1"_s, {}, {}}).contains("serial"));
    }

    void theWordsOfBlancmangeCanBeReadBack()
    {
        const QByteArray text = grubConfig({u"1-2"_s, {u"tty0"_s}, {u"panic=60"_s, u"a='it\\s'"_s, u"b=$c"_s}});
        QCOMPARE(blancmangeWords(text),
                 QStringList({u"cid.blancmange=disk"_s, u"cid.home=1-2"_s, u"panic=60"_s, u"a='it\\s'"_s, u"b=$c"_s,
                              u"console=tty0"_s}));
        QCOMPARE(blancmangeWords("menuentry x {\n    linux /vmlinuz root=1\n}\n"), QStringList());
    }

    void theFirmwareGetsOneEntryBehindTheNetwork()
    {
        const DiskPartition own{1, PartitionRole::Grub, u"grub"_s, 1 * MiB, 64 * MiB, u"vfat"_s};
        const QUuid guid = partitionGuid(u"S1"_s, 1);
        QVERIFY(guid != partitionGuid(u"S2"_s, 1));
        const QByteArray option = efiLoadOption(u"notP"_s, {own, 512, guid, u"\\EFI\\BOOT\\BOOTX64.EFI"_s});
        // Attributes, the path's length, then n o t P in UTF-16.
        QCOMPARE(option.left(16),
                 QByteArray::fromHex("01000000"
                                     "5e00"
                                     "6e006f00740050000000"));
        // Partition 1 of a GPT from sector 2,048 on, 131,072 sectors.
        QCOMPARE(option.mid(16, 24),
                 QByteArray::fromHex("04012a00"
                                     "01000000"
                                     "0008000000000000"
                                     "0000020000000000"));
        QVERIFY(option.endsWith(QByteArray::fromHex("7fff0400")));
        QCOMPARE(option.size(), 16 + 0x5e);

        QTemporaryDir folder;
        const auto at = [&](const QString &name) {
            return folder.filePath(name + u"-8be4df61-93ca-11d2-aa0d-00e098032b8c"_s);
        };
        const auto put = [&](const QString &name, const QByteArray &value) {
            QFile file(at(name));
            return file.open(QIODevice::WriteOnly) && file.write(QByteArray(4, '\x07') + value) > 0;
        };
        const auto get = [&](const QString &name) {
            QFile file(at(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll().mid(4) : QByteArray();
        };
        QVERIFY(put(u"Boot0000"_s, "another"));
        QVERIFY(put(u"BootOrder"_s, QByteArray::fromHex("0a0003000000")));
        QVERIFY(put(u"BootCurrent"_s, QByteArray::fromHex("0300")));
        for (int i = 0; i < 2; ++i) {
            QVERIFY(writeEfiBootEntry(folder.path(), option));
            QCOMPARE(get(u"Boot0001"_s), option);
            QCOMPARE(get(u"BootOrder"_s), QByteArray::fromHex("0a00030001000000"));
        }
        // Installed anew, perhaps on another disk: the same entry.
        const QByteArray other = efiLoadOption(u"notP"_s, {own, 512, partitionGuid(u"S2"_s, 1), u"\\x"_s});
        QVERIFY(writeEfiBootEntry(folder.path(), other));
        QCOMPARE(get(u"Boot0001"_s).left(other.size()), other);
        QCOMPARE(get(u"BootOrder"_s), QByteArray::fromHex("0a00030001000000"));
        QCOMPARE(writeEfiBootEntry(folder.filePath(u"none"_s), option).error().code, "boot.efi-variable");
    }

    // GRUB's own checker, where the package is there.
    void theMenuIsGrubsLanguage()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"grub.cfg"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(grubConfig({u"1111-2222"_s, {u"ttyS0,115200n8"_s}, {u"it's"_s}})) > 0);
        file.close();
        LocalProcessRunner runner;
        Command command;
        command.program = u"grub-script-check"_s;
        command.arguments = {file.fileName()};
        ProcessRunner &any = runner;
        const auto ran = any.run(command);
        if (!ran && ran.error().kind == ErrorKind::NotFound)
            QSKIP("grub-common is not installed");
        QVERIFY(ran);
        QVERIFY2(ran->exitCode == 0, ran->standardError);
    }
};

QTEST_APPLESS_MAIN(BootLoaderTest)
#include "boot_loader_test.moc"
