// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/grub_environment.h"
#include "kid/deploy/current_image.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cid;

class BootStateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStateComesBack()
    {
        const BootState state{5, 2, u"/boot/vmlinuz 6"_s, u"/boot/init\\rd"_s, u"1234-abcd"_s, u"a=b quiet # x"_s};
        const auto block = GrubEnvironment::encode(state);
        QVERIFY(block);
        QCOMPARE(block->size(), 1024);
        QVERIFY(block->startsWith("# GRUB Environment Block\n"));
        QCOMPARE(GrubEnvironment::decode(*block).value_or(BootState{}), state);
    }

    // A command line that fits fits for ever.
    void anAcceptedStateComesBackAndIsNoLonger()
    {
        BootState state{5, 0, u"/boot/vmlinuz"_s, u"/boot/initrd"_s, u"1234"_s, u"quiet"_s};
        const QByteArray counted = *GrubEnvironment::encode(state);
        state.accepted = true;
        const QByteArray block = *GrubEnvironment::encode(state);
        QCOMPARE(GrubEnvironment::decode(block).value_or(BootState{}), state);
        QVERIFY(block.indexOf("##") < counted.indexOf("##"));
        QVERIFY2(block.contains("\ndefault=0\n") && !block.contains("cid_tries"), block);
    }

    void unknownVariablesArePassedOver()
    {
        const QByteArray block = QByteArray("# GRUB Environment Block\nsaved_entry=x\ncid_slot=6\n");
        QCOMPARE(GrubEnvironment::decode(block.leftJustified(1024, '#'))->slot, 6);
    }

    void badValuesAndBlocksAreRefused()
    {
        QCOMPARE(GrubEnvironment::encode({5, 0, u"/a\ncid_slot=9"_s, {}, {}, {}}).error().code, "boot.env-bad-value");
        QCOMPARE(GrubEnvironment::encode({5, 0, {}, {}, {}, QString(1000, u'x')}).error().code, "boot.env-too-large");
        QCOMPARE(GrubEnvironment::decode({}).error().code, "boot.env-damaged");
        QCOMPARE(GrubEnvironment::decode(QByteArray(1024, '#')).error().code, "boot.env-damaged");
        QCOMPARE(GrubEnvironment::decode(*GrubEnvironment::encode({}) + '#').error().code, "boot.env-damaged");
    }

    void currentImagesComeBack()
    {
        CurrentImage current;
        current.image = *ImageId::parse(u"debian-12-1"_s);
        QCOMPARE(formatCurrentImage(current), "debian-12-1\n");
        QCOMPARE(parseCurrentImage("debian-12-1").value_or(CurrentImage{}), current);
        current.digest = QByteArray(32, '\x17');
        current.nonce = QByteArray(16, '\xfe');
        current.deployment = 99;
        QCOMPARE(parseCurrentImage(formatCurrentImage(current)).value_or(CurrentImage{}), current);
        QCOMPARE(parseCurrentImage(formatCurrentImage(current) + "later word\n").value_or(CurrentImage{}), current);
    }

    void badCurrentImagesNameTheLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("line");
        QTest::newRow("empty") << QByteArray() << u"1"_s;
        QTest::newRow("no name") << QByteArray("nonsense\n") << u"1"_s;
        QTest::newRow("short digest") << QByteArray("a-1-1\ndigest abcd\n") << u"2"_s;
        QTest::newRow("bad nonce") << QByteArray("a-1-1\n\nnonce xyz\n") << u"3"_s;
        QTest::newRow("bad number") << QByteArray("a-1-1\ndeployment -3\n") << u"2"_s;
    }

    void badCurrentImagesNameTheLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, line);
        const auto current = parseCurrentImage(text);
        QVERIFY(!current);
        QCOMPARE(current.error().code, "curr-img.bad");
        QCOMPARE(current.error().arguments.value(u"line"_s), line);
    }
};

QTEST_APPLESS_MAIN(BootStateTest)
#include "boot_state_test.moc"
