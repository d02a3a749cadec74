// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/image/base_tree.h"
#include "blancmange/image/closure.h"
#include "blancmange/image/cpio.h"
#include "blancmange/image/elf_file.h"
#include "blancmange/image/netboot_files.h"
#include "common/config/cid_conf.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>
#include <elf.h>
#include <libdeflate.h>

#include <memory>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

template <typename T> void put(QByteArray &bytes, size_t offset, const T &value)
{
    const qsizetype end = qsizetype(offset) + qsizetype(sizeof(T));
    if (bytes.size() < end)
        bytes.resize(end, '\0');
    std::memcpy(bytes.data() + offset, &value, sizeof(T));
}

/// A program file with nothing in it but what names libraries. Addresses are offsets.
QByteArray makeElf(const QByteArrayList &needed, const QByteArray &interpreter = {}, const QByteArray &runPath = {})
{
    constexpr qsizetype headers = sizeof(Elf64_Ehdr);
    constexpr qsizetype dynamic = headers + 3 * qsizetype(sizeof(Elf64_Phdr));
    const qsizetype entries = needed.size() + (runPath.isEmpty() ? 2 : 3);
    const qsizetype strings = dynamic + entries * qsizetype(sizeof(Elf64_Dyn));
    QByteArray bytes;
    QByteArray table(1, '\0');
    for (qsizetype i = 0; i < needed.size(); ++i) {
        put(bytes, dynamic + (i + 1) * qsizetype(sizeof(Elf64_Dyn)), Elf64_Dyn{DT_NEEDED, {Elf64_Xword(table.size())}});
        table += needed[i] + '\0';
    }
    if (!runPath.isEmpty()) {
        put(bytes, dynamic + (needed.size() + 1) * qsizetype(sizeof(Elf64_Dyn)),
            Elf64_Dyn{DT_RUNPATH, {Elf64_Xword(table.size())}});
        table += runPath + '\0';
    }
    const qsizetype interp = strings + table.size();
    table += interpreter + '\0';
    put(bytes, dynamic, Elf64_Dyn{DT_STRTAB, {Elf64_Xword(strings)}});
    put(bytes, strings - qsizetype(sizeof(Elf64_Dyn)), Elf64_Dyn{DT_NULL, {0}});
    bytes += table;
    Elf64_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS64;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_phoff = headers;
    header.e_phentsize = sizeof(Elf64_Phdr);
    header.e_phnum = interpreter.isEmpty() ? 2 : 3;
    put(bytes, 0, header);
    const auto size = Elf64_Xword(bytes.size());
    put(bytes, headers, Elf64_Phdr{PT_LOAD, 0, 0, 0, 0, size, size, 1});
    put(bytes, headers + qsizetype(sizeof(Elf64_Phdr)),
        Elf64_Phdr{PT_DYNAMIC, 0, Elf64_Off(dynamic), 0, 0, Elf64_Xword(strings - dynamic), 0, 1});
    put(bytes, headers + 2 * qsizetype(sizeof(Elf64_Phdr)),
        Elf64_Phdr{PT_INTERP, 0, Elf64_Off(interp), 0, 0, Elf64_Xword(interpreter.size() + 1), 0, 1});
    return bytes;
}

void writeFile(const QString &path, const QByteArray &content)
{
    QDir().mkpath(path.section(u'/', 0, -2));
    QFile file(path);
    file.open(QIODevice::WriteOnly);
    file.write(content);
}

/// Path and "kind mode size" of everything in a cpio archive, as libarchive reads it.
QMap<QByteArray, QByteArray> listCpio(const QByteArray &bytes)
{
    QMap<QByteArray, QByteArray> found;
    archive *reader = archive_read_new();
    archive_read_support_format_cpio(reader);
    archive_read_open_memory(reader, bytes.constData(), size_t(bytes.size()));
    archive_entry *entry = nullptr;
    while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
        found.insert(archive_entry_pathname(entry),
                     QByteArray::number(archive_entry_mode(entry), 8) + ' '
                         + QByteArray::number(qint64(archive_entry_size(entry))) + ' '
                         + QByteArray::number(qint64(archive_entry_mtime(entry))) + ' ' + archive_entry_symlink(entry)
                         + QByteArray::number(qint64(archive_entry_rdevmajor(entry))) + ':'
                         + QByteArray::number(qint64(archive_entry_rdevminor(entry))));
    }
    archive_read_free(reader);
    return found;
}

} // namespace

class TestImage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void programsNameTheirLibraries();
    void damagedProgramsAreRefused_data();
    void damagedProgramsAreRefused();
    void cutProgramsNeverLeadOutside();
    void librariesOfLibrariesCome();
    void librariesLieWhereTheirUserSays();
    void aMissingLibraryIsNamed();
    void twoPackagesMayNotDiffer();
    void cpioHoldsAll();
    void theSameTreeGivesTheSameBytes();
    void gzipIsPlain();
    void patternsTakeFilesAndFolders();
    void netbootFilesTellFirmwareFromIpxe();
    void consolesLetRootInWhereTheyAreToldTo();
    void settingsAreQuoted();
    void nodesKnowWhomToTrust();
};

void TestImage::programsNameTheirLibraries()
{
    const auto elf = readElf(makeElf({"liba.so.1", "libc.so.6"}, "/lib64/ld.so"));
    QVERIFY2(elf, elf ? "" : qPrintable(elf.error().text));
    QCOMPARE(elf->needed, (QByteArrayList{"liba.so.1", "libc.so.6"}));
    QCOMPARE(elf->interpreter, QByteArray("/lib64/ld.so"));
    // This test itself, as the compiler made it.
    QFile self(QCoreApplication::applicationFilePath());
    QVERIFY(self.open(QIODevice::ReadOnly));
    const auto own = readElf(self.readAll());
    QVERIFY(own);
    QVERIFY(own->needed.contains("libc.so.6"));
}

void TestImage::damagedProgramsAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a magic alone") << QByteArray("\177ELF");
    QByteArray outside = makeElf({"a"});
    put(outside, offsetof(Elf64_Ehdr, e_phoff), Elf64_Off(1) << 60);
    QTest::newRow("headers far outside") << outside;
    QByteArray name = makeElf({"a"});
    put(name, sizeof(Elf64_Ehdr) + 3 * sizeof(Elf64_Phdr) + sizeof(Elf64_Dyn) + 8, Elf64_Xword(1) << 30);
    QTest::newRow("a name far outside") << name;
    QTest::newRow("a name with a path") << makeElf({"../../etc/passwd"});
}

void TestImage::damagedProgramsAreRefused()
{
    QFETCH(QByteArray, bytes);
    const auto elf = readElf(bytes);
    QVERIFY(!elf);
    QCOMPARE(elf.error().code, QByteArray("elf.bad"));
}

void TestImage::cutProgramsNeverLeadOutside()
{
    // Good for a sanitizer: every cut is read without leaving its bytes.
    const QByteArray whole = makeElf({"liba.so.1", "libb.so"}, "/lib64/ld.so");
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const QByteArray cut(whole.constData(), size);
        static_cast<void>(readElf(QByteArrayView(cut)));
    }
    QVERIFY(readElf(whole));
}

void TestImage::librariesOfLibrariesCome()
{
    QTemporaryDir folder;
    writeFile(folder.filePath(u"one/usr/lib/x86_64-linux-gnu/liba.so.1"_s), makeElf({"libb.so.2"}));
    writeFile(folder.filePath(u"two/usr/lib/x86_64-linux-gnu/libb.so.2"_s), makeElf({"liba.so.1"}));
    writeFile(folder.filePath(u"two/usr/lib/x86_64-linux-gnu/ld.so"_s), makeElf({}));
    ImageTree tree;
    QVERIFY(tree.addFile("usr/bin/x", makeElf({"liba.so.1"}, "/lib64/ld.so"), u"x"_s));
    const Status status = addLibraries(tree, {folder.filePath(u"one"_s), folder.filePath(u"two"_s)});
    QVERIFY2(status, status ? "" : qPrintable(status.error().text));
    QVERIFY(tree.contains("usr/lib/x86_64-linux-gnu/liba.so.1"));
    QVERIFY(tree.contains("usr/lib/x86_64-linux-gnu/libb.so.2"));
    QVERIFY(tree.contains("usr/lib64/ld.so"));
}

void TestImage::librariesLieWhereTheirUserSays()
{
    QTemporaryDir folder;
    const QString root = folder.filePath(u"one"_s);
    writeFile(root + u"/usr/lib/x86_64-linux-gnu/liba.so.1"_s,
              makeElf({"libb.so.2"}, {}, "relative:/usr/lib/x86_64-linux-gnu/own"));
    writeFile(root + u"/usr/lib/x86_64-linux-gnu/own/libb.so.2"_s, makeElf({"libc.so.3"}, {}, "$ORIGIN/../beside"));
    writeFile(root + u"/usr/lib/x86_64-linux-gnu/beside/libc.so.3"_s, makeElf({"libd.so.4"}, {}, "/../../.."));
    writeFile(root + u"/usr/lib/libd.so.4"_s, makeElf({}));
    ImageTree tree;
    QVERIFY(tree.addFile("usr/bin/x", makeElf({"liba.so.1"}), u"x"_s));
    const Status status = addLibraries(tree, {root});
    QVERIFY2(status, status ? "" : qPrintable(status.error().text));
    QVERIFY(tree.contains("usr/lib/x86_64-linux-gnu/own/libb.so.2"));
    QVERIFY(tree.contains("usr/lib/x86_64-linux-gnu/beside/libc.so.3"));
    QVERIFY(tree.contains("usr/lib/libd.so.4"));
}

void TestImage::aMissingLibraryIsNamed()
{
    ImageTree tree;
    QVERIFY(tree.addFile("usr/bin/x", makeElf({"libnone.so"}), u"x"_s));
    const Status status = addLibraries(tree, {});
    QVERIFY(!status);
    QCOMPARE(status.error().code, QByteArray("image.no-library"));
    QVERIFY(status.error().text.contains(u"/usr/bin/x") && status.error().text.contains(u"libnone.so"));
}

void TestImage::twoPackagesMayNotDiffer()
{
    ImageTree tree;
    QVERIFY(tree.addFile("usr/bin/x", "1", u"one"_s));
    QVERIFY(tree.addFile("usr/bin/x", "1", u"two"_s));
    const Status status = tree.addFile("usr/bin/x", "2", u"three"_s);
    QVERIFY(!status);
    QCOMPARE(status.error().code, QByteArray("image.conflict"));
}

void TestImage::cpioHoldsAll()
{
    ImageTree tree;
    QVERIFY(tree.addFile("etc/shadow", "secret", u"x"_s, 0600));
    QVERIFY(tree.addLink("bin", "usr/bin", u"x"_s));
    TreeEntry console{TreeEntry::Type::CharDevice, 0600, {}, 5, 1, u"x"_s};
    QVERIFY(tree.add("dev/console", console));
    const auto bytes = writeCpio(tree);
    QVERIFY2(bytes, bytes ? "" : qPrintable(bytes.error().text));
    QVERIFY(bytes->startsWith("070701"));
    const auto found = listCpio(*bytes);
    QCOMPARE(found.size(), 5);
    QCOMPARE(found.value("etc"), QByteArray("40755 0 0 0:0"));
    QCOMPARE(found.value("etc/shadow"), QByteArray("100600 6 0 0:0"));
    QCOMPARE(found.value("bin"), QByteArray("120777 7 0 usr/bin0:0"));
    QCOMPARE(found.value("dev/console"), QByteArray("20600 0 0 5:1"));
}

void TestImage::theSameTreeGivesTheSameBytes()
{
    ImageTree one;
    ImageTree two;
    QVERIFY(one.addFile("a", "1", u"x"_s) && one.addFile("b/c", "2", u"x"_s));
    QVERIFY(two.addFile("b/c", "2", u"y"_s) && two.addFile("a", "1", u"y"_s));
    QCOMPARE(*writeCpio(one), *writeCpio(two));
    QCOMPARE(gzipPlain(*writeCpio(one), 9), gzipPlain(*writeCpio(two), 9));
}

void TestImage::gzipIsPlain()
{
    const QByteArray text = QByteArray("blancmange ").repeated(1000);
    const QByteArray member = gzipPlain(text, 12);
    QVERIFY(member.startsWith(QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00", 8))); // no flags, no time
    QByteArray back(text.size(), '\0');
    const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> reader(
        libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
    size_t used = 0;
    QCOMPARE(libdeflate_gzip_decompress_ex(reader.get(), member.constData(), size_t(member.size()), back.data(),
                                           size_t(back.size()), &used, nullptr),
             LIBDEFLATE_SUCCESS);
    QCOMPARE(qsizetype(used), member.size()); // one member, nothing behind it
    QCOMPARE(back, text);
}

void TestImage::patternsTakeFilesAndFolders()
{
    QTemporaryDir folder;
    for (const QString &path : {u"usr/bin/a"_s, u"usr/bin/b"_s, u"usr/share/x/y"_s, u"etc/c"_s})
        writeFile(folder.filePath(path), "x");
    QFile::link(u"b"_s, folder.filePath(u"usr/bin/dangling"_s));
    QCOMPARE(matchingPaths(folder.path(), u"usr/bin/a"_s), QStringList{u"usr/bin/a"_s});
    QCOMPARE(matchingPaths(folder.path(), u"usr"_s),
             (QStringList{u"usr/bin/a"_s, u"usr/bin/b"_s, u"usr/bin/dangling"_s, u"usr/share/x/y"_s}));
    QCOMPARE(matchingPaths(folder.path(), u"usr/bin/?"_s), (QStringList{u"usr/bin/a"_s, u"usr/bin/b"_s}));
    QCOMPARE(matchingPaths(folder.path(), u"usr/*/y"_s), QStringList());
    ImageTree tree;
    QCOMPARE(*tree.addMatching(folder.path(), u"usr/bin"_s, u"x"_s), 3);
    QCOMPARE(tree.entries().value("usr/bin/dangling").content, QByteArray("b"));
}

void TestImage::netbootFilesTellFirmwareFromIpxe()
{
    QTemporaryDir folder;
    writeFile(folder.filePath(u"node_db"_s), "[node \"n1\"]\nmac = 52:54:00:00:00:01\nip = 10.0.0.11\n");
    TopConfig config;
    config.server = u"10.0.0.1"_s;
    config.consoles = QStringList{u"ttyS0@115200n8"_s};
    config.nodeDb = folder.filePath(u"node_db"_s);
    const auto files = netbootFiles(config);
    QVERIFY2(files, files ? "" : qPrintable(files.error().text));
    const QByteArray dnsmasq = files->value(u"dnsmasq.conf"_s);
    QVERIFY(dnsmasq.contains("dhcp-userclass=set:ipxe,iPXE\n"));
    QVERIFY(dnsmasq.contains("dhcp-boot=tag:ipxe,boot.ipxe\n"));
    QVERIFY(dnsmasq.contains("dhcp-host=52:54:00:00:00:01,10.0.0.11,n1\n"));
    QVERIFY(files->value(u"dnsmasq-proxy.conf"_s).contains("dhcp-range=10.0.0.1,proxy\n"));
    const QByteArray script = files->value(u"boot.ipxe"_s);
    QVERIFY(script.startsWith("#!ipxe\n"));
    QVERIFY(script.contains("cid.blancmange=ram console=ttyS0,115200n8 "));
    config.isBootByCidd = true;
    QVERIFY(netbootFiles(config)
                ->value(u"dnsmasq.conf"_s)
                .contains("dhcp-boot=tag:ipxe,http://10.0.0.1:38080/boot?mac=${netX/mac}\n"));
}

void TestImage::consolesLetRootInWhereTheyAreToldTo()
{
    TopConfig config;
    config.consoles = QStringList{u"tty0"_s, u"ttyS1@57600n8"_s, u"ttyS2"_s};
    QCOMPARE(consoleLogins(config), QByteArray());
    config.hasLogin = true;
    QCOMPARE(consoleLogins(config),
             QByteArray("tty1::respawn:/sbin/getty -L tty1 115200 linux\n"
                        "ttyS1::respawn:/sbin/getty -L ttyS1 57600 vt100\n"
                        "ttyS2::respawn:/sbin/getty -L ttyS2 115200 vt100\n"));
}

void TestImage::settingsAreQuoted()
{
    TopConfig config;
    config.interface = u"a'; reboot; '"_s;
    QVERIFY(initSettings(config).contains("interface='a'\\''; reboot; '\\'''\n"));
}

void TestImage::nodesKnowWhomToTrust()
{
    TopConfig config;
    config.server = u"10.0.0.1:7000"_s;
    config.fingerprints = {QString(64, u'A'), QString(64, u'b')};
    config.imageKeys = {QString(64, u'C')};
    config.requireSignature = true;
    QTemporaryDir folder;
    QFile file(folder.filePath(u"cid.conf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(nodeConf(config)) > 0);
    file.close();
    const auto conf = loadCidConf(file.fileName());
    QVERIFY2(conf, conf ? "" : qPrintable(conf.error().text));
    QCOMPARE(conf->fingerprints, (QList<QByteArray>{QByteArray(64, 'a'), QByteArray(64, 'b')}));
    QCOMPARE(conf->imageKeys, QList<QByteArray>{QByteArray(32, '\xcc')});
    QVERIFY(conf->requireSignature);
    config.requireSignature = false;
    QVERIFY(!nodeConf(config).contains("require_signature"));
}

QTEST_GUILESS_MAIN(TestImage)
#include "image_test.moc"
