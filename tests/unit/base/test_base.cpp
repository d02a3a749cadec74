// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/ids.h"
#include "common/base/logging.h"
#include "common/base/units.h"

#include <QDateTime>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestBase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void imageNamesAreReadFromTheRight();
    void badImageNamesAreRefused_data();
    void badImageNamesAreRefused();
    void logTimesAreNotPadded();
    void functionNamesAreShort_data();
    void functionNamesAreShort();
    void bytesAreReadable();
};

void TestBase::imageNamesAreReadFromTheRight()
{
    const auto id = ImageId::parse(u"my-debian-12.1-3"_s);
    QVERIFY(id.has_value());
    QCOMPARE(id->name, u"my-debian"_s);
    QCOMPARE(id->version, u"12.1"_s);
    QCOMPARE(id->subversion, u"3"_s);
    QCOMPARE(id->toString(), u"my-debian-12.1-3"_s);
}

void TestBase::badImageNamesAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("nothing") << QString();
    QTest::newRow("no version") << u"debian"_s;
    QTest::newRow("no subversion") << u"debian-12"_s;
    QTest::newRow("an empty part") << u"debian--1"_s;
    QTest::newRow("a path") << u"../etc/passwd-1-1"_s;
    QTest::newRow("a blank") << u"deb ian-1-1"_s;
    QTest::newRow("a part that is too long") << QString(101, u'a') + u"-1-1"_s;
}

void TestBase::badImageNamesAreRefused()
{
    QFETCH(QString, name);
    const auto id = ImageId::parse(name);
    QVERIFY(!id.has_value());
    QCOMPARE(id.error().code, QByteArray("image.bad-name"));
    QCOMPARE(id.error().kind, ErrorKind::Invalid);
}

void TestBase::logTimesAreNotPadded()
{
    const QDateTime time(QDate(2007, 3, 9), QTime(6, 5, 2));
    QCOMPARE(logTime(time.toMSecsSinceEpoch()), u"3/9/07 6:05:02"_s);
}

void TestBase::functionNamesAreShort_data()
{
    QTest::addColumn<QByteArray>("signature");
    QTest::addColumn<QString>("name");
    QTest::newRow("main") << QByteArray("int main(int, char**)") << u"main()"_s;
    QTest::newRow("a member") << QByteArray("void cid::Server::server_loop(cid::Link*)") << u"server_loop()"_s;
    QTest::newRow("a lambda") << QByteArray("cid::A::b(int)::<lambda()>") << u"b()"_s;
    QTest::newRow("a hidden one") << QByteArray("void cid::(anonymous namespace)::f()") << u"f()"_s;
}

void TestBase::functionNamesAreShort()
{
    QFETCH(QByteArray, signature);
    QFETCH(QString, name);
    QCOMPARE(shortFunctionName(signature.constData()), name);
}

void TestBase::bytesAreReadable()
{
    QCOMPARE(formatBytes(0), u"0 B"_s);
    QCOMPARE(formatBytes(1536), u"1.5 KiB"_s);
    QCOMPARE(formatBytes(130 * MiB), u"130 MiB"_s);
    QCOMPARE(formatSeconds(80), u"1 min 20 s"_s);
}

QTEST_APPLESS_MAIN(TestBase)
#include "test_base.moc"
