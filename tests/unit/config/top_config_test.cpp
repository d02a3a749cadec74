// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/top_config.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

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
    void allMistakesAreReported();
    void sharedLibrariesNeedNoStaticOnes();

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
    QTest::newRow("an unknown key, with the nearest")
        << QByteArray("[kernel]\nappendx = k") << u":2:1: found the key \"appendx\"; did you mean \"append\"?"_s;
    QTest::newRow("a server that is a name") << QByteArray("[blancmange]\nserver = cluster.example")
                                             << u":2:10: found \"cluster.example\", expected a numeric address"_s;
    QTest::newRow("a short fingerprint") << QByteArray("[blancmange]\nserver_fingerprint = abc")
                                         << u":2:22: found \"abc\", expected 64 hexadecimal digits"_s;
    QTest::newRow("a short key of images")
        << QByteArray("[blancmange]\nimage_keys = abc") << u":2:14: found \"abc\", expected 64 hexadecimal digits"_s;
    QTest::newRow("signatures that nobody can give")
        << QByteArray("[blancmange]\nrequire_signature = yes") << u":2:21: found yes without image_keys"_s;
    QTest::newRow("a password in clear") << QByteArray("[ssh]\nroot_password = secret")
                                         << u":2:17: found something else than t00r"_s;
    QTest::newRow("nobody could log in") << QByteArray("[ssh]\nroot_password = none")
                                         << u":2:17: found none without authorized_keys"_s;
    QTest::newRow("an address without prefix")
        << QByteArray("[network]\naddress = 10.0.0.7") << u":2:11: found \"10.0.0.7\", expected address/prefix"_s;
    QTest::newRow("a static address that is missing")
        << QByteArray("[network]\nmethod = static") << u":2:10: found static without address"_s;
    QTest::newRow("an unknown group of modules")
        << QByteArray("[kernel]\nmodules_for = disks") << u":2:15: found \"disks\", expected one of"_s;
    QTest::newRow("a package from nowhere") << QByteArray("[package \"a\"]\nuse = yes") << u":1:1: expected from ="_s;
    QTest::newRow("a download without a sum")
        << QByteArray("[package \"a\"]\nfrom = https\nurl = https://a/b") << u":1:1: expected sha256"_s;
    QTest::newRow("a download in clear") << QByteArray("[package \"a\"]\nfrom = https\nurl = http://a/b\nsha256 = "
                                                       + QByteArray(64, '0'))
                                         << u":3:7: found \"http://a/b\", expected url = https://"_s;
    QTest::newRow("a need that nothing fills")
        << QByteArray("[package \"a\"]\nfrom = debian-source\nneeds = b") << u":1:1: it needs \"b\""_s;
    QTest::newRow("a path that leads out")
        << QByteArray("[package \"a\"]\nfrom = debian-binary\nfiles = ../x") << u":3:9: found \"../x\""_s;
    QTest::newRow("a mode that is not octal")
        << QByteArray("[file \"/a\"]\nsource = a\nmode = 0999") << u":3:8: found \"0999\", expected an octal mode"_s;
    QTest::newRow("an option for apt as a version")
        << QByteArray("[package \"a\"]\nfrom = debian-binary\nversion = 1 -o x") << u":3:11: found \"1 -o x\""_s;
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
    QCOMPARE(report->config.usedPackages().first().name, u"b"_s);
}

QTEST_GUILESS_MAIN(TestTopConfig)
#include "top_config_test.moc"
