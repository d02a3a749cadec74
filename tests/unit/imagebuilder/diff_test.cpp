// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/catalogue/image_diff.h"

#include <QTest>

#include <sys/stat.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

FileRecord file(const QByteArray &path, const QByteArray &content = "x")
{
    FileRecord record;
    record.path = path;
    record.mode = S_IFREG | 0644;
    record.size = content.size();
    record.sha256 = content;
    return record;
}

ChunkFacts chunk(const QByteArray &content, quint32 packed)
{
    ChunkFacts facts;
    facts.sha256 = content;
    facts.packedSize = packed;
    return facts;
}

} // namespace

class TestDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFileIsCompared_data();
    void aFileIsCompared();
    void aHardLinkHasItsTargetsContent();
    void comingAndGoing();
    void onlyWhatIsNewIsFetched();
    void packagesAreComparedByNameAndArchitecture();
};

void TestDiff::aFileIsCompared_data()
{
    QTest::addColumn<FileRecord>("after");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *name, const QString &what, const std::function<void(FileRecord &)> &change) {
        FileRecord after = file("a");
        change(after);
        QTest::newRow(name) << after << what;
    };
    row("the same", {}, [](FileRecord &) { });
    row("other bytes", u"content"_s, [](FileRecord &one) { one.sha256 = "y"; });
    row("another owner", u"owner"_s, [](FileRecord &one) { one.gid = 7; });
    row("another mode and time", u"mode, time"_s, [](FileRecord &one) {
        one.mode = S_IFREG | 04755;
        one.mtimeNanoseconds = 1;
    });
    row("immutable now", u"flags"_s, [](FileRecord &one) { one.flags = 16; });
    row("a folder now", u"type"_s, [](FileRecord &one) {
        one.mode = S_IFDIR | 0755;
        one.sha256.clear();
    });
}

void TestDiff::aFileIsCompared()
{
    QFETCH(FileRecord, after);
    QFETCH(QString, what);
    Manifest from;
    Manifest to;
    from.files = {file("a")};
    to.files = {after};
    const auto changes = compareFiles(from, to);
    QCOMPARE(changes.isEmpty() ? QString() : changes.first().what, what);
}

void TestDiff::aHardLinkHasItsTargetsContent()
{
    FileRecord link = file("b");
    link.isHardLink = true;
    link.target = "a";
    link.sha256.clear();
    Manifest from;
    Manifest to;
    from.files = {file("a", "one"), link};
    to.files = {file("a", "other"), link};
    const auto changes = compareFiles(from, to);
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes[1], (FileChange{"b", u"content"_s, 3, 5}));
}

void TestDiff::comingAndGoing()
{
    Manifest from;
    Manifest to;
    from.files = {file("b", "12"), file("c")};
    to.files = {file("a", "123"), file("c")};
    QCOMPARE(compareFiles(from, to), (QList<FileChange>{{"a", u"added"_s, 0, 3}, {"b", u"removed"_s, 2, 0}}));
}

void TestDiff::onlyWhatIsNewIsFetched()
{
    Manifest from;
    Manifest to;
    from.chunks = {chunk("a", 10), chunk("b", 20)};
    to.chunks = {chunk("b", 20), chunk("c", 5), chunk("c", 5), chunk("d", 7)};
    const FetchForecast forecast = forecastFetch(from, to);
    QCOMPARE(forecast.bytes, 12);
    QCOMPARE(forecast.chunks, 2);
    QCOMPARE(forecastFetch(to, to).bytes, 0);
}

void TestDiff::packagesAreComparedByNameAndArchitecture()
{
    const QList<SoftwarePackage> before{
        {u"a"_s, u"1"_s, u"amd64"_s, {}}, {u"kernel"_s, u"5"_s, u"amd64"_s, {}}, {u"same"_s, u"1"_s, u"amd64"_s, {}}};
    const QList<SoftwarePackage> after{{u"a"_s, u"1"_s, u"i386"_s, {}},
                                       {u"kernel"_s, u"6"_s, u"amd64"_s, {}},
                                       {u"kernel"_s, u"5"_s, u"amd64"_s, {}},
                                       {u"same"_s, u"1"_s, u"amd64"_s, u"somebody else"_s}};
    QCOMPARE(comparePackages(before, after),
             (QList<PackageChange>{{u"a"_s, u"amd64"_s, u"1"_s, {}},
                                   {u"a"_s, u"i386"_s, {}, u"1"_s},
                                   {u"kernel"_s, u"amd64"_s, u"5"_s, u"5 6"_s}}));
}

QTEST_APPLESS_MAIN(TestDiff)
#include "diff_test.moc"
