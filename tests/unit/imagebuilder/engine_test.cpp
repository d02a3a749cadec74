// SPDX-License-Identifier: GPL-3.0-or-later
// The ways through the engine: levels, numbers of threads, resumed and partly local unpacking, runs that keep going.
#include "imagebuilder/delta/local_chunks.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/pack/packer.h"
#include "imagebuilder/unpack/unpack_journal.h"
#include "imagebuilder/unpack/unpacker.h"
#include "imagebuilder/unpack/verify_chunks.h"
#include "tests/support/counting_source.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestEngine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void everyWayGivesTheSameTree_data();
    void everyWayGivesTheSameTree();
    void threadsDoNotChangeTheBytes();
    void aCutIsTakenUpWhereItWas_data();
    void aCutIsTakenUpWhereItWas();
    void anotherImagesJournalIsNotTakenUp();
    void onlyWhatATreeLacksIsFetched_data();
    void onlyWhatATreeLacksIsFetched();
    void aWrongLocalByteIsNotUsed();
    void aDamagedChunkIsFound();
    void everyDamagedChunkIsFound();
    void aSourceThatEndsIsNotWaitedFor();
    void laterTimesBecomeTheWantedOne();
    void attributesCanBeLeftOut();
    void whatFoldersPassOnIsTakenBack();
    void aRunThatKeepsGoingNamesWhatItCouldNotRead();

private:
    QString fresh(const QString &name);
    [[nodiscard]] Result<PackReport> pack(const QString &root, const QString &output,
                                          const std::function<void(PackOptions &)> &change = {});
    [[nodiscard]] UnpackOptions into(const QString &target) const;
    void compare(const QString &target);

    QTemporaryDir m_work;
    QString m_tree;
    QByteArrayList m_described;
    std::shared_ptr<ImageFile> m_image;
};

QString TestEngine::fresh(const QString &name)
{
    static_cast<void>(shell("chattr -i '" + name.toUtf8() + "'/etc/fixed 2>/dev/null; rm -rf '" + name.toUtf8() + "'",
                            m_work.path()));
    QDir(m_work.path()).mkpath(name);
    return m_work.filePath(name);
}

Result<PackReport> TestEngine::pack(const QString &root, const QString &output,
                                    const std::function<void(PackOptions &)> &change)
{
    PackOptions options;
    options.root = root;
    options.image = *ImageId::parse(u"tree-1-1"_s);
    options.outputFolder = fresh(output);
    if (change)
        change(options);
    return packImage(options);
}

UnpackOptions TestEngine::into(const QString &target) const
{
    UnpackOptions options;
    options.target = target;
    options.restoreOwners = ::geteuid() == 0;
    return options;
}

void TestEngine::compare(const QString &target)
{
    const QByteArrayList after = describeTree(target, ::geteuid() == 0);
    for (qsizetype i = 0; i < std::min(m_described.size(), after.size()); ++i)
        QCOMPARE(after[i], m_described[i]);
    QCOMPARE(after.size(), m_described.size());
}

void TestEngine::initTestCase()
{
    m_tree = fresh(u"tree"_s);
    QVERIFY(makeRichTree(m_tree).ok);
    // Enough for many chunks and several points to go on from; without the file that takes seconds to hash.
    QVERIFY(
        shell(
            "rm usr/huge; mkdir many; for i in $(seq -w 300); do head -c $((10#$i * 41)) /dev/urandom > many/$i; done; "
            "head -c 3000000 /dev/urandom > usr/bin/larger; ln many/100 many/again; touch -d @7 usr many .",
            m_tree)
            .ok);
    m_described = describeTree(m_tree, ::geteuid() == 0);
    const auto packed = pack(m_tree, u"out"_s);
    QVERIFY2(packed, packed ? "" : qPrintable(packed.error().text));
    const auto image = ImageFile::open(packed->imagePath);
    QVERIFY(image);
    m_image = *image;
    QVERIFY(m_image->manifest().chunks.size() > 20);
}

void TestEngine::cleanupTestCase()
{
    // Qt does not remove what has a name that is not UTF-8.
    static_cast<void>(shell("chattr -i */etc/fixed 2>/dev/null || true; rm -rf *", m_work.path()));
}

void TestEngine::everyWayGivesTheSameTree_data()
{
    QTest::addColumn<PackLevel>("level");
    QTest::addColumn<int>("threads");
    QTest::newRow("fast") << PackLevel::Fast << 0;
    QTest::newRow("default") << PackLevel::Default << 0;
    QTest::newRow("small") << PackLevel::Small << 0;
    QTest::newRow("one thread") << PackLevel::Fast << 1;
    QTest::newRow("eleven threads") << PackLevel::Fast << 11;
}

void TestEngine::everyWayGivesTheSameTree()
{
    QFETCH(PackLevel, level);
    QFETCH(int, threads);
    const auto packed = pack(m_tree, u"way"_s, [&](PackOptions &options) {
        options.level = level;
        options.threads = threads;
    });
    QVERIFY(packed);
    const auto image = ImageFile::open(packed->imagePath);
    QVERIFY(image);
    FileChunkSource source(*image);
    UnpackOptions options = into(fresh(u"target"_s));
    options.threads = threads;
    const auto unpacked = unpackImage((*image)->manifest(), source, options);
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error().text));
    QCOMPARE(unpacked->fetched, packed->manifest.packedSize);
    compare(options.target);
}

void TestEngine::threadsDoNotChangeTheBytes()
{
    const auto one = pack(m_tree, u"bytes1"_s, [](PackOptions &options) { options.threads = 1; });
    const auto many = pack(m_tree, u"bytes2"_s, [](PackOptions &options) { options.threads = 9; });
    QVERIFY(one && many);
    QCOMPARE(many->digest, one->digest);
    QCOMPARE(one->digest, m_image->digest());
    QVERIFY(shell("cmp bytes1/tree-1-1.gz bytes2/tree-1-1.gz", m_work.path()).ok);
}

void TestEngine::aCutIsTakenUpWhereItWas_data()
{
    QTest::addColumn<bool>("canChoose");
    QTest::newRow("from a source that can choose") << true;
    QTest::newRow("from a source that gives everything") << false;
}

void TestEngine::aCutIsTakenUpWhereItWas()
{
    QFETCH(bool, canChoose);
    UnpackOptions options = into(fresh(u"target"_s));
    options.resumeDigest = m_image->digest();
    options.resumeEvery = 1;
    const auto chunks = static_cast<qint64>(m_image->manifest().chunks.size());
    qint64 first = 0;
    qint64 runs = 0;
    for (bool done = false; !done; ++runs) {
        QVERIFY(runs < chunks);
        CountingSource source(m_image, canChoose);
        source.breakAfter = canChoose ? 22 : first + 22;
        const auto unpacked = unpackImage(m_image->manifest(), source, options);
        done = unpacked.has_value();
        if (!done) {
            QCOMPARE(unpacked.error().kind, ErrorKind::Unavailable);
            QVERIFY(QFile::exists(options.target + u'/' + QLatin1StringView(UnpackJournal::fileName)));
        } else {
            QVERIFY(runs == 0 || unpacked->firstChunk > 0);
            QCOMPARE(unpacked->entries, static_cast<qint64>(m_image->manifest().files.size()));
        }
        const int root = ::open(qPrintable(options.target), O_RDONLY);
        const auto mark = UnpackJournal(root, m_image->digest()).read();
        ::close(root);
        QVERIFY(done || (mark && mark->chunk > first));
        first = mark ? mark->chunk : first;
    }
    QVERIFY(runs > 1);
    compare(options.target);
}

void TestEngine::anotherImagesJournalIsNotTakenUp()
{
    UnpackOptions options = into(fresh(u"target"_s));
    options.resumeDigest = m_image->digest();
    options.resumeEvery = 1;
    CountingSource cut(m_image);
    cut.breakAfter = 22;
    QVERIFY(!unpackImage(m_image->manifest(), cut, options));
    options.resumeDigest = QByteArray(32, 'x');
    CountingSource whole(m_image);
    const auto unpacked = unpackImage(m_image->manifest(), whole, options);
    QVERIFY(unpacked);
    QCOMPARE(unpacked->firstChunk, 0);
    compare(options.target);
}

void TestEngine::onlyWhatATreeLacksIsFetched_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<qint64>("most");
    QTest::newRow("the same tree") << QByteArray(":") << qint64(6); // Two with a sparse file, one with a device.
    QTest::newRow("another time, owner or mode") << QByteArray("touch many/*; chmod 700 many/1*; touch .") << qint64(6);
    QTest::newRow("one small file") << QByteArray("printf x >> many/150") << qint64(7);
    QTest::newRow("one byte of a large file")
        << QByteArray("printf abcd | dd of=usr/bin/larger bs=1 seek=1500000 conv=notrunc status=none") << qint64(7);
    QTest::newRow("files are missing") << QByteArray("rm many/15*") << qint64(8);
    QTest::newRow("files are extra") << QByteArray("printf x > many/151x; mkdir many/y") << qint64(6);
    QTest::newRow("a link to the same files in the place of their folder")
        << QByteArray("rm -rf ../elsewhere; mv many ../elsewhere; ln -s ../elsewhere many") << qint64(20);
    QTest::newRow("a fifo in the place of a file") << QByteArray("rm many/150; mkfifo many/150") << qint64(7);
}

void TestEngine::onlyWhatATreeLacksIsFetched()
{
    QFETCH(QByteArray, change);
    QFETCH(qint64, most);
    fresh(u"other"_s);
    QVERIFY(
        shell("cp -a ../tree/. .; chattr -i etc/fixed 2>/dev/null || true; " + change, m_work.filePath(u"other"_s)).ok);
    for (const bool canChoose : {true, false}) {
        CountingSource source(m_image, canChoose);
        UnpackOptions options = into(fresh(u"target"_s));
        options.reuse = m_work.filePath(u"other"_s);
        const auto unpacked = unpackImage(m_image->manifest(), source, options);
        QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error().text));
        const auto chunks = static_cast<qint64>(m_image->manifest().chunks.size());
        QVERIFY(unpacked->reusedChunks > 0);
        if (canChoose) {
            QCOMPARE(source.given, chunks - unpacked->reusedChunks);
            QVERIFY2(source.given <= most, qPrintable(QString::number(source.given)));
            QVERIFY(most < 10 || source.given >= 5); // The link was not followed.
        }
        compare(options.target);
    }
}

void TestEngine::aWrongLocalByteIsNotUsed()
{
    fresh(u"other"_s);
    QVERIFY(shell("cp -a ../tree/. . && chattr -i etc/fixed || true", m_work.filePath(u"other"_s)).ok);
    const auto local = LocalChunks::scan(m_image->manifest(), m_work.filePath(u"other"_s), {});
    QVERIFY(local);
    // After the scan, as by somebody else.
    QVERIFY(shell("printf abcd | dd of=usr/bin/larger bs=1 seek=1500000 conv=notrunc status=none",
                  m_work.filePath(u"other"_s))
                .ok);
    qint64 refused = 0;
    QByteArray data;
    for (qint64 i = 0; i < static_cast<qint64>(m_image->manifest().chunks.size()); ++i)
        refused += (*local)->has(i) && !(*local)->find(i, data) ? 1 : 0;
    QCOMPARE(refused, 1);
}

void TestEngine::aDamagedChunkIsFound()
{
    CountingSource good(m_image);
    QVERIFY(verifyChunks(m_image->manifest(), good));
    Manifest other = m_image->manifest();
    other.chunks[7].sha256[3] = static_cast<char>(other.chunks[7].sha256[3] ^ 1);
    CountingSource source(m_image);
    const Status status = verifyChunks(other, source);
    QVERIFY(!status);
    QVERIFY2(status.error().text.startsWith(u"tree-1-1, chunk 7 at byte "_s), qPrintable(status.error().text));
}

void TestEngine::everyDamagedChunkIsFound()
{
    Manifest other = m_image->manifest();
    for (const size_t index : {size_t(3), size_t(7), other.chunks.size() - 1})
        other.chunks[index].packedCrc ^= 1;
    for (const int threads : {1, 4}) {
        FileChunkSource source(m_image);
        VerifyOptions options;
        options.threads = threads;
        const auto report = findBadChunks(other, source, options);
        QVERIFY(report);
        QCOMPARE(report->badChunks, 3);
        QCOMPARE(report->problems.size(), 3);
        QVERIFY2(report->problems[1].startsWith(u"tree-1-1, chunk 7 at byte "_s), qPrintable(report->problems[1]));
    }
}

// It says of a chunk that it is bad, and has no other one.
void TestEngine::aSourceThatEndsIsNotWaitedFor()
{
    class Broken final : public ChunkSource
    {
    public:
        Result<QByteArray> next() override { return fail(makeError(ErrorKind::Corrupt, "image.bad-chunk", u"gone"_s)); }
    };
    Broken source;
    const auto report = findBadChunks(m_image->manifest(), source);
    QVERIFY(report);
    QCOMPARE(report->badChunks, static_cast<qint64>(m_image->manifest().chunks.size()));
}

void TestEngine::laterTimesBecomeTheWantedOne()
{
    const auto packed = pack(m_tree, u"sde"_s, [](PackOptions &options) { options.latestTime = 1'000'000'000; });
    QVERIFY(packed);
    qint64 newest = 0;
    for (const FileRecord &file : packed->manifest.files)
        newest = std::max(newest, file.mtimeSeconds);
    QCOMPARE(newest, 1'000'000'000);
    QCOMPARE(packed->manifest.madeAt, 1'000'000'000'000);
}

void TestEngine::attributesCanBeLeftOut()
{
    const auto packed = pack(m_tree, u"attributes"_s, [](PackOptions &options) { options.attributes = {"user.a"}; });
    QVERIFY(packed);
    const Shell list = shell("bsdtar xOf attributes/tree-1-1.gz >/dev/null; zcat attributes/tree-1-1.gz | "
                             "grep -aoE 'SCHILY.xattr.user.[a-z]+' | sort -u",
                             m_work.path());
    QCOMPARE(list.out.trimmed(), QByteArray("SCHILY.xattr.user.a"));
}

// A default access list that came after the files: what is made anew inherits from it, and must not keep that.
void TestEngine::whatFoldersPassOnIsTakenBack()
{
    const QString tree = fresh(u"lists"_s);
    const Shell made = shell("mkdir -p a/b; echo x > file; echo y > a/b/file; mkfifo a/fifo; "
                             "setfacl -d -m u:99:rwx . a; touch -d @7 a/b a .",
                             tree);
    QVERIFY2(made.ok, made.err);
    const auto packed = pack(tree, u"lists-out"_s);
    QVERIFY2(packed, packed ? "" : qPrintable(packed.error().text));
    const auto image = ImageFile::open(packed->imagePath);
    QVERIFY(image);
    const QString target = fresh(u"lists-target"_s);
    FileChunkSource source(*image);
    const auto unpacked = unpackImage((*image)->manifest(), source, into(target));
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error().text));
    QCOMPARE(describeTree(target, ::geteuid() == 0), describeTree(tree, ::geteuid() == 0));
}

void TestEngine::aRunThatKeepsGoingNamesWhatItCouldNotRead()
{
    // The callback runs while the tree is packed: it changes a file between two reads, and takes one away.
    const QString tree = fresh(u"restless"_s);
    QVERIFY(
        shell("for i in $(seq -w 50); do echo $i > $i; done; head -c 2000000 /dev/urandom > 60; echo x > 70", tree).ok);
    for (const bool keepGoing : {false, true}) {
        int calls = 0;
        const auto packed = pack(tree, u"restless-out"_s, [&](PackOptions &options) {
            options.keepGoing = keepGoing;
            options.cancelled = [&] {
                // Between two reads of the large file.
                if (++calls == 105)
                    static_cast<void>(shell("rm -f 70; printf x >> 60", tree));
                return false;
            };
        });
        if (keepGoing) {
            QVERIFY2(packed, packed ? "" : qPrintable(packed.error().text));
            QVERIFY2(packed->problems.join(u'\n').contains(u"60 changed"_s), qPrintable(packed->problems.join(u'\n')));
            QVERIFY(ImageFile::open(packed->imagePath));
        } else {
            QVERIFY(!packed);
            QCOMPARE(packed.error().code, QByteArray("pack.changed"));
            QVERIFY(QDir(m_work.filePath(u"restless-out"_s))
                        .isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        }
        QVERIFY(shell("echo x > 70", tree).ok);
    }
}

QTEST_GUILESS_MAIN(TestEngine)
#include "engine_test.moc"
