// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/top_config.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

struct Mistake
{
    const char *name;
    QByteArray text;
    QString expected;
};

const QList<Mistake> &mistakes()
{
    static const QList<Mistake> all{
        {"an unknown key, with the nearest", QByteArray("[kernel]\nappendx = k"),
         u":2:1: found the key \"appendx\"; did you mean \"append\"?"_s},
        {"a server that is a name", QByteArray("[blancmange]\nserver = cluster.example"),
         u":2:10: found \"cluster.example\", expected a numeric address"_s},
        {"a short fingerprint", QByteArray("[blancmange]\nserver_fingerprint = abc"),
         u":2:22: found \"abc\", expected 64 hexadecimal digits"_s},
        {"a short key of images", QByteArray("[blancmange]\nimage_keys = abc"),
         u":2:14: found \"abc\", expected 64 hexadecimal digits"_s},
        {"signatures that nobody can give", QByteArray("[blancmange]\nrequire_signature = yes"),
         u":2:21: found yes without image_keys"_s},
        {"a password in clear", QByteArray("[ssh]\nroot_password = secret"),
         u":2:17: found something else than t00r"_s},
        {"nobody could log in", QByteArray("[ssh]\nroot_password = none"),
         u":2:17: found none without authorized_keys"_s},
        {"an address without prefix", QByteArray("[network]\naddress = 10.0.0.7"),
         u":2:11: found \"10.0.0.7\", expected address/prefix"_s},
        {"a static address that is missing", QByteArray("[network]\nmethod = static"),
         u":2:10: found static without address"_s},
        {"an unknown group of modules", QByteArray("[kernel]\nmodules_for = disks"),
         u":2:15: found \"disks\", expected one of"_s},
        {"a package from nowhere", QByteArray("[package \"a\"]\nuse = yes"), u":1:1: expected from ="_s},
        {"a download without a sum", QByteArray("[package \"a\"]\nfrom = https\nurl = https://a/b"),
         u":1:1: expected sha256"_s},
        {"a download in clear",
         QByteArray("[package \"a\"]\nfrom = https\nurl = http://a/b\nsha256 = " + QByteArray(64, '0')),
         u":3:7: found \"http://a/b\", expected url = https://"_s},
        {"a need that nothing fills", QByteArray("[package \"a\"]\nfrom = debian-source\nneeds = b"),
         u":1:1: it needs \"b\""_s},
        {"a path that leads out", QByteArray("[package \"a\"]\nfrom = debian-binary\nfiles = ../x"),
         u":3:9: found \"../x\""_s},
        {"a mode that is not octal", QByteArray("[file \"/a\"]\nsource = a\nmode = 0999"),
         u":3:8: found \"0999\", expected an octal mode"_s},
        {"an option for apt as a version", QByteArray("[package \"a\"]\nfrom = debian-binary\nversion = 1 -o x"),
         u":3:11: found \"1 -o x\""_s},
        {"libraries of a third kind", QByteArray("[blancmange]\nlibraries = both"), u":2:13: "_s},
        {"a port that is none", QByteArray("[blancmange]\nserver = 10.0.0.1:x"), u":2:10: "_s},
        {"too much said", QByteArray("[blancmange]\ndebug = 10"), u":2:9: "_s},
        {"a kernel that nobody describes", QByteArray("[kernel]\npackage = x"),
         u":2:11: found \"x\", expected the name of a [package] section"_s},
        {"two kernels", QByteArray("[package \"a\"]\nfrom = debian-binary\n[kernel]\npackage = a\npath = /k"),
         u":5:8: found path beside package"_s},
        {"a module with its ending", QByteArray("[kernel]\nmodules = e1000 igb.ko"),
         u":2:11: found \"igb.ko\", expected the name of a module"_s},
        {"firmware outside of its folder", QByteArray("[kernel]\nfirmware = /lib/firmware/x"),
         u":2:12: found \"/lib/firmware/x\""_s},
        {"quotes for the kernel", QByteArray("[kernel]\nappend = a=\"b c\""), u":2:10: "_s},
        {"a variable of GRUB", QByteArray("[kernel]\nappend = root=$root"), u":2:10: "_s},
        {"a third way to an address", QByteArray("[network]\nmethod = bootp"), u":2:10: "_s},
        {"an interface with a blank", QByteArray("[network]\ninterface = eth 0"), u":2:13: "_s},
        {"a gateway that is a name", QByteArray("[network]\ngateway = router"), u":2:11: "_s},
        {"a name server that is a name", QByteArray("[network]\nname_servers = dns"), u":2:16: "_s},
        {"a time server that is a name", QByteArray("[network]\ntime_servers = ntp"), u":2:16: "_s},
        {"a console with a comma", QByteArray("[console]\ndevices = ttyS0,115200n8"),
         u":2:11: found \"115200n8\", expected a console"_s},
        {"a console with a path", QByteArray("[console]\ndevices = /dev/ttyS0"), u":2:11: "_s},
        {"a shell for everybody", QByteArray("[console]\nshell = yes"), u":2:9: "_s},
        {"a login without a password",
         QByteArray("[console]\nshell = login\n[ssh]\nroot_password = none\nauthorized_keys = k"),
         u":2:9: found login with root_password = none"_s},
        {"a VLAN of 0", QByteArray("[network]\nvlan = 0"), u":2:8: "_s},
        {"a VLAN that no switch knows", QByteArray("[network]\nvlan = 4095"), u":2:8: "_s},
        {"a port of 0", QByteArray("[ssh]\nport = 0"), u":2:8: "_s},
        {"an unknown layout", QByteArray("[disk]\nlayout = lilo"), u":2:10: "_s},
        {"a size in words", QByteArray("[partition \"swap\"]\nsize = large"), u":2:8: "_s},
        {"a file system that notP does not make", QByteArray("[partition \"a\"]\nfs = zfs"), u":2:6: "_s},
        {"keep may be yes or no", QByteArray("[partition \"a\"]\nkeep = maybe"), u":2:8: "_s},
        {"a boot server that is a name", QByteArray("[netboot]\naddress = boot"), u":2:11: "_s},
        {"a third script", QByteArray("[netboot]\nscript = tftp"), u":2:10: "_s},
        {"a package from elsewhere", QByteArray("[package \"a\"]\nfrom = pip"), u":2:8: "_s},
        {"an option for apt as a package", QByteArray("[package \"a\"]\nfrom = debian-binary\npackage = -o"),
         u":3:11: found \"-o\""_s},
        {"a sum that is too short", QByteArray("[package \"a\"]\nfrom = file\npath = a\nsha256 = 12"),
         u":4:10: found \"12\""_s},
        {"a file without a path", QByteArray("[package \"a\"]\nfrom = file"), u":1:1: expected path"_s},
        {"a recipe elsewhere", QByteArray("[package \"a\"]\nfrom = debian-source\nrecipe = ../x"),
         u":3:10: found \"../x\""_s},
        {"an output that leads out", QByteArray("[package \"a\"]\nfrom = debian-binary\noutput = /x"),
         u":3:10: found \"/x\""_s},
        {"use may be yes or no", QByteArray("[package \"a\"]\nfrom = debian-binary\nuse = 2"), u":3:7: "_s},
        {"only_kernel may be yes or no", QByteArray("[package \"a\"]\nfrom = debian-binary\nonly_kernel = kernel"),
         u":3:15: "_s},
        {"only_static may be yes or no", QByteArray("[package \"a\"]\nfrom = debian-binary\nonly_static = static"),
         u":3:15: "_s},
        {"a file without a source", QByteArray("[file \"/a\"]\nmode = 0644"), u":1:1: expected source"_s},
        {"a file without a place", QByteArray("[file \"a\"]\nsource = a"), u":1:1: expected an absolute"_s},
        {"a script in a folder", QByteArray("[rc \"a/b\"]\nsource = a"), u":1:1: found a / in the name"_s},
    };
    return all;
}

} // namespace

class TestTopConfig : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theShippedOneIsRight();
    void valuesAreRead();
    void aPasswordIsAHash_data();
    void aPasswordIsAHash();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
    void everyKeyHasAMistake();
    void allMistakesAreReported();
    void sharedLibrariesNeedNoStaticOnes();
    void theShippedOneIsForARackOfRealMachines();
    void theKernelThatIsNotNamedIsNotWanted();
    void whoMakesAFileSystemHasItsModule();

private:
    QString write(const QByteArray &text);

    QTemporaryDir m_folder;
};

QString TestTopConfig::write(const QByteArray &text)
{
    QFile file(m_folder.filePath(u"top_config"_s));
    file.open(QIODevice::WriteOnly);
    file.write(text);
    return file.fileName();
}

void TestTopConfig::theShippedOneIsRight()
{
    const auto report = loadTopConfig(QStringLiteral(CID_SOURCE_DIR "/blancmange/top_config"));
    QVERIFY2(report, report ? "" : qPrintable(report.error().text));
    QVERIFY2(report->mistakes.isEmpty(), qPrintable(report->mistakes.value(0).text));
    QVERIFY(report->config.isShippedPassword);
    for (const char *name : {"busybox", "dropbear", "cidkid", "e2fsprogs", "util-linux", "grub"})
        QVERIFY2(report->config.package(QString::fromLatin1(name)), name);
}

void TestTopConfig::valuesAreRead()
{
    const auto report =
        loadTopConfig(write("[blancmange]\nserver = 10.0.0.1:99\nkey = keys/key\n"
                            "[kernel]\npackage = k\nmodules = a, b\nmodules_for = virtual usb\n"
                            "modalias_files = hw/one\n[network]\nmethod = static\naddress = 10.0.0.7/24\n"
                            "[ssh]\nroot_password = $6$ab$cd/ef.\n[partition \"scratch\"]\nsize = 1G\nkeep = yes\n"
                            "[package \"k\"]\nfrom = https\nurl = https://a.example/b.tar.gz\nsha256 = "
                            + QByteArray(64, 'A')
                            + "\nfiles = usr/bin\n[file \"/etc/motd\"]\nsource = motd\nmode = 0600\n"
                              "[rc \"10-x\"]\nsource = x\n"));
    QVERIFY(report);
    QVERIFY2(report->mistakes.isEmpty(), qPrintable(report->mistakes.value(0).text));
    const TopConfig &config = report->config;
    QCOMPARE(config.server, u"10.0.0.1:99"_s);
    QCOMPARE(config.key, m_folder.filePath(u"keys/key"_s));
    QCOMPARE(config.modules, (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(config.modaliasFiles, QStringList{m_folder.filePath(u"hw/one"_s)});
    QVERIFY(!config.isDhcp);
    QCOMPARE(config.rootPassword, u"$6$ab$cd/ef."_s);
    QVERIFY(!config.isShippedPassword);
    QCOMPARE(config.partitions.size(), 1);
    QCOMPARE(config.partitions.first().size, GiB);
    QCOMPARE(config.packages.first().origin, PackageOrigin::Https);
    QCOMPARE(config.packages.first().sha256, QByteArray(64, 'a'));
    QCOMPARE(config.files.first().mode, 0600U);
    QCOMPARE(config.scripts.first().target, u"/etc/rc.d/10-x"_s);
}

void TestTopConfig::aPasswordIsAHash_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("expected"); // the beginning of the hash; "-" for none
    QTest::addColumn<bool>("shipped");
    QTest::newRow("none opens to keys alone")
        << QByteArray("[ssh]\nroot_password = none\nauthorized_keys = k") << u"-"_s << false;
    QTest::newRow("a hash of one's own") << QByteArray("[ssh]\nroot_password = $6$ab$cd") << u"$6$ab$cd"_s << false;
    QTest::newRow("the shipped one") << QByteArray("[ssh]\nroot_password = t00r") << u"$6$blancmange$"_s << true;
    QTest::newRow("a section without it") << QByteArray("[ssh]\nport = 22") << u"$6$blancmange$"_s << true;
    QTest::newRow("no section") << QByteArray("[network]\nmethod = dhcp") << u"$6$blancmange$"_s << true;
}

void TestTopConfig::aPasswordIsAHash()
{
    QFETCH(QByteArray, lines);
    QFETCH(QString, expected);
    const auto report = loadTopConfig(
        write(lines + "\n[kernel]\npackage = k\n[package \"k\"]\nfrom = debian-binary\npackage = linux-image-amd64\n"));
    QVERIFY(report);
    QVERIFY2(report->mistakes.isEmpty(), qPrintable(report->mistakes.value(0).text));
    const QString hash = report->config.rootPassword;
    QVERIFY2(expected == u"-" ? hash.isEmpty() : hash.startsWith(expected), qPrintable(hash));
    QTEST(report->config.isShippedPassword, "shipped");
}

void TestTopConfig::mistakesAreNamed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("expected");
    for (const Mistake &mistake : mistakes())
        QTest::newRow(mistake.name) << mistake.text << mistake.expected;
}

// Whoever adds a key adds a row. Whether what a path names is there, is asked when it is used.
void TestTopConfig::everyKeyHasAMistake()
{
    for (const SectionRule &section : topConfigSchema().sections) {
        for (const KeyRule &rule : section.keys) {
            const auto isOf = [&](const Mistake &mistake) {
                const QByteArrayList lines = mistake.text.split('\n');
                const int number = mistake.expected.section(u':', 1, 1).toInt();
                const QByteArray start = QByteArray(rule.key) + " = ";
                const QByteArray at = lines.value(number - 1);
                const bool isInSection = mistake.text.contains(QByteArray("[") + section.type);
                return isInSection && (at.startsWith(start) || (number == 1 && mistake.text.contains('\n' + start)));
            };
            const bool isPath = rule.type == ValueType::Path || QByteArray(rule.key) == "modalias_files";
            QVERIFY2(isPath || std::any_of(mistakes().begin(), mistakes().end(), isOf),
                     QByteArray("no row for ") + section.type + ' ' + rule.key);
        }
    }
}

void TestTopConfig::mistakesAreNamed()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, expected);
    const auto report = loadTopConfig(write(line + '\n'));
    QVERIFY(report);
    const auto isIt = [&expected](const Error &error) { return error.text.contains(expected); };
    QVERIFY2(std::any_of(report->mistakes.begin(), report->mistakes.end(), isIt),
             qPrintable(report->mistakes.value(0).text));
}

void TestTopConfig::allMistakesAreReported()
{
    const auto report =
        loadTopConfig(write("[blancmange]\nserver = a\nserver_fingerprint = b\n[kernel]\npackage = k\n"));
    QVERIFY(report);
    QCOMPARE(report->mistakes.size(), 3);
}

void TestTopConfig::sharedLibrariesNeedNoStaticOnes()
{
    const auto report =
        loadTopConfig(write("[blancmange]\nlibraries = shared\n[kernel]\npath = /k\n[package \"qt\"]\n"
                            "from = debian-source\nonly_static = yes\n[package \"b\"]\nfrom = debian-source\n"));
    QVERIFY(report);
    QCOMPARE(report->config.usedPackages().size(), 1);
    QCOMPARE(report->config.usedPackages().constFirst().name, u"b"_s);
}

void TestTopConfig::theShippedOneIsForARackOfRealMachines()
{
    const auto report = loadTopConfig(QStringLiteral(CID_SOURCE_DIR "/blancmange/top_config"));
    QVERIFY(report);
    const TopConfig &config = report->config;
    QStringList used;
    for (const TopPackage &package : config.usedPackages())
        used << package.name;
    QVERIFY2(used.contains(u"kernel-full"_s) && !used.contains(u"kernel-cloud"_s), qPrintable(used.join(u' ')));
    QVERIFY(used.contains(u"guard"_s));
    for (const char *group : {"network", "storage", "usb", "filesystems", "virtual"})
        QVERIFY2(config.moduleGroups.contains(QLatin1StringView(group)), group);
    QVERIFY2(config.layout.isEmpty(), "each node's firmware decides");
    QVERIFY2(config.isBootByCidd, "nodes that ask the network first go on into their image");
    QVERIFY2(!config.hasLogin, "no shell on any console");
}

void TestTopConfig::theKernelThatIsNotNamedIsNotWanted()
{
    const QByteArray kernels = "[package \"a\"]\nfrom = debian-binary\nonly_kernel = yes\n"
                               "[package \"b\"]\nfrom = debian-binary\nonly_kernel = yes\n";
    const auto named = loadTopConfig(write("[kernel]\npackage = b\n" + kernels));
    QCOMPARE(named->config.usedPackages().size(), 1);
    QCOMPARE(named->config.usedPackages().first().name, u"b"_s);
    const auto own = loadTopConfig(write("[kernel]\npath = /k\n" + kernels));
    QVERIFY(own->config.usedPackages().isEmpty());
}

void TestTopConfig::whoMakesAFileSystemHasItsModule()
{
    const QByteArray tool = "[package \"xfsprogs\"]\nfrom = debian-binary\nfiles = usr/sbin/mkfs.xfs\n";
    const QByteArray kernel = "[kernel]\npath = /k\nmodules = ext4\n";
    QCOMPARE(loadTopConfig(write(kernel + tool))->config.modules, QStringList({u"ext4"_s, u"xfs"_s}));
    QCOMPARE(loadTopConfig(write(kernel + tool + "use = no\n"))->config.modules, QStringList{u"ext4"_s});
    QCOMPARE(loadTopConfig(write("[kernel]\npath = /k\nmodules = xfs\n" + tool))->config.modules,
             QStringList{u"xfs"_s});
}

QTEST_GUILESS_MAIN(TestTopConfig)
#include "top_config_test.moc"
