// SPDX-License-Identifier: GPL-3.0-or-later
// The examples of docs/IMAGE-FORMAT.md are what the code writes.
#include "imagebuilder/gzip_member.h"
#include "imagebuilder/manifest.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theMemberIsReal();
    void theManifestIsReal();

private:
    // Hexadecimal digits in the document, whatever lines they stand on.
    QByteArray m_digits;
};

void TestDocument::initTestCase()
{
    QFile file(QStringLiteral(CID_SOURCE_DIR "/docs/IMAGE-FORMAT.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_digits = file.readAll().replace(' ', "").replace('\n', "");
}

void TestDocument::theMemberIsReal()
{
    const QByteArray member = GzipMemberWriter().compress("hello\n");
    QVERIFY2(m_digits.contains(member.toHex()), member.toHex(' ').constData());
}

void TestDocument::theManifestIsReal()
{
    const QByteArray content = "hello\n";
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    Manifest manifest;
    manifest.image = *ImageId::parse(u"tiny-1-1"_s);
    manifest.arch = u"x86_64"_s;
    manifest.packedSize = 36;
    manifest.unpackedSize = 6;
    manifest.madeAt = 1'000;
    manifest.chunks = {{0, 36, 6, crc32Of(GzipMemberWriter().compress(content)), hash}};
    manifest.files = {{"motd", 0100644, 0, 0, 6, 1, 0, 0, 0, false, {}, hash}};
    const QByteArray bytes = formatManifest(manifest);
    QVERIFY2(m_digits.contains(bytes.toHex()), bytes.toHex(' ').constData());
    QVERIFY(parseManifest(bytes));
}

QTEST_GUILESS_MAIN(TestDocument)
#include "document_test.moc"
