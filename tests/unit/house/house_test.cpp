// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/house/source_rules.h"

#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString spdx = u"// SPDX-License-Identifier: GPL-3.0-or-later\n"_s;

QString read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

QString root()
{
    return QStringLiteral(CID_SOURCE_DIR);
}

RoomTable realTable()
{
    return RoomTable::fromMarkdown(read(root() + u"/docs/ARCHITECTURE.md"_s));
}

// Paths relative to the root of all files that the filter takes, in the folders that hold our sources.
QStringList filesOf(const QStringList &folders, const std::function<bool(const QString &)> &filter)
{
    QStringList found;
    for (const QString &folder : folders) {
        QDirIterator files(root() + u'/' + folder, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next().mid(root().size() + 1);
            if (filter(path))
                found << path;
        }
    }
    return found;
}

bool isSource(const QString &path)
{
    return path.endsWith(u".cpp"_s) || path.endsWith(u".h"_s);
}

bool isScript(const QString &path)
{
    QFile file(root() + u'/' + path);
    return file.open(QIODevice::ReadOnly) && file.read(2) == "#!";
}

const QStringList sourceFolders = {u"common"_s,       u"daemon"_s,     u"kid"_s, u"capt"_s,
                                   u"imagebuilder"_s, u"blancmange"_s, u"gui"_s, u"tests"_s};

} // namespace

// Reads the sources of the project itself: a violation anywhere fails here with its file and line.
class HouseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everySourceKeepsTheRules()
    {
        const RoomTable table = realTable();
        const QStringList paths = filesOf(sourceFolders, isSource);
        QVERIFY2(paths.size() > 40, "the sources were not found");
        QStringList problems;
        for (const QString &path : paths)
            problems << findProblems(table, path, read(root() + u'/' + path));
        QVERIFY2(problems.isEmpty(), qPrintable(u'\n' + problems.join(u'\n')));
    }

    void everyScriptKeepsTheRules()
    {
        const QStringList paths = filesOf(sourceFolders + QStringList{u"tools"_s, u".ci"_s, u"packaging"_s}, isScript);
        QVERIFY2(paths.contains(u"tools/test"_s), "the scripts were not found");
        QStringList problems;
        for (const QString &path : paths)
            problems << findScriptProblems(path, read(root() + u'/' + path));
        QVERIFY2(problems.isEmpty(), qPrintable(u'\n' + problems.join(u'\n')));
    }

    void theTableOfRoomsIsWhole()
    {
        const RoomTable table = realTable();
        QCOMPARE(table.unknownNames(), QStringList());
        for (const QString &room : {u"common/base"_s, u"common/wire"_s, u"daemon/core"_s, u"capt"_s})
            QVERIFY2(table.rooms().contains(room), qPrintable(room));
    }

    void aMadeUpSourceIsJudged_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("problems");

        const auto row = [](const char *name, const QString &path, const QString &text, const QStringList &problems) {
            QTest::newRow(name) << path << text << problems;
        };
        row("downwards is allowed", u"b/x.cpp"_s, spdx + u"#include \"a/y.h\"\n"_s, {});
        row("the own room is allowed", u"b/x.cpp"_s, spdx + u"#include \"b/y.h\"\n"_s, {});
        row("a subfolder belongs to its room", u"b/deep/x.cpp"_s, spdx + u"#include \"a/deep/y.h\"\n"_s, {});
        row("upwards is refused", u"a/x.cpp"_s, spdx + u"\n#include \"b/y.h\"\n"_s,
            {u"a/x.cpp:3: a may not use b (\"b/y.h\")"_s});
        row("a blank before include hides nothing", u"a/x.cpp"_s, spdx + u" # include \"b/y.h\"\n"_s,
            {u"a/x.cpp:2: a may not use b (\"b/y.h\")"_s});
        row("two arrows are not one", u"c/x.cpp"_s, spdx + u"#include \"a/y.h\"\n"_s,
            {u"c/x.cpp:2: c may not use a (\"a/y.h\")"_s});
        row("a file with a row of its own may do more", u"c/main.cpp"_s, spdx + u"#include \"a/y.h\"\n"_s, {});
        row("a room whose name begins like another's", u"ab/x.cpp"_s, spdx,
            {u"ab/x.cpp:1: is in no room of docs/ARCHITECTURE.md"_s});
        row("an include that is not spelled from the root", u"a/x.cpp"_s, spdx + u"#include \"y.h\"\n"_s,
            {u"a/x.cpp:2: \"y.h\" is not spelled from the root or is in no room of docs/ARCHITECTURE.md"_s});
        row("a moc file is no arrow", u"a/x.cpp"_s, spdx + u"#include \"x.moc\"\n"_s, {});
        row("a test may use every room", u"tests/unit/x.cpp"_s, spdx + u"#include \"c/y.h\"\n"_s, {});
        row("nobody uses the tests", u"a/x.cpp"_s, spdx + u"#include \"tests/y.h\"\n"_s,
            {u"a/x.cpp:2: includes a header of the tests"_s});
        row("no licence", u"a/x.cpp"_s, u"int x;\n"_s,
            {u"a/x.cpp:1: no line \"SPDX-License-Identifier: GPL-3.0-or-later\""_s});
        row("400 lines", u"a/x.cpp"_s, spdx + u"\n"_s.repeated(399), {});
        row("401 lines", u"a/x.cpp"_s, spdx + u"\n"_s.repeated(400), {u"a/x.cpp:401: 401 lines, 400 at most"_s});
        row("SQL outside the store", u"a/x.cpp"_s, spdx + u"#include <QSqlQuery>\n"_s,
            {u"a/x.cpp:2: SQL belongs to daemon/store"_s});
        row("SQL in the store", u"daemon/store/x.cpp"_s, spdx + u"#include <QSqlQuery>\n"_s, {});
        row("a socket in the core", u"daemon/core/x.cpp"_s, spdx + u"#include <QTcpSocket>\n"_s,
            {u"daemon/core/x.cpp:2: daemon/core knows no socket"_s});
        row("a nested event loop", u"a/x.cpp"_s, spdx + u"QEventLoop loop;\n"_s,
            {u"a/x.cpp:2: no nested event loop, no blocking wait"_s});
        row("a nested event loop in a test", u"tests/x.cpp"_s, spdx + u"QEventLoop loop;\n"_s, {});
        row("an exception", u"a/x.cpp"_s, spdx + u"throw Error();\n"_s,
            {u"a/x.cpp:2: errors are results, not exceptions"_s});
    }

    void aMadeUpSourceIsJudged()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        const RoomTable table = RoomTable::fromMarkdown(u"| room | holds | may use |\n|---|---|---|\n"
                                                        "| `a` | x | Qt |\n| `b` | x | `a` |\n| `c` | x | `b` |\n"
                                                        "| `c/main.cpp` | x | `a`, `b` |\n"
                                                        "| `daemon/core`, `daemon/store` | x | |\n"_s);
        QTEST(findProblems(table, path, text), "problems");
    }

    void aMadeUpScriptNeedsItsLicence()
    {
        QCOMPARE(findScriptProblems(u"x"_s, u"#!/bin/sh\n# SPDX-License-Identifier: GPL-3.0-or-later\n"_s),
                 QStringList());
        QCOMPARE(findScriptProblems(u"x"_s, u"#!/bin/sh\n"_s).size(), 1);
    }

    void aTableThatNamesAnUnknownRoomIsFound()
    {
        const RoomTable table = RoomTable::fromMarkdown(u"| `a` | x | `b`, `nowhere` |\n| `b` | x | |\n"_s);
        QCOMPARE(table.unknownNames(), QStringList{u"nowhere"_s});
    }
};

QTEST_APPLESS_MAIN(HouseTest)
#include "house_test.moc"
