// SPDX-License-Identifier: GPL-3.0-or-later
// What is not as it was packed, by accident or on purpose, on every way into a tree: images of each level, unpacked at
// once, gone on with after a cut, with chunks of another tree's, and archives of others.
#include "imagebuilder/image_file.h"
#include "imagebuilder/limits.h"
#include "imagebuilder/pack/packer.h"
#include "imagebuilder/sha256.h"
#include "imagebuilder/unpack/unpacker.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

namespace {

enum class Way { AtOnce, Resumed, Delta, Tarball };
enum class Damage { Flipped, CutShort, TooLong, Nothing, AnotherChunk };

/// Gives an image's chunks, one of them damaged, or breaks off instead.
class BadSource final : public ChunkSource
{
public:
    BadSource(std::shared_ptr<const ImageFile> image, qint64 bad, std::optional<Damage> damage)
        : m_image(std::move(image))
        , m_bad(bad)
        , m_damage(damage)
    { }
    Result<QByteArray> next() override
    {
        const qint64 index = m_wanted.isEmpty() ? m_next++ : m_wanted.takeFirst();
        if (m_given++ != m_bad)
            return m_image->chunk(index);
        if (!m_damage)
            return fail(makeError(ErrorKind::Unavailable, "test.cut", u"the connection broke"_s));
        damaged = index;
        return spoil(index);
    }
    bool want(qint64 first, qint64 count) override
    {
        for (qint64 i = first; i < first + count; ++i)
            m_wanted.append(i);
        return true;
    }
    qint64 damaged = -1; ///< the chunk that was spoilt; -1: none was asked for

private:
    [[nodiscard]] Result<QByteArray> spoil(qint64 index) const
    {
        QByteArray bytes = *m_image->chunk(index);
        const qsizetype at = bytes.size() * 2 / 3;
        switch (*m_damage) {
        case Damage::Flipped:
            bytes[at] = static_cast<char>(bytes[at] ^ 4);
            break;
        case Damage::CutShort:
            bytes.truncate(at);
            break;
        case Damage::TooLong:
            bytes += bytes;
            break;
        case Damage::Nothing:
            bytes.clear();
            break;
        case Damage::AnotherChunk:
            return m_image->chunk(index == 0 ? 1 : index - 1);
        }
        return bytes;
    }

    std::shared_ptr<const ImageFile> m_image;
    const qint64 m_bad;
    const std::optional<Damage> m_damage;
    qint64 m_given = 0;
    qint64 m_next = 0;
    QList<qint64> m_wanted;
};

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestHostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void noDamagedChunkIsUsed_data();
    void noDamagedChunkIsUsed();
    void nothingLeavesTheTarget_data();
    void nothingLeavesTheTarget();

private:
    [[nodiscard]] UnpackOptions into(const QString &target, Way way, const QByteArray &digest) const;
    /// An empty folder, or what a cut left in it.
    [[nodiscard]] QString begun(const std::shared_ptr<const ImageFile> &image, Way way);
    /// What makes an image of any archive: an honest manifest of dishonest bytes.
    [[nodiscard]] Manifest wrap(const QByteArray &archive, const QByteArrayList &paths, QByteArray &file) const;
    [[nodiscard]] Status unpackEvil(const QString &folder, Way way) const;

    QTemporaryDir m_work;
    QString m_tree;
    QByteArrayList m_described;
};

void TestHostile::initTestCase()
{
    QVERIFY(QDir(m_work.path()).mkpath(u"tree"_s) && QDir(m_work.path()).mkpath(u"lender"_s));
    m_tree = m_work.filePath(u"tree"_s);
    // The lender has every other file.
    const Shell made =
        shell("mkdir a b; for i in $(seq -w 120); do head -c $((10#$i * 90)) /dev/urandom > a/$i; done; "
              "head -c 900000 /dev/urandom > b/large; ln a/050 b/link; ln -s ../a b/l; touch -h -d @9 a/* "
              "b/* a b .; cp -a . ../lender; rm ../lender/a/*[13579]; printf x >> ../lender/b/large",
              m_tree);
    QVERIFY2(made.ok, made.err);
    m_described = describeTree(m_tree, ::geteuid() == 0);
}

UnpackOptions TestHostile::into(const QString &target, Way way, const QByteArray &digest) const
{
    UnpackOptions options;
    options.target = target;
    options.restoreOwners = ::geteuid() == 0;
    if (way == Way::Resumed) {
        options.resumeDigest = digest;
        options.resumeEvery = 1;
    }
    if (way == Way::Delta)
        options.reuse = m_work.filePath(u"lender"_s);
    return options;
}

QString TestHostile::begun(const std::shared_ptr<const ImageFile> &image, Way way)
{
    const QString target = m_work.filePath(u"target"_s);
    static_cast<void>(shell("rm -rf target; mkdir target", m_work.path()));
    if (way == Way::Resumed) {
        BadSource cut(image, static_cast<qint64>(image->manifest().chunks.size()) / 2, std::nullopt);
        static_cast<void>(unpackImage(image->manifest(), cut, into(target, way, image->digest())));
    }
    return target;
}

void TestHostile::noDamagedChunkIsUsed_data()
{
    QTest::addColumn<PackLevel>("level");
    QTest::addColumn<Way>("way");
    QTest::addColumn<Damage>("damage");
    const auto rows = [](const char *name, PackLevel level, Way way) {
        QTest::addRow("%s, a bit is flipped", name) << level << way << Damage::Flipped;
        QTest::addRow("%s, a chunk is cut short", name) << level << way << Damage::CutShort;
        QTest::addRow("%s, a chunk comes twice in one", name) << level << way << Damage::TooLong;
        QTest::addRow("%s, nothing comes", name) << level << way << Damage::Nothing;
        QTest::addRow("%s, another chunk comes", name) << level << way << Damage::AnotherChunk;
    };
    rows("fast", PackLevel::Fast, Way::AtOnce);
    rows("default", PackLevel::Default, Way::AtOnce);
    rows("small", PackLevel::Small, Way::AtOnce);
    rows("after a cut", PackLevel::Fast, Way::Resumed);
    rows("with chunks of another tree", PackLevel::Fast, Way::Delta);
}

void TestHostile::noDamagedChunkIsUsed()
{
    QFETCH(PackLevel, level);
    QFETCH(Way, way);
    QFETCH(Damage, damage);
    PackOptions pack;
    pack.root = m_tree;
    pack.image = *ImageId::parse(u"tree-1-1"_s);
    pack.outputFolder = m_work.path();
    pack.level = level;
    const auto packed = packImage(pack);
    QVERIFY2(packed, packed ? "" : qPrintable(packed.error().text));
    const auto image = ImageFile::open(packed->imagePath);
    QVERIFY(image);
    QString target;
    int refused = 0;
    for (bool isOver = false; !isOver;) {
        target = begun(*image, way);
        BadSource bad(*image, refused, damage);
        const auto unpacked = unpackImage((*image)->manifest(), bad, into(target, way, (*image)->digest()));
        isOver = bad.damaged < 0;
        QCOMPARE(unpacked.has_value(), isOver);
        if (isOver)
            continue;
        ++refused;
        QCOMPARE(unpacked.error().kind, ErrorKind::Corrupt);
        const QString chunk = u"tree-1-1, chunk %1"_s.arg(bad.damaged);
        QVERIFY2(unpacked.error().text.startsWith(chunk), qPrintable(unpacked.error().text + u" is not of "_s + chunk));
    }
    QVERIFY(refused >= 3); // Each chunk that was fetched, one after the other; the last run met none.
    QCOMPARE(describeTree(target, ::geteuid() == 0), m_described);
    // What a refused run left is taken up, and ends the same.
    target = begun(*image, way);
    BadSource bad(*image, 2, damage);
    QVERIFY(!unpackImage((*image)->manifest(), bad, into(target, way, (*image)->digest())));
    if (way != Way::Resumed)
        return;
    FileChunkSource good(*image);
    QVERIFY(unpackImage((*image)->manifest(), good, into(target, way, (*image)->digest())));
    QCOMPARE(describeTree(target, ::geteuid() == 0), m_described);
}

void TestHostile::nothingLeavesTheTarget_data()
{
    QTest::addColumn<QByteArray>("python");
    QTest::addColumn<Way>("way");
    const auto row = [](const char *name, const char *python) {
        QTest::addRow("%s, in an archive", name) << QByteArray(python) << Way::Tarball;
        QTest::addRow("%s, in an image", name) << QByteArray(python) << Way::AtOnce;
        QTest::addRow("%s, after a cut", name) << QByteArray(python) << Way::Resumed;
        QTest::addRow("%s, with chunks of another tree", name) << QByteArray(python) << Way::Delta;
    };
    row("an absolute path", "add('/tmp/evil', data=b'x')");
    row("a path upwards", "add('a/../../evil', data=b'x')");
    row("a link, then a file through it", "add('l', b'2', '..'); add('l/evil', data=b'x')");
    row("an absolute link, then a file through it", "add('l', b'2', OUT); add('l/evil', data=b'x')");
    row("a link in the place of a folder", "add('d', b'5'); add('d', b'2', OUT); add('d/evil', data=b'x')");
    row("a hard link upwards", "add('h', b'1', '../victim')");
    row("an absolute hard link", "add('h', b'1', OUT + '/victim')");
    row("a hard link through a link", "add('l', b'2', '..'); add('h', b'1', 'l/victim')");
    row("a file over a link to the outside", "add('l', b'2', OUT + '/victim'); add('l', data=b'evil')");
    row("a path of a megabyte", "add('x/' * 500000 + 'evil', data=b'x')");
    row("a device", "add('dev', b'4')");
}

Manifest TestHostile::wrap(const QByteArray &archive, const QByteArrayList &paths, QByteArray &file) const
{
    Manifest manifest;
    manifest.image = *ImageId::parse(u"evil-1-1"_s);
    GzipMemberWriter writer(PackLevel::Fast);
    for (qsizetype at = 0; at < archive.size(); at += image::maxChunkData) {
        const QByteArray data = archive.mid(at, image::maxChunkData);
        const QByteArray member = writer.compress(data);
        manifest.chunks.push_back({file.size(), static_cast<quint32>(member.size()), static_cast<quint32>(data.size()),
                                   crc32Of(member), Sha256::of(data)});
        file += member;
    }
    for (const QByteArray &path : paths) {
        FileRecord record;
        record.path = path;
        record.mode = S_IFREG | 0755;
        record.sha256 = Sha256::of({});
        manifest.files.push_back(record);
    }
    manifest.packedSize = file.size();
    manifest.unpackedSize = archive.size();
    return manifest;
}

Status TestHostile::unpackEvil(const QString &folder, Way way) const
{
    const QString target = folder + u"/target"_s;
    UnpackOptions options = into(target, way, QByteArray(32, 'e'));
    options.restoreOwners = false;
    options.allowDevices = false;
    if (way == Way::Tarball) {
        const auto unpacked = unpackTarball(folder + u"/evil.tar"_s, options);
        return unpacked ? Status() : Status(fail(unpacked.error()));
    }
    class Bytes final : public ChunkSource
    {
    public:
        Bytes(const Manifest &manifest, const QByteArray &file)
            : m_manifest(manifest)
            , m_file(file)
        { }
        Result<QByteArray> next() override
        {
            const ChunkFacts &chunk = m_manifest.chunks.at(m_next++);
            return m_file.mid(chunk.offset, chunk.packedSize);
        }

    private:
        const Manifest &m_manifest;
        const QByteArray &m_file;
        size_t m_next = 0;
    };
    QByteArray file;
    const Manifest manifest = wrap(readAll(folder + u"/evil.tar"_s), readAll(folder + u"/paths"_s).split('\n'), file);
    Bytes source(manifest, file);
    const auto unpacked = unpackImage(manifest, source, options);
    return unpacked ? Status() : Status(fail(unpacked.error()));
}

void TestHostile::nothingLeavesTheTarget()
{
    QFETCH(QByteArray, python);
    QFETCH(Way, way);
    QTemporaryDir outside(m_work.filePath(u"o"_s));
    const QString target = outside.filePath(u"target"_s);
    const QByteArray script = R"PY(
import tarfile, io, sys
OUT = sys.argv[1]
t = tarfile.open(OUT + '/evil.tar', 'w', format=tarfile.PAX_FORMAT); paths = open(OUT + '/paths', 'w')
def add(name, kind=b'0', target='', data=b''):
    i = tarfile.TarInfo(name); i.type = kind; i.linkname = target; i.size = len(data); i.mode = 0o755
    t.addfile(i, io.BytesIO(data)); paths.write(name + '\n')
)PY" + python
        + "\nt.close()\n";
    QFile file(outside.filePath(u"make.py"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(script) == script.size());
    file.close();
    const Shell made = shell("mkdir target; printf safe > victim; /usr/bin/python3 make.py " + outside.path().toUtf8()
                                 + "; rm make.py",
                             outside.path());
    QVERIFY2(made.ok, made.err);
    static_cast<void>(unpackEvil(outside.path(), way));
    QCOMPARE(QDir(outside.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             (QStringList{u"evil.tar"_s, u"paths"_s, u"target"_s, u"victim"_s}));
    QCOMPARE(readAll(outside.filePath(u"victim"_s)), QByteArray("safe"));
    QVERIFY(!QFile::exists(u"/tmp/evil"_s));
    QVERIFY(!QFile::exists(target + u"/dev"_s));
    QVERIFY(shell("test $(stat -c %h ../victim) = 1", target).ok);
}

QTEST_GUILESS_MAIN(TestHostile)
#include "hostile_test.moc"
