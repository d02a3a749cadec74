// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/ready_test.h"

#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestReadyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatImageDbSaysIsRead_data();
    void whatImageDbSaysIsRead();
    void whatIsNoTestIsRefusedWithWhatWasFound_data();
    void whatIsNoTestIsRefusedWithWhatWasFound();
};

void TestReadyTest::whatImageDbSaysIsRead_data()
{
    using Kind = ReadyTest::Kind;
    QTest::addColumn<QString>("text");
    QTest::addColumn<ReadyTest>("test");
    const auto row = [](const char *text, const ReadyTest &test) {
        QTest::newRow(text) << QString::fromUtf8(text) << test;
    };
    row("unit:slurmd.service", {Kind::Unit, {}, u"slurmd.service"_s, 0});
    row("  unit: lustre@scratch.mount ", {Kind::Unit, {}, u"lustre@scratch.mount"_s, 0});
    row("unit:dev-disk-by\\x2dlabel-x.device", {Kind::Unit, {}, u"dev-disk-by\\x2dlabel-x.device"_s, 0});
    row("port:6818", {Kind::Port, {}, {}, 6818});
    row("port:65535", {Kind::Port, {}, {}, 65535});
    row("/usr/sbin/check", {Kind::Program, {u"/usr/sbin/check"_s}, {}, 0});
    row("/usr/sbin/check --gpus 4 \"two words\" a,b",
        {Kind::Program, {u"/usr/sbin/check"_s, u"--gpus"_s, u"4"_s, u"two words"_s, u"a,b"_s}, {}, 0});
}

void TestReadyTest::whatImageDbSaysIsRead()
{
    QFETCH(QString, text);
    QFETCH(ReadyTest, test);
    const auto read = readReadyTest(text);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().text));
    QVERIFY(*read == test);
}

void TestReadyTest::whatIsNoTestIsRefusedWithWhatWasFound_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "   ", "check", "bin/check", "\"\"", "unit:", "unit:--version", "unit:a b", "unit:a/b",
          "unit:\xc3\xa4.service", "port:", "port:0", "port:65536", "port:-1", "port:ssh", "tcp:22", "unit :x"})
        QTest::newRow(text) << QString::fromUtf8(text);
    QTest::newRow("a very long name") << u"unit:"_s + QString(300, u'x');
}

void TestReadyTest::whatIsNoTestIsRefusedWithWhatWasFound()
{
    QFETCH(QString, text);
    const auto read = readReadyTest(text);
    QVERIFY(!read);
    QCOMPARE(read.error().code, QByteArray("ready.bad-test"));
    QVERIFY(read.error().text.contains(text.trimmed().left(60)) && read.error().text.contains(u"expected"_s));
}

QTEST_APPLESS_MAIN(TestReadyTest)
#include "test_ready_test.moc"
