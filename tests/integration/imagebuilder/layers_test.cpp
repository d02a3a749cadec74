// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of container images, one over the other, with all that hides in them.
#include "tests/support/source_bench.h"

#include <QFile>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestLayers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void layersAreMerged_data();
    void layersAreMerged();
    void foldersWithoutAnEntryAreTheSameEverywhere();
    void nothingLeavesTheRoot_data();
    void nothingLeavesTheRoot();

private:
    SourceBench m_bench;
};

void TestLayers::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("owners and devices need root");
}

void TestLayers::layersAreMerged_data()
{
    QTest::addColumn<QByteArray>("layers");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char *name, const char *layers, const char *result) {
        QTest::newRow(name) << QByteArray(layers) << QByteArray(result);
    };
    row("one layer", "[('etc','d'),('etc/a','f',b'1')]", "etc/ etc/a=1");
    row("the upper file counts", "[('a','f',b'1')],[('a','f',b'2')]", "a=2");
    row("a file is taken away", "[('a','f',b'1'),('b','f',b'1')],[('.wh.a','f')]", "b=1");
    row("a folder is taken away", "[('d','d'),('d/e','d'),('d/e/f','f',b'1')],[('.wh.d','f')]", "");
    row("a link is taken away, not what it leads to", "[('a','f',b'1'),('l','l','a')],[('.wh.l','f')]", "a=1");
    row("taken away and made anew", "[('d','d'),('d/old','f',b'1')],[('.wh.d','f'),('d','d'),('d/new','f',b'2')]",
        "d/ d/new=2");
    row("an opaque folder shows its own files alone",
        "[('d','d'),('d/old','f',b'1'),('d/s','d'),('d/s/x','f',b'1')],[('d','d'),('d/new','f',b'2'),('d/"
        ".wh..wh..opq','f')]",
        "d/ d/new=2");
    row("an opaque root", "[('a','f',b'1')],[('.wh..wh..opq','f'),('b','f',b'2')]", "b=2");
    row("a file in the place of a folder", "[('d','d'),('d/x','f',b'1')],[('d','f',b'2')]", "d=2");
    row("a link in the place of a folder", "[('d','d'),('d/x','f',b'1')],[('d','l','e')]", "d>e");
    row("a folder in the place of a link", "[('e','d'),('e/x','f',b'1'),('d','l','e')],[('d','d'),('d/y','f',b'2')]",
        "d/ d/y=2 e/ e/x=1");
    row("a hard link to a layer below", "[('a','f',b'1')],[('b','h','a')]", "a=1 b=1");
    row("what is taken away may not be there", "[('a','f',b'1')],[('.wh.b','f'),('x/.wh.y','f')]", "a=1 x/");
    row("three layers", "[('a','f',b'1')],[('.wh.a','f'),('b','f',b'2')],[('a','f',b'3')]", "a=3 b=2");
    row("absolute names, as kaniko writes them", "[('/','d'),('/etc','d'),('/etc/a','f',b'1'),('/b','h','/etc/a')]",
        "b=1 etc/ etc/a=1");
    row("a file below a link of the layer below",
        "[('usr','d'),('usr/lib','d'),('lib','l','usr/lib')],[('lib/x','f',b'1')]",
        "lib>usr/lib usr/ usr/lib/ usr/lib/x=1");
    row("a file below an absolute link", "[('usr','d'),('usr/lib','d'),('lib','l','/usr/lib')],[('lib/x','f',b'1')]",
        "lib>/usr/lib usr/ usr/lib/ usr/lib/x=1");
    row("a file is taken away below a link", "[('usr','d'),('usr/x','f',b'1'),('lib','l','usr')],[('lib/.wh.x','f')]",
        "lib>usr usr/");
    row("a folder in the place of a link is opaque, not what the link leads to",
        "[('e','d'),('e/x','f',b'1'),('d','l','e')],[('d','d'),('d/.wh..wh..opq','f')]", "d/ e/ e/x=1");
    row("marks, then a link in the folder's place", "[('d','d'),('d/x','f',b'1')],[('d/.wh.x','f'),('d','l','e')]",
        "d>e");
    row("a name that is no text is taken away",
        R"([('latin\udce9','f',b'1'),('b','f',b'1')],[('.wh.latin\udce9','f')])", "b=1");
    row("a folder whose name is no text is opaque",
        R"([('d\udce9','d'),('d\udce9/x','f',b'1')],[('d\udce9/.wh..wh..opq','f'),('d\udce9/y','f',b'2')])",
        "d\xe9/ d\xe9/y=2");
    row("marks of aufs", "[('a','f',b'1'),('.wh..wh.aufs','f'),('.wh..wh.plnk','d')]", "a=1");
}

void TestLayers::layersAreMerged()
{
    QFETCH(QByteArray, layers);
    const Shell laid = m_bench.makeLayout("layout(image(" + layers + "))");
    QVERIFY2(laid.ok, laid.err);
    const auto root = m_bench.prepare(u"oci:"_s + m_bench.path(u"layout"_s));
    QVERIFY2(root, root ? "" : qPrintable(root.error().text));
    QTEST(SourceBench::listing(*root), "result");
    // What a layer says of a folder's time stays, although marks were taken out of the folder.
    if (QFile::exists(*root + u"/d"_s) && layers.contains("opq"))
        QCOMPARE(shell("stat -c %Y d", *root).out.trimmed(), QByteArray("1000000000"));
}

void TestLayers::foldersWithoutAnEntryAreTheSameEverywhere()
{
    const Shell laid = m_bench.makeLayout(
        "layout(image([('usr/lib/a','f',b'1'),('d','d'),('d/x','f',b'1')],[('usr/lib/b','f',b'2'),('d/.wh.x','f'),"
        "('d/y/z','f',b'3')]))");
    QVERIFY2(laid.ok, laid.err);
    QByteArrayList described;
    for (const mode_t mask : {022, 077, 0}) {
        const mode_t before = ::umask(mask);
        const auto root = m_bench.prepare(u"oci:"_s + m_bench.path(u"layout"_s));
        ::umask(before);
        QVERIFY2(root, root ? "" : qPrintable(root.error().text));
        described << describeTree(*root, ::geteuid() == 0).join('\n');
    }
    QVERIFY(described.first().contains("'0o40755', 0,")); // made for what lies in it
    QVERIFY(described.first().contains("b'/d', '0o40755', 1000000000000000000,")); // the layer's own
    QCOMPARE(described[1], described[0]);
    QCOMPARE(described[2], described[0]);
}

void TestLayers::nothingLeavesTheRoot_data()
{
    QTest::addColumn<QByteArray>("layers");
    const auto row = [](const char *name, const char *layers) { QTest::newRow(name) << QByteArray(layers); };
    row("a path upwards", "[('../evil','f',b'x')]");
    row("an absolute path", "[('/tmp/evil','f',b'x')]");
    row("a mark upwards", "[('a','f',b'1')],[('../.wh.victim','f')]");
    row("a mark that means its folder", "[('d','d'),('d/x','f',b'1')],[('d/.wh..','f')]");
    row("a mark that means the folder above", "[('d','d')],[('d/.wh...','f')]");
    row("a mark through a link", "[('l','l','/OUT')],[('l/.wh.victim','f')]");
    row("a mark through a link upwards", "[('l','l','../../../..')],[('l/.wh.victim','f')]");
    row("an opaque link", "[('l','l','/OUT')],[('l/.wh..wh..opq','f')]");
    row("a file through a link of a layer below", "[('l','l','/OUT')],[('l/evil','f',b'x')]");
    row("a hard link to the outside", "[('h','h','/OUT/victim')],[('h','f',b'evil')]");
    row("a folder in the place of a link to the outside, emptied",
        "[('l','l','/OUT')],[('l','d'),('l/.wh.victim','f')]");
}

void TestLayers::nothingLeavesTheRoot()
{
    QFETCH(QByteArray, layers);
    const QByteArray outside = m_bench.path(u"outside"_s).toUtf8();
    QVERIFY(shell("rm -rf outside; mkdir outside; echo safe > outside/victim; echo safe > victim; rm -rf work/*",
                  m_bench.path({}))
                .ok);
    const Shell laid = m_bench.makeLayout("layout(image(" + layers.replace("/OUT", outside) + "))");
    QVERIFY2(laid.ok, laid.err);
    static_cast<void>(m_bench.prepare(u"oci:"_s + m_bench.path(u"layout"_s)));
    m_bench.forget();
    const Shell left =
        shell("cat outside/victim victim; ls outside work; ls /tmp/evil 2>/dev/null || true; stat -c %h outside/victim",
              m_bench.path({}));
    QCOMPARE(left.out, QByteArray("safe\nsafe\noutside:\nvictim\n\nwork:\n1\n"));
}

QTEST_GUILESS_MAIN(TestLayers)
#include "layers_test.moc"
