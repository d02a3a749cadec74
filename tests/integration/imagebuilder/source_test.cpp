// SPDX-License-Identifier: GPL-3.0-or-later
// Roots of other tools' making: archives, container images with all that hides in their layers.
#include "imagebuilder/source/boot_check.h"
#include "imagebuilder/source/debian_source.h"
#include "imagebuilder/source/image_source.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

namespace {

/// Writes container images. layer(entries): entries are (name, kind, content or target).
const QByteArray python = R"PY(
import tarfile, io, sys, os, json, hashlib, gzip
OUT = sys.argv[1]
os.makedirs(OUT + '/blobs/sha256', exist_ok=True)
def blob(data):
    name = hashlib.sha256(data).hexdigest()
    open(OUT + '/blobs/sha256/' + name, 'wb').write(data)
    return {'digest': 'sha256:' + name, 'size': len(data)}
def tar(entries):
    out = io.BytesIO()
    t = tarfile.open(fileobj=out, mode='w', format=tarfile.PAX_FORMAT)
    for name, kind, *rest in entries:
        i = tarfile.TarInfo(name); i.mode = 0o755 if kind == 'd' else 0o644; i.mtime = 1000000000
        value = rest[0] if rest else b''
        if kind == 'd': i.type = tarfile.DIRTYPE
        elif kind == 'l': i.type = tarfile.SYMTYPE; i.linkname = value; value = b''
        elif kind == 'h': i.type = tarfile.LNKTYPE; i.linkname = value; value = b''
        elif kind == 'c': i.type = tarfile.CHRTYPE; i.devmajor = 1; i.devminor = 3
        if kind == 'f': i.size = len(value); t.addfile(i, io.BytesIO(value))
        else: t.addfile(i)
    t.close()
    return out.getvalue()
def image(*layers):
    parts = []
    for n, one in enumerate(layers):
        data = tar(one)
        if n % 2 == 0: parts.append({'mediaType': 'application/vnd.oci.image.layer.v1.tar+gzip', **blob(gzip.compress(data, mtime=0))})
        else: parts.append({'mediaType': 'application/vnd.oci.image.layer.v1.tar', **blob(data)})
    config = blob(json.dumps({'architecture': 'amd64', 'os': 'linux'}).encode())
    return {'mediaType': 'application/vnd.oci.image.manifest.v1+json',
            **blob(json.dumps({'schemaVersion': 2, 'config': config, 'layers': parts}).encode())}
def index(*manifests):
    return json.dumps({'schemaVersion': 2, 'manifests': list(manifests)}).encode()
def layout(*manifests):
    open(OUT + '/oci-layout', 'w').write('{"imageLayoutVersion": "1.0.0"}')
    open(OUT + '/index.json', 'wb').write(index(*manifests))
)PY";

} // namespace

class TestSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void layersAreMerged_data();
    void layersAreMerged();
    void nothingLeavesTheRoot_data();
    void nothingLeavesTheRoot();
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
    void makeLayout(const QByteArray &script);
    [[nodiscard]] Result<QString> prepare(const QString &what);
    [[nodiscard]] QByteArray listing(const QString &root);

    QTemporaryDir m_folder;
    LocalProcessRunner m_runner;
    std::unique_ptr<ImageSource> m_source; ///< keeps its root
};

void TestSource::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("owners and devices need root");
    QVERIFY(QDir(m_folder.path()).mkpath(u"work"_s));
}

void TestSource::makeLayout(const QByteArray &script)
{
    QVERIFY(shell("rm -rf layout; mkdir layout", m_folder.path()).ok);
    QFile file(m_folder.filePath(u"make.py"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(python + script) > 0);
    file.close();
    const Shell made = shell("/usr/bin/python3 make.py layout", m_folder.path());
    QVERIFY2(made.ok, made.err);
}

Result<QString> TestSource::prepare(const QString &what)
{
    m_source.reset();
    auto source = openSource(what, {&m_runner, m_folder.filePath(u"work"_s), {}, [](const QString &) { }});
    if (!source)
        return fail(source.error());
    m_source = std::move(*source);
    return m_source->prepare();
}

QByteArray TestSource::listing(const QString &root)
{
    // One word a path: its content, or where it leads to.
    const Shell said =
        shell("find . -mindepth 1 | LC_ALL=C sort | while read -r p; do p=${p#./}; if [ -L \"$p\" ]; then echo "
              "\"$p>$(readlink \"$p\")\"; elif [ -d \"$p\" ]; then echo \"$p/\"; elif [ -f \"$p\" ]; then "
              "echo \"$p=$(cat \"$p\")\"; else echo \"$p?\"; fi; done",
              root);
    return said.out.trimmed().replace('\n', ' ');
}

void TestSource::layersAreMerged_data()
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
    row("marks of aufs", "[('a','f',b'1'),('.wh..wh.aufs','f'),('.wh..wh.plnk','d')]", "a=1");
}

void TestSource::layersAreMerged()
{
    QFETCH(QByteArray, layers);
    makeLayout("layout(image(" + layers + "))");
    const auto root = prepare(u"oci:"_s + m_folder.filePath(u"layout"_s));
    QVERIFY2(root, root ? "" : qPrintable(root.error().text));
    QTEST(listing(*root), "result");
    // What a layer says of a folder's time stays, although marks were taken out of the folder.
    if (QFile::exists(*root + u"/d"_s) && layers.contains("opq"))
        QCOMPARE(shell("stat -c %Y d", *root).out.trimmed(), QByteArray("1000000000"));
}

void TestSource::nothingLeavesTheRoot_data()
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

void TestSource::nothingLeavesTheRoot()
{
    QFETCH(QByteArray, layers);
    const QByteArray outside = m_folder.filePath(u"outside"_s).toUtf8();
    QVERIFY(shell("rm -rf outside; mkdir outside; echo safe > outside/victim; echo safe > victim; rm -rf work/*",
                  m_folder.path())
                .ok);
    makeLayout("layout(image(" + layers.replace("/OUT", outside) + "))");
    static_cast<void>(prepare(u"oci:"_s + m_folder.filePath(u"layout"_s)));
    m_source.reset();
    const Shell left =
        shell("cat outside/victim victim; ls outside work; ls /tmp/evil 2>/dev/null || true; stat -c %h outside/victim",
              m_folder.path());
    QCOMPARE(left.out, QByteArray("safe\nsafe\noutside:\nvictim\n\nwork:\n1\n"));
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
    makeLayout(script);
    const auto root = prepare(u"oci:"_s + m_folder.filePath(u"layout"_s) + tag);
    if (result.isEmpty()) {
        QVERIFY(!root);
        QCOMPARE(root.error().code, QByteArray("oci.no-image"));
        return;
    }
    QVERIFY2(root, root ? "" : qPrintable(root.error().text));
    QCOMPARE(listing(*root), result);
}

void TestSource::aDamagedBlobIsRefused()
{
    makeLayout("layout(image([('a','f',b'1')]))");
    const QDir blobs(m_folder.filePath(u"layout/blobs/sha256"_s));
    int refused = 0;
    for (const QString &name : blobs.entryList(QDir::Files)) {
        QFile file(blobs.filePath(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray good = file.readAll();
        QVERIFY(file.seek(good.size() / 2) && file.write("\xff") == 1);
        file.close();
        const auto root = prepare(u"oci:"_s + m_folder.filePath(u"layout"_s));
        refused += !root && root.error().code == "oci.wrong-digest" ? 1 : 0;
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(good) == good.size());
        file.close();
    }
    QCOMPARE(refused, 2); // Manifest and layer; nobody needs the configuration of a layout.
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
    makeLayout(script);
    const auto root = prepare(u"oci:"_s + m_folder.filePath(u"layout"_s));
    QVERIFY(!root);
    QVERIFY(!root.error().text.isEmpty());
}

void TestSource::aDockerArchiveIsRead()
{
    makeLayout(R"PY(
layers = [tar([('a','f',b'1'),('b','f',b'1')]), tar([('.wh.b','f'),('c','f',b'2')])]
names = []
for data in layers:
    name = hashlib.sha256(data).hexdigest()[:12]
    os.makedirs(OUT + '/' + name); open(OUT + '/' + name + '/layer.tar','wb').write(data); names.append(name + '/layer.tar')
ids = ['sha256:' + hashlib.sha256(d).hexdigest() for d in layers]
open(OUT + '/config.json','w').write(json.dumps({'rootfs': {'type': 'layers', 'diff_ids': ids}}))
open(OUT + '/manifest.json','w').write(json.dumps([{'Config': 'config.json', 'RepoTags': ['tree:1'], 'Layers': names}]))
)PY");
    QVERIFY(shell("rmdir layout/blobs/sha256 layout/blobs; tar cf archive.tar -C layout .", m_folder.path()).ok);
    for (const QString &tag : {QString(), u":tree:1"_s}) {
        const auto root = prepare(u"oci:"_s + m_folder.filePath(u"archive.tar"_s) + tag);
        QVERIFY2(root, root ? "" : qPrintable(root.error().text));
        QCOMPARE(listing(*root), QByteArray("a=1 c=2"));
    }
    QVERIFY(!prepare(u"oci:"_s + m_folder.filePath(u"archive.tar"_s) + u":tree:2"_s));
    // A link in the place of a layer leads nowhere outside.
    QVERIFY(shell("cd \"$(ls -d layout/*/ | head -1)\"; rm layer.tar; ln -s /etc/passwd layer.tar; cd ../..; tar cf "
                  "archive.tar -C layout .",
                  m_folder.path())
                .ok);
    QVERIFY(!prepare(u"oci:"_s + m_folder.filePath(u"archive.tar"_s)));
}

void TestSource::tarballsKeepWhatTheyHold()
{
    QVERIFY(
        shell("rm -rf tree; mkdir -p tree/etc; echo 1 > tree/etc/a; ln tree/etc/a tree/b; mknod tree/null c 1 3; chown "
              "123:456 tree/etc/a; setfattr -n user.x -v y tree/etc/a; tar --xattrs -czf tree.tar.gz -C tree .",
              m_folder.path())
            .ok);
    const auto root = prepare(u"tar:"_s + m_folder.filePath(u"tree.tar.gz"_s));
    QVERIFY2(root, root ? "" : qPrintable(root.error().text));
    const QByteArrayList before = describeTree(m_folder.filePath(u"tree"_s));
    const QByteArrayList after = describeTree(*root);
    // GNU tar writes whole seconds.
    QCOMPARE(after.size(), before.size());
    QVERIFY2(after.join().contains("user.x"), after.join('\n').constData());
    QCOMPARE(shell("stat -c '%u:%g %h' etc/a; stat -c %t,%T null", *root).out, QByteArray("123:456 2\n1,3\n"));
    QVERIFY(!prepare(u"tar:/nowhere.tar"_s));
}

void TestSource::whatIsMadeOnTheWayGoes()
{
    makeLayout("layout(image([('a','f',b'1')]))");
    QVERIFY(prepare(u"oci:"_s + m_folder.filePath(u"layout"_s)));
    const QDir work(m_folder.filePath(u"work"_s));
    QCOMPARE(work.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
    m_source.reset();
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
    const DebianSource source(u"bookworm"_s, {u"vim"_s, u"kmod"_s}, {&m_runner, m_folder.path(), {}, {}});
    const QStringList arguments = source.arguments(u"/root"_s);
    QCOMPARE(arguments.mid(arguments.size() - 2), (QStringList{u"bookworm"_s, u"/root"_s}));
    QCOMPARE(arguments.filter(u"--include="_s).constFirst().count(u"kmod"_s), 1);
    QVERIFY(arguments.filter(u"--include="_s).constFirst().endsWith(u",vim"_s));
}

void TestSource::whatIsMissingForBootIsSaid()
{
    LocalFileSystem files;
    const QString root = m_folder.filePath(u"boot-root"_s);
    const auto missing = [&files, &root] { return missingForBoot(root, files); };
    QVERIFY(shell("mkdir -p boot-root", m_folder.path()).ok);
    QCOMPARE(missing().size(), 3);
    QVERIFY(missing().constFirst().startsWith(u"a kernel"_s));
    QVERIFY(shell("mkdir boot; touch boot/vmlinuz-6.1", root).ok);
    QCOMPARE(missing().size(), 4);
    QVERIFY2(missing().constFirst().contains(u"initrd.img-6.1"_s), qPrintable(missing().constFirst()));
    QVERIFY(shell("touch boot/initrd.img-6.1; mkdir -p usr/lib/modules/6.1 usr/sbin; ln -s usr/lib lib; ln -s usr/sbin "
                  "sbin; ln -s /lib/systemd/systemd usr/sbin/init; touch usr/sbin/cidkid",
                  root)
                .ok);
    QCOMPARE(missing(), QStringList());
}

QTEST_GUILESS_MAIN(TestSource)
#include "source_test.moc"
