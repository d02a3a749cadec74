// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/document.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

constexpr char sample[] = "# The cluster.\r\n"
                          "\n"
                          "[cid]   # our server\n"
                          "  server = a.example:1  # the first\n"
                          "\tdebug=3\n"
                          "motd = \"a \\\"b\\\" \\\\ # c\"\n"
                          "\n"
                          "[node \"n[1-2]\"]\n"
                          "mac = #none\n"
                          "last = no newline";

} // namespace

class TestDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyByteIsKept();
    void valuesAreRead();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
    void changesTouchOneLine_data();
    void changesTouchOneLine();
    void manyChangesInOnePassAreAsOneByOne();
    void oneBadChangeOfManyChangesNothing();
    void whatWasSetIsRead();
    void aKeyIsTakenOut();
    void ofAnotherMachinesFileNoIncludeIsRead();
    void includesAreRead();
    void includesInACircleAreRefused();
    void anotherWritersChangeIsNotLost();
};

void TestDocument::everyByteIsKept()
{
    const auto document = Document::parse(sample, u"f"_s);
    QVERIFY2(document, document ? "" : qPrintable(document.error().text));
    QCOMPARE(document->text(), QByteArray(sample));
}

void TestDocument::valuesAreRead()
{
    const auto document = Document::parse(sample, u"f"_s);
    QVERIFY(document);
    QCOMPARE(document->sections().size(), 2);
    const Section &cid = document->sections()[0];
    QCOMPARE(cid.find(u"server").constFirst()->value, u"a.example:1"_s);
    QCOMPARE(cid.find(u"server").constFirst()->valuePlace, (Place{u"f"_s, 4, 12}));
    QCOMPARE(cid.find(u"debug").constFirst()->value, u"3"_s);
    QCOMPARE(cid.find(u"motd").constFirst()->value, u"a \"b\" \\ # c"_s);
    const Section &node = document->sections()[1];
    QCOMPARE(node.name, u"n[1-2]"_s);
    QCOMPARE(node.find(u"mac").constFirst()->value, QString());
    QCOMPARE(node.find(u"last").constFirst()->value, u"no newline"_s);
}

void TestDocument::mistakesAreNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::newRow("a key before any section") << QByteArray("\nkey = 1\n") << u"f:2:1"_s;
    QTest::newRow("no equals sign") << QByteArray("[a]\nkey 1\n") << u"f:2:5"_s;
    QTest::newRow("an open section") << QByteArray("[a\n") << u"f:1:3"_s;
    QTest::newRow("a section without a type") << QByteArray("[\"a\"]\n") << u"f:1:2"_s;
    QTest::newRow("an open string") << QByteArray("[a]\nk = \"x\n") << u"f:2:5"_s;
    QTest::newRow("an unknown escape") << QByteArray("[a]\nk = \"x\\n\"\n") << u"f:2:8"_s;
    QTest::newRow("text after a string") << QByteArray("[a]\nk = \"x\" y\n") << u"f:2:9"_s;
    QTest::newRow("text after a section") << QByteArray("[a] b\n") << u"f:1:5"_s;
    QTest::newRow("no UTF-8") << QByteArray("[a]\nk = \xff\n") << u"f:2:1"_s;
    QTest::newRow("a zero byte") << QByteArray("[a]\nk = \0\n", 10) << u"f:2:1"_s;
    QTest::newRow("a missing include") << QByteArray("include \"/no/such/file\"\n") << u"f:1:9"_s;
    QTest::newRow("a line without end") << QByteArray(70'000, 'x') << u"f:1:1"_s;
}

void TestDocument::mistakesAreNamed()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    const auto document = Document::parse(text, u"f"_s);
    QVERIFY(!document);
    QVERIFY2(document.error().text.startsWith(place + u": "_s), qPrintable(document.error().text));
}

void TestDocument::changesTouchOneLine_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("a value before its comment")
        << u"cid"_s << QString() << u"server"_s << u"b"_s << QByteArray("a.example:1  #") << QByteArray("b  #");
    QTest::newRow("a value that needs quotes")
        << u"cid"_s << QString() << u"debug"_s << u" x"_s << QByteArray("debug=3") << QByteArray("debug=\" x\"");
    QTest::newRow("an empty value") << u"node"_s << u"n[1-2]"_s << u"mac"_s << u"m"_s << QByteArray("= #none")
                                    << QByteArray("= m #none");
    QTest::newRow("a new key") << u"node"_s << u"n[1-2]"_s << u"ip"_s << u"1.2.3.4"_s << QByteArray("no newline")
                               << QByteArray("no newline\nip = 1.2.3.4\n");
    QTest::newRow("a new section") << u"node"_s << u"n3"_s << u"ip"_s << u"5"_s << QByteArray("no newline")
                                   << QByteArray("no newline\n\n[node \"n3\"]\nip = 5\n");
}

void TestDocument::changesTouchOneLine()
{
    QFETCH(QString, type);
    QFETCH(QString, name);
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    auto document = Document::parse(sample, u"f"_s);
    QVERIFY(document);
    const Status status = document->set(type, name, key, value);
    QVERIFY2(status, status ? "" : qPrintable(status.error().text));
    QCOMPARE(document->text(), QByteArray(sample).replace(before, after));
}

void TestDocument::manyChangesInOnePassAreAsOneByOne()
{
    const QList<Document::Change> changes{{u"cid"_s, {}, u"server"_s, u"b # c"_s},
                                          {u"node"_s, u"n[1-2]"_s, u"ip"_s, u"10.0.0.1"_s},
                                          {u"node"_s, u"a \"b\""_s, u"mac"_s, u"x"_s},
                                          {u"node"_s, u"n9"_s, u"mac"_s, u"y"_s}};
    auto together = Document::parse(sample, u"f"_s);
    auto apart = Document::parse(sample, u"f"_s);
    QVERIFY(together && apart);
    QVERIFY(together->set(changes));
    for (const Document::Change &change : changes)
        QVERIFY(apart->set(change.type, change.name, change.key, change.value));
    QCOMPARE(together->text(), apart->text());
    QCOMPARE(together->sections().size(), 4);
    QCOMPARE(together->sections().last().settings.first().value, u"y"_s);
}

void TestDocument::oneBadChangeOfManyChangesNothing()
{
    auto document = Document::parse(sample, u"f"_s);
    QVERIFY(document);
    QVERIFY(!document->set({{u"cid"_s, {}, u"debug"_s, u"4"_s}, {u"node"_s, u"n9"_s, u"mac"_s, u"two\nlines"_s}}));
    QCOMPARE(document->text(), QByteArray(sample));
}

void TestDocument::whatWasSetIsRead()
{
    for (const QString &value :
         {u"x"_s, u""_s, u" a "_s, u"a#b"_s, u"a #b"_s, u"#"_s, u"\""_s, u"a\"b\\c"_s, u"é"_s, u"\\"_s}) {
        auto document = Document::parse("[a]\nk = old\n", u"f"_s);
        QVERIFY(document->set(u"a"_s, {}, u"k"_s, value));
        QVERIFY(document->set(u"b"_s, u"c\"d"_s, u"k"_s, value));
        const auto again = Document::parse(document->text(), u"f"_s);
        QVERIFY2(again, qPrintable(value));
        QCOMPARE(again->sections()[0].find(u"k").constFirst()->value, value);
        QCOMPARE(again->sections()[1].find(u"k").constFirst()->value, value);
    }
    auto document = Document::parse("[a]\n", u"f"_s);
    QVERIFY(!document->set(u"a"_s, {}, u"k"_s, u"two\nlines"_s));
}

void TestDocument::aKeyIsTakenOut()
{
    auto document = Document::parse("# one\n[a]\nk = 1\nl = 2 # two\nk = 3\n[b]\nk = 4", u"f"_s);
    QVERIFY(document);
    QVERIFY(document->remove(u"a"_s, {}, u"k"_s));
    QCOMPARE(document->text(), QByteArray("# one\n[a]\nl = 2 # two\n[b]\nk = 4"));
    QVERIFY(document->remove(u"a"_s, {}, u"none"_s));
    QVERIFY(document->remove(u"c"_s, {}, u"k"_s));
    QCOMPARE(document->text(), QByteArray("# one\n[a]\nl = 2 # two\n[b]\nk = 4"));
}

void TestDocument::ofAnotherMachinesFileNoIncludeIsRead()
{
    const QByteArray text = "include \"/nowhere/at all\"\n[a]\nk = 1\n";
    QVERIFY(!Document::parse(text, u"f"_s));
    auto document = Document::parseAlone(text, u"f"_s);
    QVERIFY2(document, document ? "" : qPrintable(document.error().text));
    QCOMPARE(document->sections().size(), 1);
    QVERIFY(document->set(u"a"_s, {}, u"k"_s, u"2"_s));
    QCOMPARE(document->text(), QByteArray("include \"/nowhere/at all\"\n[a]\nk = 2\n"));
}

void TestDocument::includesAreRead()
{
    const QTemporaryDir folder;
    write(folder.filePath(u"main"_s), "[a]\nk = 1\ninclude \"more\"\n[c]\n");
    write(folder.filePath(u"more"_s), "[b]\nk = 2\n");
    auto document = Document::load(folder.filePath(u"main"_s));
    QVERIFY2(document, document ? "" : qPrintable(document.error().text));
    QCOMPARE(document->sections().size(), 3);
    QCOMPARE(document->sections()[1].place.file, folder.filePath(u"more"_s));
    QCOMPARE(document->set(u"b"_s, {}, u"k"_s, u"3"_s).error().code, QByteArray("config.included"));
    QVERIFY(document->set(u"a"_s, {}, u"k"_s, u"3"_s));
    QVERIFY(document->save());
    QCOMPARE(Document::load(folder.filePath(u"main"_s))->sections()[0].settings[0].value, u"3"_s);
}

void TestDocument::includesInACircleAreRefused()
{
    const QTemporaryDir folder;
    write(folder.filePath(u"main"_s), "include \"main\"\n");
    const auto document = Document::load(folder.filePath(u"main"_s));
    QVERIFY(!document);
    QCOMPARE(document.error().code, QByteArray("config.include"));
}

void TestDocument::anotherWritersChangeIsNotLost()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"f"_s);
    write(path, "[a]\n");
    auto document = Document::load(path);
    QVERIFY(document->set(u"a"_s, {}, u"k"_s, u"1"_s));
    write(path, "[b]\n");
    QCOMPARE(document->save().error().code, QByteArray("config.changed"));
    QCOMPARE(Document::load(path)->text(), QByteArray("[b]\n"));
    QFile::remove(path);
    QCOMPARE(document->save().error().code, QByteArray("config.changed"));
}

QTEST_GUILESS_MAIN(TestDocument)
#include "document_test.moc"
