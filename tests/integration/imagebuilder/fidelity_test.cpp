// SPDX-License-Identifier: GPL-3.0-or-later
// A tree with everything that a root may hold comes out as it went in, whichever way it became an image. The ways of
// unpacking have their rows in tests/unit/imagebuilder/engine_test.cpp, a captured node in capture_test.cpp.
#include "tests/support/tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace cid::test;
using namespace Qt::StringLiterals;

class TestFidelity : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatGoesInComesOut_data();
    void whatGoesInComesOut();
    void cleanupTestCase();

private:
    QTemporaryDir m_work;
    QByteArrayList m_described;
};

void TestFidelity::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("owners and devices need root");
    QVERIFY(shell("mkdir tree", m_work.path()).ok);
    QVERIFY(makeRichTree(m_work.filePath(u"tree"_s)).ok);
    // libarchive misreads GNU tar's halves of seconds before 1970. No archive of others keeps the flags of files; the
    // file of 9 GB takes seconds to hash.
    const Shell made = shell("chattr -i tree/etc/fixed 2>/dev/null || true; chattr -d tree tree/empty 2>/dev/null || "
                             "true; rm tree/usr/huge; touch -d @77 tree/usr; "
                             "touch -d '1960-01-01' tree/usr/bin/exact",
                             m_work.path());
    QVERIFY2(made.ok, made.err);
    m_described = describeTree(m_work.filePath(u"tree"_s));
    QVERIFY(m_described.size() > 35);
}

void TestFidelity::whatGoesInComesOut_data()
{
    QTest::addColumn<QByteArray>("make");
    QTest::addColumn<QByteArray>("arguments");
    QTest::newRow("packed fast") << QByteArray() << QByteArray("--level fast tree");
    QTest::newRow("packed as always") << QByteArray() << QByteArray("tree");
    QTest::newRow("packed small") << QByteArray() << QByteArray("--level small tree");
    QTest::newRow("from a folder") << QByteArray() << QByteArray("--from dir:tree");
    const QByteArray bsdtar = "LC_ALL=C.UTF-8 bsdtar --format pax -cf - -C tree .";
    const QByteArray gnu =
        "tar --format=pax --xattrs --xattrs-include='*' --acls --sparse --numeric-owner -cf - -C tree .";
    QTest::newRow("from an archive of bsdtar")
        << QByteArray(bsdtar + " | gzip -1 > root.tar.gz") << QByteArray("--from tar:root.tar.gz");
    QTest::newRow("from an archive of GNU tar") << QByteArray(gnu + " > root.tar") << QByteArray("--from tar:root.tar");
    // The layer below has what the upper one takes away or brings anew.
    const QByteArray layers = R"SH(
rm -rf below layout work; mkdir -p below/etc/old below/usr layout/blobs/sha256 work
echo old > below/etc/hostname; echo x > below/gone; ln -s nowhere below/usr/link
tar -cf layer1 -C below .
mkdir work/marks; : > work/marks/.wh.gone; mkdir work/marks/etc; : > work/marks/etc/.wh.old
)SH" + QByteArray(bsdtar + " > layer2; tar --append -f layer2 -C work/marks .wh.gone etc/.wh.old")
        + R"SH(
put() { h=$(sha256sum "$1" | cut -d' ' -f1); cp "$1" layout/blobs/sha256/$h; echo "{\"digest\":\"sha256:$h\",\"size\":$(stat -c %s "$1"),\"mediaType\":\"$2\"}"; }
one=$(put layer1 application/vnd.oci.image.layer.v1.tar); two=$(put layer2 application/vnd.oci.image.layer.v1.tar)
echo '{"architecture":"amd64","os":"linux"}' > config; config=$(put config application/vnd.oci.image.config.v1+json)
echo "{\"schemaVersion\":2,\"config\":$config,\"layers\":[$one,$two]}" > manifest
echo '{"imageLayoutVersion": "1.0.0"}' > layout/oci-layout
echo "{\"schemaVersion\":2,\"manifests\":[$(put manifest application/vnd.oci.image.manifest.v1+json)]}" > layout/index.json
)SH";
    QTest::newRow("from the layers of a container") << layers << QByteArray("--from oci:layout");
}

void TestFidelity::whatGoesInComesOut()
{
    QFETCH(QByteArray, make);
    QFETCH(QByteArray, arguments);
    const Shell ran =
        shell("mkdir -p out; rm -rf target; mkdir target\n" + make
                  + "\n" CID_BINARY_DIR "/imagebuilder/mkimg.linux -q --image tree-1-1 --output out " + arguments
                  + "\n" CID_BINARY_DIR "/tests/support/image_tool unpack out/tree-1-1.gz target",
              m_work.path());
    QVERIFY2(ran.ok, ran.err);
    const QByteArrayList after = describeTree(m_work.filePath(u"target"_s));
    for (qsizetype i = 0; i < std::min(m_described.size(), after.size()); ++i)
        QCOMPARE(after[i], m_described[i]);
    QCOMPARE(after.size(), m_described.size());
}

void TestFidelity::cleanupTestCase()
{
    // Qt does not remove what has a name that is not UTF-8.
    static_cast<void>(shell("rm -rf *", m_work.path()));
}

QTEST_GUILESS_MAIN(TestFidelity)
#include "fidelity_test.moc"
