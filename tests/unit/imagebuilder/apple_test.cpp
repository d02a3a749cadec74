// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/architecture.h"
#include "imagebuilder/darwin/apple_companions.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/pack/packer.h"
#include "tests/support/tree.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestApple : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatGoesInComesOut_data();
    void whatGoesInComesOut();
    void theBytesAreThoseOfAMac();
    void everyTruncationIsSafe();
    void initTestCase();
    void companionsStandRightBeforeTheirFiles();
    void companionsHoldWhatTheFilesHad_data();
    void companionsHoldWhatTheFilesHad();
    void whatCannotBeKeptIsNamed();
    void aTarOfAnotherKindReadsThem();
    void programsOfMacsAreKnown_data();
    void programsOfMacsAreKnown();

private:
    QTemporaryDir m_work;
    PackReport m_packed;
    AppleReport m_report;
};

void TestApple::whatGoesInComesOut_data()
{
    QTest::addColumn<AppleDouble>("facts");
    const QByteArray finder = "TEXTttxt" + QByteArray(24, '\1');
    QTest::newRow("nothing") << AppleDouble{};
    QTest::newRow("Finder info alone") << AppleDouble{finder, {}, {}};
    QTest::newRow("a resource fork alone") << AppleDouble{{}, QByteArray(100'000, 'r'), {}};
    QTest::newRow("an attribute alone") << AppleDouble{{}, {}, {{"com.apple.quarantine", "0001;x"}}};
    QTest::newRow("all of it") << AppleDouble{finder,
                                              "fork",
                                              {{"com.apple.a", QByteArray("\0b", 2)},
                                               {"com.apple.metadata:kMDItemWhereFroms", QByteArray(5000, 'w')},
                                               {"x", ""}}};
}

void TestApple::whatGoesInComesOut()
{
    QFETCH(AppleDouble, facts);
    const QByteArray bytes = formatAppleDouble(facts);
    QVERIFY(looksLikeAppleDouble(bytes));
    const auto back = parseAppleDouble(bytes);
    QVERIFY2(back, back ? "" : qPrintable(back.error().text));
    QCOMPARE(*back, facts);
}

void TestApple::theBytesAreThoseOfAMac()
{
    // As copyfile lays them out: header, Finder info, "ATTR" at 84, the resource fork at the end.
    const QByteArray bytes = formatAppleDouble({"TEXTttxt" + QByteArray(24, '\1'), "fork", {{"com.apple.a", "value"}}});
    QCOMPARE(bytes.left(26).toHex(' '),
             QByteArray("00 05 16 07 00 02 00 00 4d 61 63 20 4f 53 20 58 20 20 20 20 20 20 20 20 00 02"));
    QCOMPARE(bytes.mid(26, 8).toHex(' '), QByteArray("00 00 00 09 00 00 00 32"));
    QCOMPARE(bytes.mid(38, 4).toHex(' '), QByteArray("00 00 00 02"));
    QCOMPARE(bytes.mid(84, 4), QByteArray("ATTR"));
    QCOMPARE(bytes.mid(118, 2).toHex(), QByteArray("0001"));
    QCOMPARE(bytes.mid(131, 12), QByteArray("com.apple.a\0", 12));
    QVERIFY(bytes.endsWith("valuefork"));
    // The offset of the fork, and the length of all that is before it.
    QCOMPARE(bytes.mid(42, 4).toHex(), QByteArray::number(bytes.size() - 4, 16).rightJustified(8, '0'));
}

void TestApple::everyTruncationIsSafe()
{
    const QByteArray whole = formatAppleDouble({"TEXTttxt" + QByteArray(24, '\1'), "fork", {{"com.apple.a", "value"}}});
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY2(!parseAppleDouble(whole.left(size)), qPrintable(QString::number(size)));
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray bad = whole;
        bad[at] = '\xff';
        static_cast<void>(parseAppleDouble(bad));
    }
}

void TestApple::initTestCase()
{
    QFile fork(m_work.filePath(u"fork.bin"_s));
    QVERIFY(fork.open(QIODevice::WriteOnly)
            && fork.write(formatAppleDouble({{}, "a fork that a copy left", {{"com.apple.old", "1"}}})) > 0);
    fork.close();
    const Shell made = shell(R"SH(
mkdir -p root/Applications/Tool.app root/etc
cd root
printf body > etc/a.txt; printf body > etc/plain; printf body > etc/copied; printf body > etc/both; printf body > etc/packed
setfattr -n user.com.apple.FinderInfo -v 0x5445585474747874010101010101010101010101010101010101010101010101 etc/a.txt
setfattr -n user.com.apple.ResourceFork -v forkbytes etc/a.txt
setfattr -n user.com.apple.quarantine -v "0001;x" etc/a.txt
setfattr -n user.com.apple.FinderInfo -v 0x0000000000000000400000000000000000000000000000000000000000000000 Applications/Tool.app
setfattr -n user.other -v kept etc/plain
cp ../fork.bin etc/._copied; cp ../fork.bin etc/._both; cp ../fork.bin etc/._lonely
setfattr -n user.com.apple.new -v 2 etc/both
printf 'no AppleDouble at all, though it is named like one' > etc/._plain
mkdir -p etc/forked; printf body > etc/forked/file
setfattr -n user.com.apple.decmpfs -v fpmc etc/packed
touch -d @1000000000 etc/* etc/._*
)SH",
                             m_work.path());
    QVERIFY2(made.ok, made.err);
    const auto companions = AppleCompanions::open(m_work.filePath(u"root"_s));
    QVERIFY(companions);
    PackOptions options;
    options.root = m_work.filePath(u"root"_s);
    options.image = *ImageId::parse(u"tiger-10.4-1"_s);
    options.kind = ImageKind::Darwin;
    options.outputFolder = m_work.path();
    options.companions = companions->get();
    const auto packed = packImage(options);
    QVERIFY2(packed, packed ? "" : qPrintable(packed.error().text));
    m_packed = *packed;
    m_report = (*companions)->report();
}

void TestApple::companionsStandRightBeforeTheirFiles()
{
    QByteArrayList paths;
    for (const FileRecord &file : m_packed.manifest.files)
        paths.append(file.path);
    for (const QByteArray &name :
         {QByteArray("a.txt"), QByteArray("copied"), QByteArray("both"), QByteArray("packed")}) {
        const qsizetype at = paths.indexOf("etc/" + name);
        QVERIFY2(at > 0 && paths[at - 1] == "etc/._" + name, name.constData());
        QCOMPARE(paths.count("etc/._" + name), 1);
    }
    QCOMPARE(paths.indexOf("Applications/._Tool.app") + 1, paths.indexOf("Applications/Tool.app"));
    // These are files of their own.
    QCOMPARE(paths.count("etc/._lonely"), 1);
    QCOMPARE(paths.count("etc/._plain"), 1);
    QCOMPARE(m_report.companions, 5);
}

void TestApple::companionsHoldWhatTheFilesHad_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<AppleDouble>("facts");
    const QByteArray text = "TEXTttxt" + QByteArray(24, '\1');
    QByteArray bundle(32, '\0');
    bundle[8] = '\x40';
    QTest::newRow("attributes of the file")
        << u"etc/._a.txt"_s << AppleDouble{text, "forkbytes", {{"com.apple.quarantine", "0001;x"}}};
    QTest::newRow("a folder that is a bundle") << u"Applications/._Tool.app"_s << AppleDouble{bundle, {}, {}};
    QTest::newRow("what a copy left") << u"etc/._copied"_s
                                      << AppleDouble{{}, "a fork that a copy left", {{"com.apple.old", "1"}}};
    QTest::newRow("both together") << u"etc/._both"_s
                                   << AppleDouble{{},
                                                  "a fork that a copy left",
                                                  {{"com.apple.new", "2"}, {"com.apple.old", "1"}}};
}

void TestApple::companionsHoldWhatTheFilesHad()
{
    QFETCH(QString, path);
    QFETCH(AppleDouble, facts);
    const Shell read = shell("tar xzOf tiger-10.4-1.gz " + path.toUtf8(), m_work.path());
    QVERIFY2(read.ok, read.err);
    const auto parsed = parseAppleDouble(read.out);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text));
    QCOMPARE(*parsed, facts);
}

void TestApple::whatCannotBeKeptIsNamed()
{
    QCOMPARE(m_report.lost, 1);
    QVERIFY2(m_report.notKept.value(0).startsWith(u"etc/packed: it is compressed"_s),
             qPrintable(m_report.notKept.join(u'\n')));
}

void TestApple::aTarOfAnotherKindReadsThem()
{
    // libarchive's own reader of such members takes one for what comes next: it finds no stray "._" file.
    const Shell listed = shell("bsdtar --options tar:mac-ext -tf tiger-10.4-1.gz", m_work.path());
    QVERIFY2(listed.ok, listed.err);
    QVERIFY2(!listed.out.contains("etc/._a.txt\n"), listed.out);
    QVERIFY2(listed.out.contains("etc/a.txt\n"), listed.out);
}

void TestApple::programsOfMacsAreKnown_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("arch");
    QTest::newRow("PowerPC") << QByteArray::fromHex("feedface00000012") << u"ppc"_s;
    QTest::newRow("Intel, 32 bit") << QByteArray::fromHex("cefaedfe07000000") << u"i686"_s;
    QTest::newRow("Intel, 64 bit") << QByteArray::fromHex("cffaedfe07000001") << u"x86_64"_s;
    QTest::newRow("ARM") << QByteArray::fromHex("cffaedfe0c000001") << u"aarch64"_s;
    QTest::newRow("for several machines") << QByteArray::fromHex("cafebabe00000002") << QString();
    QTest::newRow("a script") << QByteArray("#!/bin/sh") << QString();
}

void TestApple::programsOfMacsAreKnown()
{
    QFETCH(QByteArray, head);
    QTEST(programArchitecture(head + QByteArray(20, '\0')), "arch");
}

QTEST_GUILESS_MAIN(TestApple)
#include "apple_test.moc"
