// SPDX-License-Identifier: GPL-3.0-or-later
// Roots of other tools' making: archives, container images and which of them is taken.
#include "imagebuilder/source/boot_check.h"
#include "imagebuilder/source/debian_source.h"
#include "tests/support/source_bench.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theRightImageIsTaken_data();
    void theRightImageIsTaken();
    void aDamagedBlobIsRefused();
    void brokenLayoutsAreErrors_data();
    void brokenLayoutsAreErrors();
    void aDockerArchiveIsRead();
    void tarballsKeepWhatTheyHold();
    void whatIsMadeOnTheWayGoes();
    void badNamesAreErrors_data();
    void badNamesAreErrors();
    void aNameIsNeverAnOption();
    void whatIsMissingForBootIsSaid();

private:
    [[nodiscard]] Result<QString> prepare(const QString &what) { return m_bench.prepare(what); }

    SourceBench m_bench;
};

void TestSource::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("owners and devices need root");
}

void TestSource::theRightImageIsTaken_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QByteArray>("result");
    const QByteArray two = R"PY(
one = image([('a','f',b'1')]); two = image([('a','f',b'2')])
def tagged(m, t): return {**m, 'annotations': {'org.opencontainers.image.ref.name': t}}
def for_arch(m, a): return {**m, 'platform': {'architecture': a, 'os': 'linux'}}
)PY";
    const QByteArray mine = "import platform; ME = {'x86_64':'amd64','aarch64':'arm64'}.get(platform.machine(), "
                            "platform.machine())\n";
    QTest::newRow("by its tag") << two + "layout(tagged(one,'old'), tagged(two,'new'))" << u":new"_s
                                << QByteArray("a=2");
    QTest::newRow("by this machine") << two + mine + "layout(for_arch(one,'s390'), for_arch(two,ME))" << QString()
                                     << QByteArray("a=2");
    QTest::newRow("in an index inside") << two + mine
            + "layout(tagged({'mediaType':'application/vnd.oci.image.index.v1+json', "
              "**blob(index(for_arch(one,'s390'), for_arch(two,ME)))}, 'x'))"
                                        << u":x"_s << QByteArray("a=2");
    QTest::newRow("no such tag") << two + "layout(tagged(one,'old'), tagged(two,'new'))" << u":other"_s << QByteArray();
    QTest::newRow("two, and nobody said which") << two + "layout(one, two)" << QString() << QByteArray();
}

void TestSource::theRightImageIsTaken()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, tag);
    QFETCH(QByteArray, result);
    const Shell laid = m_bench.makeLayout(script);
    QVERIFY2(laid.ok, laid.err);
    const auto root = prepare(u"oci:"_s + m_bench.path(u"layout"_s) + tag);
    if (result.isEmpty()) {
        QVERIFY(!root);
        QCOMPARE(root.error().code, QByteArray("oci.no-image"));
        return;
    }
    QVERIFY2(root, root ? "" : qPrintable(root.error().text));
    QCOMPARE(SourceBench::listing(*root), result);
}

void TestSource::aDamagedBlobIsRefused()
{
    const Shell laid = m_bench.makeLayout("layout(image([('a','f',b'1')]))");
    QVERIFY2(laid.ok, laid.err);
    const QDir blobs(m_bench.path(u"layout/blobs/sha256"_s));
    int refused = 0;
    for (const QString &name : blobs.entryList(QDir::Files)) {
        QFile file(blobs.filePath(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray good = file.readAll();
        QVERIFY(file.seek(good.size() / 2) && file.write("\xff") == 1);
        file.close();
        const auto root = prepare(u"oci:"_s + m_bench.path(u"layout"_s));
        refused += !root && root.error().code == "oci.wrong-digest" ? 1 : 0;
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(good) == good.size());
        file.close();
    }
    QCOMPARE(refused, 3); // Manifest, layer, and the configuration, which says for what machine they are.
}

void TestSource::brokenLayoutsAreErrors_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("no index") << QByteArray("pass");
    QTest::newRow("an index that is no JSON") << QByteArray("open(OUT + '/index.json','w').write('{')");
    QTest::newRow("an index of nothing") << QByteArray("layout()");
    QTest::newRow("an index of numbers") << QByteArray("layout(1, 2)");
    QTest::newRow("a digest that is a path")
        << QByteArray("layout({'mediaType': 'x', 'digest': 'sha256:../../../../etc/passwd'})");
    QTest::newRow("an index that holds itself over and over")
        << QByteArray("m = image([('a','f')])\nfor i in range(9): m = {'mediaType': "
                      "'application/vnd.oci.image.index.v1+json', **blob(index(m))}\nlayout(m)");
    QTest::newRow("no layers") << QByteArray("layout(image())");
    QTest::newRow("a layer that is no archive")
        << QByteArray("layout({'mediaType':'x', **blob(json.dumps({'layers':[blob(b'hello'*500)]}).encode())})");
}

void TestSource::brokenLayoutsAreErrors()
{
    QFETCH(QByteArray, script);
    const Shell laid = m_bench.makeLayout(script);
    QVERIFY2(laid.ok, laid.err);
    const auto root = prepare(u"oci:"_s + m_bench.path(u"layout"_s));
    QVERIFY(!root);
    QVERIFY(!root.error().text.isEmpty());
}

void TestSource::aDockerArchiveIsRead()
{
    const Shell laid = m_bench.makeLayout(R"PY(
layers = [tar([('a','f',b'1'),('b','f',b'1')]), tar([('.wh.b','f'),('c','f',b'2')])]
names = []
for data in layers:
    name = hashlib.sha256(data).hexdigest()[:12]
    os.makedirs(OUT + '/' + name); open(OUT + '/' + name + '/layer.tar','wb').write(data); names.append(name + '/layer.tar')
ids = ['sha256:' + hashlib.sha256(d).hexdigest() for d in layers]
open(OUT + '/config.json','w').write(json.dumps({'rootfs': {'type': 'layers', 'diff_ids': ids}}))
open(OUT + '/manifest.json','w').write(json.dumps([{'Config': 'config.json', 'RepoTags': ['tree:1'], 'Layers': names}]))
)PY");
    QVERIFY2(laid.ok, laid.err);
    QVERIFY(shell("rmdir layout/blobs/sha256 layout/blobs; tar cf archive.tar -C layout .", m_bench.path({})).ok);
    for (const QString &tag : {QString(), u":tree:1"_s}) {
        const auto root = prepare(u"oci:"_s + m_bench.path(u"archive.tar"_s) + tag);
        QVERIFY2(root, root ? "" : qPrintable(root.error().text));
        QCOMPARE(SourceBench::listing(*root), QByteArray("a=1 c=2"));
    }
    QVERIFY(!prepare(u"oci:"_s + m_bench.path(u"archive.tar"_s) + u":tree:2"_s));
    // A link in the place of a layer leads nowhere outside.
    QVERIFY(shell("cd \"$(ls -d layout/*/ | head -1)\"; rm layer.tar; ln -s /etc/passwd layer.tar; cd ../..; tar cf "
                  "archive.tar -C layout .",
                  m_bench.path({}))
                .ok);
    QVERIFY(!prepare(u"oci:"_s + m_bench.path(u"archive.tar"_s)));
}

void TestSource::tarballsKeepWhatTheyHold()
{
    QVERIFY(
        shell("rm -rf tree; mkdir -p tree/etc; echo 1 > tree/etc/a; ln tree/etc/a tree/b; mknod tree/null c 1 3; chown "
              "123:456 tree/etc/a; setfattr -n user.x -v y tree/etc/a; tar --xattrs -czf tree.tar.gz -C tree .",
              m_bench.path({}))
            .ok);
    const auto root = prepare(u"tar:"_s + m_bench.path(u"tree.tar.gz"_s));
    QVERIFY2(root, root ? "" : qPrintable(root.error().text));
    const QByteArrayList before = describeTree(m_bench.path(u"tree"_s));
    const QByteArrayList after = describeTree(*root);
    // GNU tar writes whole seconds.
    QCOMPARE(after.size(), before.size());
    QVERIFY2(after.join().contains("user.x"), after.join('\n').constData());
    QCOMPARE(shell("stat -c '%u:%g %h' etc/a; stat -c %t,%T null", *root).out, QByteArray("123:456 2\n1,3\n"));
    QVERIFY(!prepare(u"tar:/nowhere.tar"_s));
}

void TestSource::whatIsMadeOnTheWayGoes()
{
    const Shell laid = m_bench.makeLayout("layout(image([('a','f',b'1')]))");
    QVERIFY2(laid.ok, laid.err);
    QVERIFY(prepare(u"oci:"_s + m_bench.path(u"layout"_s)));
    const QDir work(m_bench.path(u"work"_s));
    QCOMPARE(work.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
    m_bench.forget();
    QVERIFY(work.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

void TestSource::badNamesAreErrors_data()
{
    QTest::addColumn<QString>("what");
    for (const QString &what :
         {u"debian"_s, u"debian:"_s, u"zip:x"_s, u"/srv/root"_s, QString(), u"debian:-x"_s, u"debian:bookworm:--help"_s,
          u"debian:bookworm:a b"_s, u"dir:/nowhere"_s, u"oci:/nowhere"_s})
        QTest::newRow(qPrintable(what)) << what;
}

void TestSource::badNamesAreErrors()
{
    QFETCH(QString, what);
    const auto root = prepare(what);
    QVERIFY(!root);
    QVERIFY(root.error().kind == ErrorKind::Invalid || root.error().kind == ErrorKind::NotFound);
}

void TestSource::aNameIsNeverAnOption()
{
    const DebianSource source(u"bookworm"_s, {u"vim"_s, u"kmod"_s}, {&m_bench.runner(), m_bench.path({}), {}, {}});
    const QStringList arguments = source.arguments(u"/root"_s);
    QCOMPARE(arguments.mid(arguments.size() - 2), (QStringList{u"bookworm"_s, u"/root"_s}));
    QCOMPARE(arguments.filter(u"--include="_s).constFirst().count(u"kmod"_s), 1);
    QVERIFY(arguments.filter(u"--include="_s).constFirst().endsWith(u",vim"_s));
}

void TestSource::whatIsMissingForBootIsSaid()
{
    LocalFileSystem files;
    const QString root = m_bench.path(u"boot-root"_s);
    const auto missing = [&files, &root] { return missingForBoot(root, files); };
    QVERIFY(shell("mkdir -p boot-root", m_bench.path({})).ok);
    QCOMPARE(missing().size(), 2);
    QVERIFY(missing().constFirst().startsWith(u"a kernel"_s));
    QVERIFY(shell("mkdir boot; touch boot/vmlinuz-6.1", root).ok);
    QCOMPARE(missing().size(), 3);
    QVERIFY2(missing().constFirst().contains(u"initrd.img-6.1"_s), qPrintable(missing().constFirst()));
    QVERIFY(shell("touch boot/initrd.img-6.1; mkdir -p usr/lib/modules/6.1 usr/sbin; ln -s usr/lib lib; ln -s usr/sbin "
                  "sbin; touch usr/sbin/init",
                  root)
                .ok);
    QCOMPARE(missing().size(), 1);
    QVERIFY2(missing().constFirst().contains(u"systemd, OpenRC"_s), qPrintable(missing().constFirst()));
    QVERIFY(shell("touch usr/sbin/cidkid", root).ok);
    QCOMPARE(missing(), QStringList());
    QVERIFY(shell("rm usr/sbin/cidkid usr/sbin/init; mkdir -p usr/lib/systemd; touch usr/lib/systemd/systemd; ln -s "
                  "/lib/systemd/systemd usr/sbin/init",
                  root)
                .ok);
    QCOMPARE(missing(), QStringList());
}

QTEST_GUILESS_MAIN(TestSource)
#include "source_test.moc"
