// SPDX-License-Identifier: GPL-3.0-or-later
// Which of a kernel's modules come along, on modules that a compiler made and the real depmod reads.
#include "blancmange/image/kernel_modules.h"
#include "common/system/process_runner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestModules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatAModuleAsksForComesAlong_data();
    void whatAModuleAsksForComesAlong();
    void unknownNamesAreRefused();
    void missingFirmwareIsTold();
    void packedModulesStayPackedWhereBusyboxKnowsThem();

private:
    /// An object file with the words of a module's .modinfo.
    [[nodiscard]] bool addModule(const QString &path, const QStringList &words);
    [[nodiscard]] QStringList chosen(const ModuleWish &wish);

    QTemporaryDir m_folder;
    LocalProcessRunner m_runner;
    int m_scratches = 0;
};

bool TestModules::addModule(const QString &path, const QStringList &words)
{
    const QString place = m_folder.filePath(u"6.1.0-test/"_s + path);
    QDir().mkpath(place.section(u'/', 0, -2));
    Command command;
    command.program = u"cc"_s;
    command.arguments = {u"-c"_s, u"-xc"_s, u"-o"_s, place, u"-"_s};
    for (qsizetype i = 0; i < words.size(); ++i)
        command.input += "__attribute__((section(\".modinfo\"), used)) static const char word" + QByteArray::number(i)
            + "[] = \"" + words[i].toUtf8() + "\";\n";
    ProcessRunner &any = m_runner;
    const auto ran = any.run(command);
    return ran && ran->exitCode == 0;
}

QStringList TestModules::chosen(const ModuleWish &wish)
{
    const auto index = ModuleIndex::load(m_folder.filePath(u"6.1.0-test"_s),
                                         m_folder.filePath(u"scratch%1"_s.arg(++m_scratches)), m_runner);
    const auto paths = index ? index->choose(wish) : Result<QStringList>(fail(index.error()));
    return paths ? *paths : QStringList{QString::fromLatin1(paths.error().code)};
}

void TestModules::initTestCase()
{
    QVERIFY(addModule(u"kernel/fs/ext4/ext4.ko"_s, {u"softdep=pre: crc32c"_s}));
    QVERIFY(addModule(u"kernel/crypto/crc32c_generic.ko"_s, {u"alias=crc32c"_s}));
    QVERIFY(addModule(u"kernel/arch/x86/crypto/crc32c-intel.ko"_s, {u"alias=crc32c"_s, u"softdep=post: ext4"_s}));
    QVERIFY(addModule(u"kernel/drivers/net/ethernet/e1000.ko"_s, {u"alias=pci:v00008086d*"_s}));
    for (const char *path : {"pci/controller/vmd", "nvdimm/nd_pmem", "acpi/nfit/nfit", "block/mtip32xx/mtip32xx"})
        QVERIFY(addModule(u"kernel/drivers/%1.ko"_s.arg(QLatin1StringView(path)), {u"license=GPL"_s}));
    for (const char *table : {"modules.order", "modules.builtin"}) {
        QFile file(m_folder.filePath(u"6.1.0-test/"_s + QLatin1StringView(table)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("kernel/lib/built-in.ko\n") > 0);
    }
    QFile hardware(m_folder.filePath(u"rack1"_s));
    QVERIFY(hardware.open(QIODevice::WriteOnly) && hardware.write("pci:v00008086d0000100E\n") > 0);
}

void TestModules::whatAModuleAsksForComesAlong_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("groups");
    QTest::addColumn<bool>("isMachine");
    QTest::addColumn<QStringList>("expected");
    const QStringList ext4{u"kernel/arch/x86/crypto/crc32c-intel.ko"_s, u"kernel/crypto/crc32c_generic.ko"_s,
                           u"kernel/fs/ext4/ext4.ko"_s};
    const QStringList e1000{u"kernel/drivers/net/ethernet/e1000.ko"_s};
    QTest::newRow("by name") << QStringList{u"ext4"_s} << QStringList() << false << ext4;
    QTest::newRow("by group") << QStringList() << QStringList{u"filesystems"_s} << false << ext4;
    QTest::newRow("by hardware") << QStringList() << QStringList() << true << e1000;
    QTest::newRow("NVMe behind a VMD, persistent memory and PCIe disks are storage")
        << QStringList() << QStringList{u"storage"_s} << false
        << QStringList{u"kernel/drivers/acpi/nfit/nfit.ko"_s, u"kernel/drivers/block/mtip32xx/mtip32xx.ko"_s,
                       u"kernel/drivers/nvdimm/nd_pmem.ko"_s, u"kernel/drivers/pci/controller/vmd.ko"_s};
    QTest::newRow("built in") << QStringList{u"built_in"_s} << QStringList() << false << QStringList();
}

void TestModules::whatAModuleAsksForComesAlong()
{
    QFETCH(QStringList, names);
    QFETCH(QStringList, groups);
    QFETCH(bool, isMachine);
    QFETCH(QStringList, expected);
    ModuleWish wish;
    wish.names = names;
    wish.groups = groups;
    if (isMachine)
        wish.modaliasFiles << m_folder.filePath(u"rack1"_s);
    QCOMPARE(chosen(wish), expected);
}

void TestModules::unknownNamesAreRefused()
{
    ModuleWish wish;
    wish.names << u"ext5"_s;
    QCOMPARE(chosen(wish), QStringList{u"modules.unknown"_s});
}

void TestModules::missingFirmwareIsTold()
{
    QVERIFY(addModule(u"kernel/drivers/net/wants.ko"_s,
                      {u"firmware=wants/a.fw"_s, u"firmware=wants/b.fw"_s, u"firmware=wants/c.fw"_s}));
    QTemporaryDir packages;
    QDir(packages.path()).mkpath(u"usr/lib/firmware/wants"_s);
    QFile firmware(packages.filePath(u"usr/lib/firmware/wants/b.fw"_s));
    QVERIFY(firmware.open(QIODevice::WriteOnly) && firmware.write("x") > 0);
    firmware.close();
    QStringList told;
    ModuleWish wish;
    wish.folder = m_folder.filePath(u"6.1.0-test"_s);
    wish.names = {u"wants"_s, u"e1000"_s};
    wish.firmwareRoots = {packages.path()};
    wish.firmware = {u"wants/b.fw"_s};
    wish.warn = [&told](const QString &text) { told << text; };
    ImageTree tree;
    const Status added = addModules(tree, wish, m_folder.filePath(u"scratch-firmware"_s), m_runner);
    QVERIFY2(added, added ? "" : added.error().text.toUtf8());
    QCOMPARE(told, QStringList{u"wants: wants/a.fw, wants/c.fw"_s});
    QVERIFY(QFile::remove(wish.folder + u"/kernel/drivers/net/wants.ko"_s));
}

void TestModules::packedModulesStayPackedWhereBusyboxKnowsThem()
{
    for (const auto &[name, pack] :
         {std::pair("fs/xfs/xfs.ko", "xz --check=crc32"), {"fs/btrfs/btrfs.ko", "zstd -q --rm"}}) {
        const QString path = u"kernel/"_s + QLatin1StringView(name);
        QVERIFY(addModule(path, {u"license=GPL"_s}));
        Command command;
        command.program = u"sh"_s;
        command.arguments = {u"-c"_s, QLatin1StringView(pack) + u" \"$1\""_s, u"sh"_s,
                             m_folder.filePath(u"6.1.0-test/"_s + path)};
        ProcessRunner &any = m_runner;
        const auto ran = any.run(command);
        QVERIFY(ran && ran->exitCode == 0);
    }
    ModuleWish wish;
    wish.folder = m_folder.filePath(u"6.1.0-test"_s);
    wish.names = {u"xfs"_s, u"btrfs"_s};
    ImageTree tree;
    const Status added = addModules(tree, wish, m_folder.filePath(u"scratch-packed"_s), m_runner);
    QVERIFY2(added, added ? "" : added.error().text.toUtf8());
    QVERIFY(tree.contains("usr/lib/modules/6.1.0-test/kernel/fs/xfs/xfs.ko.xz"));
    QVERIFY(tree.contains("usr/lib/modules/6.1.0-test/kernel/fs/btrfs/btrfs.ko"));
    // What modprobe looks them up in.
    const QByteArray table = tree.entries().value("usr/lib/modules/6.1.0-test/modules.dep").content;
    QVERIFY2(table.contains("/xfs.ko.xz:") && table.contains("/btrfs.ko:"), table);

    // One that is damaged is not half put in.
    QFile packed(m_folder.filePath(u"6.1.0-test/kernel/fs/btrfs/btrfs.ko.zst"_s));
    QVERIFY(packed.resize(packed.size() / 2));
    ImageTree other;
    const Status refused = addModules(other, wish, m_folder.filePath(u"scratch-damaged"_s), m_runner);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, "modules.packed");
}

QTEST_GUILESS_MAIN(TestModules)
#include "modules_test.moc"
