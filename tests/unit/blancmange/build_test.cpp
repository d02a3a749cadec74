// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/build/package_builder.h"
#include "blancmange/build/unpack.h"
#include "blancmange/fetch/fetcher.h"
#include "blancmange/image/image_tree.h"

#include <KAr>
#include <KTar>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

QString writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    file.open(QIODevice::WriteOnly);
    file.write(content);
    return path;
}

QString makeTarball(const QString &path, const QMap<QString, QByteArray> &files)
{
    KTar tar(path, u"application/gzip"_s);
    tar.open(QIODevice::WriteOnly);
    for (auto it = files.begin(); it != files.end(); ++it)
        tar.writeFile(it.key(), it.value(), 0100755);
    tar.close();
    return path;
}

/// An ar archive as dpkg-deb writes it; KAr only reads.
QString makeDeb(const QString &path, const QByteArray &data)
{
    const auto member = [](const QByteArray &name, const QByteArray &content) {
        return name.leftJustified(16) + QByteArray("0").leftJustified(12) + QByteArray("0").leftJustified(6)
            + QByteArray("0").leftJustified(6) + QByteArray("100644").leftJustified(8)
            + QByteArray::number(content.size()).leftJustified(10) + "`\n" + content
            + (content.size() % 2 == 1 ? "\n" : "");
    };
    return writeFile(path, "!<arch>\n" + member("debian-binary", "2.0\n") + member("data.tar.gz", data));
}

} // namespace

class TestBuild : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void debsMergeUsr();
    void brokenDebsAreRefused_data();
    void brokenDebsAreRefused();
    void tarballsLoseTheirFolder();
    void tarballsOfEveryKindAreUnpacked_data();
    void tarballsOfEveryKindAreUnpacked();
    void tarballsWriteNothingOutside_data();
    void tarballsWriteNothingOutside();
    void onlyWhatChangedIsBuilt();
    void aLibraryOfThisMachineThatChangedCounts();
    void signaturesAreNoSources();
    void aFailedBuildShowsItsLog();
    void packagesThatNeedEachOtherAreRefused();
    void nothingIsBuiltForAnImage();

private:
    Result<QMap<QString, BuiltPackage>> build(const QByteArray &text, bool mayBuild = true);

    std::unique_ptr<QTemporaryDir> m_folder;
    QStringList m_said;
};

Result<QMap<QString, BuiltPackage>> TestBuild::build(const QByteArray &text, bool mayBuild)
{
    const auto report = loadTopConfig(writeFile(m_folder->filePath(u"top_config"_s), "[kernel]\npath = /k\n" + text));
    if (!report || !report->mistakes.isEmpty())
        qFatal("%s", report ? qPrintable(report->mistakes.first().text) : qPrintable(report.error().text));
    const auto cache = PackageCache::open(m_folder->filePath(u"cache"_s));
    LocalProcessRunner runner;
    m_said.clear();
    const auto say = [this](const QString &line) { m_said << line; };
    const auto lock =
        fetchPackages(report->config, *cache, runner, {m_folder->filePath(u"lock"_s), false, true, 1, say});
    if (!lock)
        return fail(lock.error());
    m_said.clear();
    const BuildOptions options{m_folder->path(), 1, say};
    PackageBuilder builder(report->config, *lock, *cache, runner, options);
    return mayBuild ? builder.buildAll() : builder.findAll();
}

void TestBuild::debsMergeUsr()
{
    makeTarball(m_folder->filePath(u"data.tar.gz"_s),
                {{u"sbin/tool"_s, "1"}, {u"usr/share/x"_s, "2"}, {u"etc/y"_s, "3"}});
    const QString deb = makeDeb(m_folder->filePath(u"x.deb"_s), readAll(m_folder->filePath(u"data.tar.gz"_s)));
    QDir().mkpath(m_folder->filePath(u"out"_s));
    const Status status = unpackDeb(deb, m_folder->filePath(u"out"_s));
    QVERIFY2(status, status ? "" : qPrintable(status.error().text));
    QCOMPARE(matchingPaths(m_folder->filePath(u"out"_s), u"*"_s),
             (QStringList{u"etc/y"_s, u"usr/sbin/tool"_s, u"usr/share/x"_s}));
    QCOMPARE(readAll(m_folder->filePath(u"out/usr/sbin/tool"_s)), QByteArray("1"));
    QVERIFY(QFileInfo(m_folder->filePath(u"out/usr/sbin/tool"_s)).isExecutable());
}

void TestBuild::brokenDebsAreRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no ar archive") << QByteArray("hello");
    QTest::newRow("an ar archive without data") << QByteArray("!<arch>\n");
}

void TestBuild::brokenDebsAreRefused()
{
    QFETCH(QByteArray, content);
    QDir().mkpath(m_folder->filePath(u"out"_s));
    const Status status = unpackDeb(writeFile(m_folder->filePath(u"x.deb"_s), content), m_folder->filePath(u"out"_s));
    QVERIFY(!status);
    QCOMPARE(status.error().code, QByteArray("unpack.deb"));
}

void TestBuild::tarballsLoseTheirFolder()
{
    const QString tarball = makeTarball(m_folder->filePath(u"a.tar.gz"_s),
                                        {{u"tool-1.0/configure"_s, "x"}, {u"tool-1.0/src/main.c"_s, "y"}});
    QDir().mkpath(m_folder->filePath(u"out"_s));
    QVERIFY(unpackTarball(tarball, m_folder->filePath(u"out"_s)));
    QCOMPARE(readAll(m_folder->filePath(u"out/src/main.c"_s)), QByteArray("y"));
}

void TestBuild::tarballsOfEveryKindAreUnpacked_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("ustar, whose long paths are in two fields") << QStringList{u"--format=ustar"_s, u"--xz"_s};
    QTest::newRow("pax") << QStringList{u"--format=pax"_s, u"--zstd"_s};
    QTest::newRow("GNU") << QStringList{u"--format=gnu"_s, u"--bzip2"_s};
    QTest::newRow("not compressed") << QStringList{u"--format=gnu"_s};
}

void TestBuild::tarballsOfEveryKindAreUnpacked()
{
    QFETCH(QStringList, options);
    const QString deep = u"a-1/"_s + QString(60, u'b') + u'/' + QString(60, u'c');
    const QString from = m_folder->filePath(u"in/"_s);
    QDir().mkpath(from + deep);
    writeFile(from + deep + u"/first"_s, "1");
    QFile::setPermissions(from + deep + u"/first"_s, QFile::ReadOwner | QFile::ExeOwner);
    QFile file(from + deep + u"/first"_s);
    QVERIFY(file.open(QIODevice::ReadOnly)
            && file.setFileTime(QDateTime::fromSecsSinceEpoch(1000), QFile::FileModificationTime));
    writeFile(from + u"a-1/second"_s, "2");
    QCOMPARE(::link(QFile::encodeName(from + u"a-1/second"_s).constData(),
                    QFile::encodeName(from + u"a-1/hard"_s).constData()),
             0);
    QVERIFY(QFile::link(u"../nowhere"_s, from + u"a-1/soft"_s));
    LocalProcessRunner runner;
    Command tar;
    tar.program = u"tar"_s;
    tar.arguments = options << u"-cf"_s << m_folder->filePath(u"x"_s) << u"-C"_s << from << u"a-1"_s;
    QVERIFY(runChecked(runner, tar));
    const QString out = m_folder->filePath(u"out/"_s);
    const Status status = unpackTarball(m_folder->filePath(u"x"_s), out);
    QVERIFY2(status, status ? "" : qPrintable(status.error().text));
    const QString inside = out + deep.mid(4);
    QCOMPARE(readAll(inside + u"/first"_s), QByteArray("1"));
    QVERIFY(QFileInfo(inside + u"/first"_s).isExecutable());
    QCOMPARE(QFileInfo(inside + u"/first"_s).lastModified().toSecsSinceEpoch(), 1000);
    QCOMPARE(readAll(out + u"hard"_s), QByteArray("2"));
    QVERIFY(!QFileInfo(out + u"second"_s).isExecutable());
    QCOMPARE(QFile(out + u"soft"_s).symLinkTarget(), QDir::cleanPath(out + u"../nowhere"_s));
    QCOMPARE(QDir(out).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot).size(), 4);
}

void TestBuild::tarballsWriteNothingOutside_data()
{
    QTest::addColumn<QString>("transform");
    QTest::newRow("upwards") << u"s|x|../x|"_s;
    QTest::newRow("upwards from inside") << u"s|x|a/../../x|"_s;
    QTest::newRow("absolute") << u"s|x|/tmp/x|"_s;
}

void TestBuild::tarballsWriteNothingOutside()
{
    QFETCH(QString, transform);
    writeFile(m_folder->filePath(u"x"_s), "evil");
    LocalProcessRunner runner;
    Command tar;
    tar.program = u"tar"_s;
    tar.arguments = {u"-P"_s, u"--transform"_s, transform, u"-cf"_s, m_folder->filePath(u"t"_s),
                     u"-C"_s, m_folder->path(), u"x"_s};
    QVERIFY(runChecked(runner, tar));
    QFile::remove(m_folder->filePath(u"x"_s));
    const Status status = unpackTarball(m_folder->filePath(u"t"_s), m_folder->filePath(u"out"_s));
    QVERIFY(!status);
    QCOMPARE(status.error().code, QByteArray("unpack.tar"));
    QVERIFY(!QFileInfo::exists(m_folder->filePath(u"x"_s)));
}

void TestBuild::onlyWhatChangedIsBuilt()
{
    makeTarball(m_folder->filePath(u"a.tar.gz"_s), {{u"a-1/text"_s, "first"}});
    writeFile(m_folder->filePath(u"first"_s),
              "mkdir -p \"$OUT/usr\"; cp \"$SOURCE/text\" \"$OUT/usr/text\"; echo $LIBRARIES\n");
    writeFile(m_folder->filePath(u"second"_s), "mkdir -p \"$OUT/usr\"; cp \"$NEED_a/usr/text\" \"$OUT/usr/copy\"\n");
    const QByteArray text = "[package \"b\"]\nfrom = file\npath = a.tar.gz\nrecipe = second\nneeds = a\n"
                            "[package \"a\"]\nfrom = file\npath = a.tar.gz\nrecipe = first\n";
    const auto built = build(text);
    QVERIFY2(built, built ? "" : qPrintable(built.error().text));
    QCOMPARE(readAll(built->value(u"b"_s).root + u"/usr/copy"_s), QByteArray("first"));
    QCOMPARE(m_said.filter(u"building"_s).size(), 2);
    QVERIFY(m_said.first().startsWith(u"a: building")); // what is needed comes first
    const auto again = build(text);
    QVERIFY(again);
    QCOMPARE(m_said.filter(u"building"_s), QStringList());
    writeFile(m_folder->filePath(u"second"_s), "mkdir -p \"$OUT/usr\"; echo other >\"$OUT/usr/copy\"\n");
    QVERIFY(build(text));
    QCOMPARE(m_said.filter(u"building"_s).size(), 1);
    writeFile(m_folder->filePath(u"first"_s), "mkdir -p \"$OUT/usr\"; echo changed >\"$OUT/usr/text\"\n");
    QVERIFY(build(text));
    QCOMPARE(m_said.filter(u"building"_s).size(), 2); // and what needs it
}

// A library with a hole in it that the system replaced must not live on in what is called unchanged.
void TestBuild::aLibraryOfThisMachineThatChangedCounts()
{
    makeTarball(m_folder->filePath(u"a.tar.gz"_s), {{u"a-1/text"_s, "x"}});
    const QString library = writeFile(m_folder->filePath(u"libx.a"_s), "with a hole");
    writeFile(m_folder->filePath(u"link"_s),
              "# takes libc.so.6 libno-such.a " + library.toUtf8() + "\ncp '" + library.toUtf8() + "' \"$OUT/x\"\n");
    const QByteArray text = "[package \"a\"]\nfrom = file\npath = a.tar.gz\nrecipe = link\n";
    QVERIFY(build(text));
    QVERIFY(build(text));
    QCOMPARE(m_said.filter(u"building"_s), QStringList());
    writeFile(library, "mended");
    const auto mended = build(text);
    QVERIFY(mended);
    QCOMPARE(readAll(mended->value(u"a"_s).root + u"/x"_s), QByteArray("mended"));
    QVERIFY(QFile::remove(library));
    QCOMPARE(build(text, false).error().code, QByteArray("build.missing"));
}

void TestBuild::signaturesAreNoSources()
{
    writeFile(m_folder->filePath(u"a_1.tar.bz2.asc"_s), "-----BEGIN PGP SIGNATURE-----\n");
    writeFile(m_folder->filePath(u"count"_s), "ls \"$SOURCE\" | wc -l >\"$OUT/count\"\n");
    const auto built = build("[package \"a\"]\nfrom = file\npath = a_1.tar.bz2.asc\nrecipe = count\n");
    QVERIFY2(built, built ? "" : qPrintable(built.error().text));
    QCOMPARE(readAll(built->value(u"a"_s).root + u"/count"_s), QByteArray("0\n"));
}

void TestBuild::aFailedBuildShowsItsLog()
{
    makeTarball(m_folder->filePath(u"a.tar.gz"_s), {{u"a-1/text"_s, "x"}});
    writeFile(m_folder->filePath(u"bad"_s), "echo before\necho 'the compiler says no' >&2\nfalse\necho after\n");
    const auto built = build("[package \"a\"]\nfrom = file\npath = a.tar.gz\nrecipe = bad\n");
    QVERIFY(!built);
    QCOMPARE(built.error().code, QByteArray("build.failed"));
    QVERIFY2(built.error().text.contains(u"top_config:3:1: "), qPrintable(built.error().text));
    QVERIFY(built.error().text.contains(u"the compiler says no"));
    QVERIFY(!built.error().text.contains(u"after"));
    QCOMPARE(readAll(m_folder->filePath(u"cache/failed-a.log"_s)), QByteArray("before\nthe compiler says no\n"));
    QCOMPARE(QDir(m_folder->filePath(u"cache/built"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList());
}

void TestBuild::packagesThatNeedEachOtherAreRefused()
{
    makeTarball(m_folder->filePath(u"a.tar.gz"_s), {{u"a-1/text"_s, "x"}});
    const auto built = build("[package \"a\"]\nfrom = file\npath = a.tar.gz\nneeds = b\n[package \"b\"]\nfrom = "
                             "file\npath = a.tar.gz\nneeds = a\n");
    QVERIFY(!built);
    QVERIFY2(built.error().text.contains(u"a -> b -> a"), qPrintable(built.error().text));
}

void TestBuild::nothingIsBuiltForAnImage()
{
    makeTarball(m_folder->filePath(u"a.tar.gz"_s), {{u"a-1/text"_s, "x"}});
    const auto built = build("[package \"a\"]\nfrom = file\npath = a.tar.gz\n", false);
    QVERIFY(!built);
    QCOMPARE(built.error().code, QByteArray("build.missing"));
}

QTEST_GUILESS_MAIN(TestBuild)
#include "build_test.moc"
