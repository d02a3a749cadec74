// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/printable.h"

#include <QTest>

using namespace cid;

class TestPrintable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsLeftThatATerminalObeys_data();
    void nothingIsLeftThatATerminalObeys();
    void lineEndsStayWhereTheyAreMeant();
};

void TestPrintable::nothingIsLeftThatATerminalObeys_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *title, const QByteArray &name, const QByteArray &shown) {
        QTest::newRow(title) << name << shown;
    };
    row("a plain name", "etc/fstab", "etc/fstab");
    row("letters of other alphabets", "\xc3\xa4\xe6\x97\xa5\xf0\x9f\x90\x9f", "\xc3\xa4\xe6\x97\xa5\xf0\x9f\x90\x9f");
    row("a colour", "a\x1b[31mb", "a\\x1b[31mb");
    row("a second line", "a\nb\tc\rd", "a\\nb\\tc\\rd");
    row("a control sequence in one character",
        "a\xc2\x9b"
        "2J",
        "a\\xc2\\x9b2J");
    row("text that runs backwards",
        "a\xe2\x80\xae"
        "b",
        "a\\xe2\\x80\\xaeb");
    row("a backslash, or two names would look the same", "a\\nb", "a\\\\nb");
    row("no UTF-8", "a\xff\xc3", "a\\xff\\xc3");
    row("a character spelled too long", "\xc0\xaf\xe0\x80\xaf", "\\xc0\\xaf\\xe0\\x80\\xaf");
    row("half of a pair", "\xed\xa0\x80", "\\xed\\xa0\\x80");
    row("the last one and NUL", QByteArray("\x7f\0", 2), "\\x7f\\x00");
    row("nothing", "", "");
}

void TestPrintable::nothingIsLeftThatATerminalObeys()
{
    QFETCH(QByteArray, name);
    QTEST(escaped(name), "shown");
}

void TestPrintable::lineEndsStayWhereTheyAreMeant()
{
    QCOMPARE(escaped("one\ntwo\x1b", true), QByteArray("one\ntwo\\x1b"));
}

QTEST_GUILESS_MAIN(TestPrintable)
#include "printable_test.moc"
