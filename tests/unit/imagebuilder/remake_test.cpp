// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/catalogue/remake_manifest.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/pack/packer.h"
#include "imagebuilder/software/spdx.h"
#include "tests/support/tree.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestRemake : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void itIsTheSameManifest();
    void thePackagesAreFound();
    void databasesWithoutEndTakeNoMemory();
    void everyTruncationIsNoticed();
    void everyFlippedByteOfASmallImageIsNoticed();
    void foreignFilesAreRefused_data();
    void foreignFilesAreRefused();
    void aStopIsHeard();

private:
    [[nodiscard]] PackReport pack(const QString &root);
    [[nodiscard]] static QByteArray read(const QString &path);
    void write(const QString &path, const QByteArray &bytes);

    QTemporaryDir m_work;
    QString m_image;
};

QByteArray TestRemake::read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestRemake::write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

PackReport TestRemake::pack(const QString &root)
{
    PackOptions options;
    options.root = m_work.filePath(root);
    options.image = *ImageId::parse(u"tree-1-1"_s);
    options.outputFolder = m_work.path();
    const auto packed = packImage(options);
    return packed ? *packed : PackReport();
}

void TestRemake::initTestCase()
{
    m_image = m_work.filePath(u"tree-1-1.gz"_s);
    const Shell made = shell(R"SH(
mkdir -p small/a big/usr/bin big/etc big/var/lib/dpkg
printf 'hello\n' > small/a/b; ln -s b small/a/l
cd big
cp /bin/ls usr/bin/busybox; ln -s /usr/bin/busybox usr/bin/env; ln -s usr/bin bin
printf 'hello\n' > etc/hostname; ln etc/hostname etc/hard; ln -s ../x etc/link
head -c 700000 /dev/urandom > usr/large
truncate -s 3M usr/sparse; printf end >> usr/sparse; truncate -s 200M usr/huge; truncate -s 1000 usr/hole
mkfifo etc/fifo; mkdir -m 1777 tmp; chmod 4755 usr/bin/busybox
printf x > "$(printf 'new\nline')"; printf z > "$(printf 'latin\351')"
setfattr -n user.a -v one etc/hostname
if [ "$(id -u)" = 0 ]; then mknod etc/null c 1 3; chown 12345:54321 etc/hostname; fi
setfacl -m u:1234:rx,g:4321:r usr/large
printf 'Package: bash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 5\n' > var/lib/dpkg/status
printf 'ID=debian\nVERSION_ID=12\n' > usr/os; ln -s ../usr/os etc/os-release
touch -d '2001-02-03 04:05:06.123456789' etc/hostname; touch -d '1960-01-01 00:00:00.5' usr/large
)SH",
                             m_work.path());
    QVERIFY2(made.ok, made.err);
}

void TestRemake::itIsTheSameManifest()
{
    const PackReport packed = pack(u"big"_s);
    QVERIFY(!packed.digest.isEmpty());
    QVERIFY(!packed.manifest.arch.isEmpty());
    QVERIFY(QFile::remove(manifestPath(m_image)));
    QVERIFY(adoptImage(m_image, ImageKind::Linux, {}));
    const auto image = ImageFile::open(m_image);
    QVERIFY2(image, image ? "" : qPrintable(image.error().text));
    const auto &before = packed.manifest.files;
    const auto &after = (*image)->manifest().files;
    for (size_t i = 0; i < std::min(before.size(), after.size()); ++i)
        QVERIFY2(after[i] == before[i], before[i].path.constData());
    QCOMPARE((*image)->manifest().arch, packed.manifest.arch);
    QCOMPARE((*image)->digest().toHex(), packed.digest.toHex());
}

void TestRemake::thePackagesAreFound()
{
    QVERIFY(!pack(u"big"_s).digest.isEmpty());
    QVERIFY(adoptImage(m_image, ImageKind::Linux, {}));
    const auto packages = softwareOf(m_image);
    QVERIFY2(packages, packages ? "" : qPrintable(packages.error().text));
    QCOMPARE(*packages, (QList<SoftwarePackage>{{u"bash"_s, u"5"_s, u"amd64"_s, {}}}));
}

// Hostile: what an image holds is not believed to be small.
void TestRemake::databasesWithoutEndTakeNoMemory()
{
    const Shell made = shell("mkdir -p many/var/lib/dpkg/status.d; cd many/var/lib/dpkg/status.d; "
                             "printf 'Package: first\\nVersion: 1\\nArchitecture: all\\n' > a; "
                             "for i in 1 2 3; do truncate -s 30M b$i; done; "
                             "printf 'Package: last\\nVersion: 1\\nArchitecture: all\\n' > c",
                             m_work.path());
    QVERIFY2(made.ok, made.err);
    QVERIFY(!pack(u"many"_s).digest.isEmpty());
    const auto remade = remakeManifest(m_image, ImageKind::Linux, {});
    QVERIFY(remade);
    // Those that fit are told, and that not all did.
    QCOMPARE(remade->software.packages,
             (QList<SoftwarePackage>{{u"first"_s, u"1"_s, u"all"_s, {}}, {u"last"_s, u"1"_s, u"all"_s, {}}}));
    QVERIFY2(remade->software.remark.startsWith(u"/var/lib/dpkg/status.d/b3 was not read"_s),
             qPrintable(remade->software.remark));
    QCOMPARE(remade->manifest.files.size(), size_t(10));
}

void TestRemake::everyTruncationIsNoticed()
{
    QVERIFY(!pack(u"small"_s).digest.isEmpty());
    const QByteArray whole = read(m_image);
    QVERIFY(whole.size() < 2000);
    for (qsizetype size = 0; size < whole.size(); ++size) {
        write(m_image, whole.left(size));
        QVERIFY2(!remakeManifest(m_image, ImageKind::Linux, {}), qPrintable(QString::number(size)));
    }
    write(m_image, whole);
    QVERIFY(remakeManifest(m_image, ImageKind::Linux, {}));
}

void TestRemake::everyFlippedByteOfASmallImageIsNoticed()
{
    QVERIFY(!pack(u"small"_s).digest.isEmpty());
    const QByteArray whole = read(m_image);
    for (qsizetype at = 0; at < whole.size(); ++at) {
        // Time, extra flags and system are not checked by gzip, and nobody reads them.
        if (at >= 4 && at <= 9)
            continue;
        QByteArray bad = whole;
        bad[at] = static_cast<char>(~bad[at]);
        write(m_image, bad);
        const auto made = remakeManifest(m_image, ImageKind::Linux, {});
        QVERIFY2(!made, qPrintable(QString::number(at)));
        QVERIFY2(made.error().text.contains(u"tree-1-1"_s), qPrintable(made.error().text));
    }
}

void TestRemake::foreignFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("an ordinary tarball") << QByteArray("tar czf $I small") << QByteArray("image.not-blocked");
    QTest::newRow("a text") << QByteArray("echo hello there, this is no image > $I") << QByteArray("image.not-blocked");
    QTest::newRow("nothing") << QByteArray(": > $I") << QByteArray("image.bad-chunk");
    QTest::newRow("no file") << QByteArray("rm -f $I") << QByteArray("image.no-file");
}

void TestRemake::foreignFilesAreRefused()
{
    QFETCH(QByteArray, command);
    QVERIFY(shell("I=" + m_image.toUtf8() + "; " + command, m_work.path()).ok);
    const auto made = remakeManifest(m_image, ImageKind::Linux, {});
    QVERIFY(!made);
    QTEST(made.error().code, "code");
}

void TestRemake::aStopIsHeard()
{
    QVERIFY(!pack(u"small"_s).digest.isEmpty());
    QFile::remove(manifestPath(m_image));
    const Status stopped = adoptImage(m_image, ImageKind::Linux, [](ByteCount, ByteCount) { return false; });
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QVERIFY(!QFile::exists(manifestPath(m_image)));
}

QTEST_GUILESS_MAIN(TestRemake)
#include "remake_test.moc"
