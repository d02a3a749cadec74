// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/image_file.h"
#include "imagebuilder/pack/packer.h"
#include "imagebuilder/unpack/unpacker.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestImage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void whatGoesInComesOut();
    void theSameTreeGivesTheSameBytes();
    void anUnchangedStretchKeepsItsChunks();
    void othersReadOurs_data();
    void othersReadOurs();
    void weReadOthers_data();
    void weReadOthers();
    void everyTruncationIsNoticed();
    void everyFlippedBitIsNoticed();
    void excludedPathsStayOut();
    void aStoppedRunLeavesNothing();

private:
    QString folder(const QString &name);
    PackOptions options(const QString &root, const QString &output) const;
    [[nodiscard]] Result<UnpackReport> unpack(const QString &image, const QString &target,
                                              const QByteArray &digest = {});

    QTemporaryDir m_work;
    QString m_tree;
};

QString TestImage::folder(const QString &name)
{
    QDir(m_work.path()).mkpath(name);
    return m_work.filePath(name);
}

PackOptions TestImage::options(const QString &root, const QString &output) const
{
    PackOptions result;
    result.root = root;
    result.image = *ImageId::parse(u"tree-1-1"_s);
    result.outputFolder = output;
    return result;
}

Result<UnpackReport> TestImage::unpack(const QString &image, const QString &target, const QByteArray &digest)
{
    const auto file = ImageFile::open(image);
    if (!file)
        return fail(file.error());
    if (!digest.isEmpty() && (*file)->digest() != digest)
        return fail(makeError(ErrorKind::Corrupt, "image.wrong-digest", u"another digest"_s));
    FileChunkSource source(*file);
    UnpackOptions unpackOptions;
    unpackOptions.target = target;
    unpackOptions.restoreOwners = ::geteuid() == 0;
    return unpackImage((*file)->manifest(), source, unpackOptions);
}

void TestImage::initTestCase()
{
    m_tree = folder(u"tree"_s);
    const Shell made = makeRichTree(m_tree);
    QVERIFY2(made.ok, made.err);
}

void TestImage::cleanupTestCase()
{
    static_cast<void>(shell("chattr -i */etc/fixed 2>/dev/null || true", m_work.path()));
}

void TestImage::whatGoesInComesOut()
{
    const auto packed = packImage(options(m_tree, folder(u"out"_s)));
    QVERIFY2(packed, packed ? "" : qPrintable(packed.error().text));
    QCOMPARE(packed->manifest.arch, QString());
    const QString target = folder(u"target"_s);
    const auto unpacked = unpack(packed->imagePath, target);
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error().text));
    if (::geteuid() == 0)
        QCOMPARE(unpacked->warnings, QStringList());
    const QByteArrayList before = describeTree(m_tree, ::geteuid() == 0);
    const QByteArrayList after = describeTree(target, ::geteuid() == 0);
    QVERIFY(before.size() > 35);
    for (qsizetype i = 0; i < std::min(before.size(), after.size()); ++i)
        QCOMPARE(after[i], before[i]);
    QCOMPARE(after.size(), before.size());
    static_cast<void>(shell("chattr -i etc/fixed 2>/dev/null || true", target));
}

void TestImage::theSameTreeGivesTheSameBytes()
{
    PackOptions pack = options(m_tree, folder(u"same1"_s));
    pack.excludes = {"usr/huge"};
    const auto first = packImage(pack);
    QVERIFY2(first, first ? "" : qPrintable(first.error().text));
    const char *before = std::setlocale(LC_ALL, "C");
    pack.outputFolder = folder(u"same2"_s);
    const auto second = packImage(pack);
    static_cast<void>(before);
    std::setlocale(LC_ALL, "");
    QVERIFY(second);
    QCOMPARE(second->digest, first->digest);
    const Shell same =
        shell("cmp same1/tree-1-1.gz same2/tree-1-1.gz && cmp same1/tree-1-1.manifest same2/tree-1-1.manifest",
              m_work.path());
    QVERIFY2(same.ok, same.err + same.out);
}

void TestImage::anUnchangedStretchKeepsItsChunks()
{
    const QString tree = folder(u"stretch"_s);
    QVERIFY(shell("for i in $(seq -w 400); do head -c 5000 /dev/urandom > file$i; done; touch -d @1 .", tree).ok);
    const auto first = packImage(options(tree, folder(u"stretch1"_s)));
    QVERIFY(shell("head -c 9000 /dev/urandom > file200; touch -d @1 .", tree).ok);
    const auto second = packImage(options(tree, folder(u"stretch2"_s)));
    QVERIFY(first && second);
    QSet<QByteArray> known;
    for (const ChunkFacts &chunk : first->manifest.chunks)
        known.insert(chunk.sha256);
    qsizetype fresh = 0;
    for (const ChunkFacts &chunk : second->manifest.chunks)
        fresh += known.contains(chunk.sha256) ? 0 : 1;
    QVERIFY2(fresh >= 1 && fresh <= 4, qPrintable(QString::number(fresh)));
    QVERIFY(second->manifest.chunks.size() > 8);
}

void TestImage::othersReadOurs_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::newRow("gunzip") << QByteArray("gunzip -t \"$I\"");
    QTest::newRow("pigz") << QByteArray("pigz -t \"$I\"");
    QTest::newRow("igzip") << QByteArray("igzip -t \"$I\"");
    QTest::newRow("busybox gunzip") << QByteArray("busybox gunzip -t \"$I\"");
    QTest::newRow("GNU tar") << QByteArray("tar tzf \"$I\" >/dev/null && tar xzf \"$I\" -O etc/hard | grep -qx hello");
    QTest::newRow("bsdtar") << QByteArray("bsdtar tf \"$I\" >/dev/null && bsdtar xOf \"$I\" etc/hard | grep -qx hello");
}

void TestImage::othersReadOurs()
{
    QFETCH(QByteArray, command);
    PackOptions pack = options(m_tree, folder(u"others"_s));
    // GNU tar remarks on the keyword by which pax says that a name is not UTF-8; bsdtar remarks where it is missing.
    pack.excludes = {"latin*", "usr/huge"};
    const auto packed = packImage(pack);
    QVERIFY(packed);
    const Shell run = shell("export LC_ALL=C.UTF-8 I=" + packed->imagePath.toUtf8() + "; " + command, m_work.path());
    QVERIFY2(run.ok, run.err);
    QCOMPARE(run.err, QByteArray());
}

void TestImage::weReadOthers_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::newRow("GNU tar") << QByteArray("tar --sparse -czf \"$I\" -C \"$T\" .");
    QTest::newRow("GNU tar, pax") << QByteArray(
        "tar --format=pax --xattrs --acls -cf - -C \"$T\" . | gzip -c > \"$I\"");
    QTest::newRow("bsdtar") << QByteArray("bsdtar --format pax -czf \"$I\" -C \"$T\" .");
    QTest::newRow("pigz") << QByteArray("tar -cf - -C \"$T\" . | pigz -c > \"$I\"");
    QTest::newRow("not compressed") << QByteArray("tar -cf \"$I\" -C \"$T\" .");
    QTest::newRow("many gzip members") << QByteArray(
        "tar -cf - -C \"$T\" . | split -b 1000 --filter='gzip -c' > \"$I\"");
    QTest::newRow("zeros behind the end")
        << QByteArray("tar -czf \"$I\" -C \"$T\" . && head -c 700 /dev/zero >> \"$I\"");
    QTest::newRow("zstd") << QByteArray("tar -cf - -C \"$T\" . | zstd -q > \"$I\"");
    QTest::newRow("xz") << QByteArray("tar -cf - -C \"$T\" . | xz > \"$I\"");
}

void TestImage::weReadOthers()
{
    QFETCH(QByteArray, command);
    const QString tree = folder(u"foreign"_s);
    QVERIFY(
        shell("mkdir -p a/b; printf 1 > a/b/c; ln -f a/b/c a/d; ln -sfn ../x a/l; chmod 4711 a/b/c; touch -d @5 a/b/c",
              tree)
            .ok);
    const QString image = m_work.filePath(u"foreign.tar.gz"_s);
    const Shell made = shell("export I=" + image.toUtf8() + " T=" + tree.toUtf8() + "; " + command, m_work.path());
    QVERIFY2(made.ok, made.err);
    QTemporaryDir target(m_work.filePath(u"t"_s));
    UnpackOptions unpackOptions;
    unpackOptions.target = target.path();
    unpackOptions.restoreOwners = ::geteuid() == 0;
    const auto unpacked = unpackTarball(image, unpackOptions);
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error().text));
    const Shell compared = shell("diff -r --no-dereference . " + target.path().toUtf8() + " && test $(stat -c %a%Y%h "
                                     + target.path().toUtf8() + "/a/d) = 471152",
                                 tree);
    QVERIFY2(compared.ok, compared.out + compared.err);
}

namespace {

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeAll(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

void TestImage::everyTruncationIsNoticed()
{
    const QString tree = folder(u"small"_s);
    QVERIFY(shell("mkdir -p a; for i in $(seq 5); do head -c 300 /dev/urandom > a/$i; done", tree).ok);
    const auto packed = packImage(options(tree, folder(u"cut"_s)));
    QVERIFY(packed);
    const QByteArray image = readAll(packed->imagePath);
    const QByteArray manifest = readAll(manifestPath(packed->imagePath));
    QVERIFY(unpack(packed->imagePath, folder(u"cut-ok"_s), packed->digest));
    for (qsizetype size = 0; size < image.size(); ++size) {
        writeAll(packed->imagePath, image.left(size));
        const auto result = unpack(packed->imagePath, m_work.filePath(u"cut-ok"_s), packed->digest);
        QVERIFY2(!result && result.error().text.contains(u"tree-1-1"_s), qPrintable(QString::number(size)));
    }
    writeAll(packed->imagePath, image);
    for (qsizetype size = 0; size < manifest.size(); ++size) {
        writeAll(manifestPath(packed->imagePath), manifest.left(size));
        QVERIFY(!unpack(packed->imagePath, m_work.filePath(u"cut-ok"_s), packed->digest));
    }
}

void TestImage::everyFlippedBitIsNoticed()
{
    const QString tree = folder(u"small"_s);
    QVERIFY(shell("mkdir -p a; for i in $(seq 5); do head -c 300 /dev/urandom > a/$i; done", tree).ok);
    const auto packed = packImage(options(tree, folder(u"flip"_s)));
    QVERIFY(packed);
    const QString target = folder(u"flip-ok"_s);
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    const int count = qEnvironmentVariableIsSet("NOTP_TEST_LONG") ? 10'000 : 1'500;
    for (int i = 0; i < count; ++i) {
        const QString path = i % 4 == 0 ? manifestPath(packed->imagePath) : packed->imagePath;
        const QByteArray good = readAll(path);
        QByteArray bad = good;
        const qsizetype at = random.bounded(static_cast<int>(bad.size()));
        bad[at] = static_cast<char>(bad[at] ^ (1 << random.bounded(8)));
        writeAll(path, bad);
        const auto result = unpack(packed->imagePath, target, packed->digest);
        QVERIFY2(!result, qPrintable(u"seed %1, byte %2 of %3 was accepted"_s.arg(seed).arg(at).arg(path)));
        if (path == packed->imagePath)
            QVERIFY2(result.error().text.startsWith(u"tree-1-1, chunk"_s), qPrintable(result.error().text));
        writeAll(path, good);
    }
}

void TestImage::excludedPathsStayOut()
{
    const QString tree = folder(u"exclude"_s);
    QVERIFY(shell("mkdir -p proc/1 etc/ssh keep; touch proc/1/x etc/ssh/ssh_host_rsa_key etc/ssh/sshd_config keep/proc",
                  tree)
                .ok);
    PackOptions pack = options(tree, folder(u"excluded"_s));
    pack.excludes = {"proc/*", "/etc/ssh/ssh_host_*"};
    const auto packed = packImage(pack);
    QVERIFY(packed);
    QByteArrayList paths;
    for (const FileRecord &file : packed->manifest.files)
        paths.append(file.path);
    QCOMPARE(paths, (QByteArrayList{"", "etc", "etc/ssh", "etc/ssh/sshd_config", "keep", "keep/proc", "proc"}));
    QCOMPARE(packed->leftOut.size(), 2);
}

void TestImage::aStoppedRunLeavesNothing()
{
    PackOptions pack = options(m_tree, folder(u"stopped"_s));
    int count = 0;
    pack.cancelled = [&count] { return ++count > 10; };
    const auto packed = packImage(pack);
    QVERIFY(!packed);
    QCOMPARE(packed.error().kind, ErrorKind::Cancelled);
    QVERIFY(QDir(pack.outputFolder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    static_cast<void>(shell("chattr -i etc/fixed 2>/dev/null || true", m_tree));
}

QTEST_GUILESS_MAIN(TestImage)
#include "image_test.moc"
