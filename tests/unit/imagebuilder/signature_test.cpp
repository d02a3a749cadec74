// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/image_file.h"
#include "imagebuilder/pack/packer.h"
#include "imagebuilder/sha256.h"
#include "imagebuilder/sign/sign_image.h"
#include "tests/support/tree.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestSignature : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatIsSignedIsFound();
    void aSignatureIsJudged_data();
    void aSignatureIsJudged();
    void everyFlippedBitIsNoticed();
    void opensslAgrees();
    void aKeyFileIsReadBack();
    void foreignKeysAreRefused_data();
    void foreignKeysAreRefused();
    void anImageKeepsOneLineAKey();

private:
    QTemporaryDir m_work;
    std::optional<SigningKey> m_ours;
    std::optional<SigningKey> m_theirs;
    const QByteArray m_digest = Sha256::of("a manifest");
    QByteArray m_line;
};

void TestSignature::initTestCase()
{
    m_ours = *SigningKey::generate();
    m_theirs = *SigningKey::generate();
    m_line = *m_ours->sign(m_digest);
}

void TestSignature::whatIsSignedIsFound()
{
    QCOMPARE(m_ours->publicKey().size(), 32);
    QVERIFY(m_ours->publicKey() != m_theirs->publicKey());
    const auto signer = findSigner(m_line, m_digest, {m_theirs->publicKey(), m_ours->publicKey()});
    QVERIFY2(signer, signer ? "" : qPrintable(signer.error().text));
    QCOMPARE(*signer, m_ours->publicKey());
}

void TestSignature::aSignatureIsJudged_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("digest");
    QTest::addColumn<bool>("isTrusted");
    QTest::addColumn<QByteArray>("code");
    const QByteArray other = Sha256::of("another manifest");
    const QByteArray theirs = *m_theirs->sign(m_digest);
    const auto row = [](const char *name, const QByteArray &file, const QByteArray &digest, bool isTrusted,
                        const char *code) { QTest::newRow(name) << file << digest << isTrusted << QByteArray(code); };
    row("a good one", m_line, m_digest, true, "");
    row("after a comment", "# by us\n\n" + m_line, m_digest, true, "");
    row("after one of a stranger", theirs + m_line, m_digest, true, "");
    row("after one of a later kind", "ed448 aa bb cc\n" + m_line, m_digest, true, "");
    row("no file", {}, m_digest, true, "image.not-signed");
    row("only a comment", "# nothing\n", m_digest, true, "image.not-signed");
    row("nobody is trusted", m_line, m_digest, false, "image.no-keys");
    row("only a stranger's", theirs, m_digest, true, "image.untrusted-key");
    row("of another image", m_line, other, true, "image.bad-signature");
    row("a stranger's signature under our name", "ed25519 " + m_ours->publicKey().toHex() + theirs.mid(72), m_digest,
        true, "image.bad-signature");
    row("cut off", m_line.chopped(3), m_digest, true, "image.bad-signature");
    row("in capitals", m_line.left(8) + m_line.mid(8).toUpper(), m_digest, true, "image.bad-signature");
    row("a word too many", m_line.chopped(1) + " more\n", m_digest, true, "image.bad-signature");
    row("too long", QByteArray(5000, '#') + '\n' + m_line, m_digest, true, "image.bad-signature");
}

void TestSignature::aSignatureIsJudged()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, digest);
    QFETCH(bool, isTrusted);
    QFETCH(QByteArray, code);
    const auto signer =
        findSigner(file, digest, isTrusted ? QList<QByteArray>{m_ours->publicKey()} : QList<QByteArray>());
    QCOMPARE(signer ? QByteArray() : signer.error().code, code);
}

void TestSignature::everyFlippedBitIsNoticed()
{
    for (qsizetype bit = 0; bit < (m_line.size() - 1) * 8; ++bit) {
        QByteArray bad = m_line;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
        QVERIFY2(!findSigner(bad, m_digest, {m_ours->publicKey()}), bad.constData());
    }
}

void TestSignature::opensslAgrees()
{
    QFile key(m_work.filePath(u"key.pem"_s));
    QVERIFY(key.open(QIODevice::WriteOnly) && key.write(*m_ours->toPem()) > 0);
    key.close();
    const Shell made =
        shell("printf 'notP image signature 1\\n' > text; printf " + m_digest.toHex()
                  + " | sed 's/../\\\\x&/g' | xargs -0 printf '%b' >> text\n"
                    "openssl pkeyutl -sign -inkey key.pem -rawin -in text | od -An -v -tx1 | tr -d ' \\n'",
              m_work.path());
    QVERIFY2(made.ok, made.err);
    QCOMPARE(made.out, m_line.trimmed().split(' ').last());
}

void TestSignature::aKeyFileIsReadBack()
{
    const QString path = m_work.filePath(u"image_key"_s);
    const auto made = makeSigningKey(path);
    QVERIFY2(made, made ? "" : qPrintable(made.error().text));
    const auto read = readSigningKey(path);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text));
    QCOMPARE(read->publicKey(), made->publicKey());
    QCOMPARE(makeSigningKey(path).error().code, QByteArray("key.exists"));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadOther);
    QCOMPARE(readSigningKey(path).error().code, QByteArray("key.unsafe"));
}

void TestSignature::foreignKeysAreRefused_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::newRow("an RSA key") << QByteArray("openssl genpkey -algorithm rsa 2>/dev/null");
    QTest::newRow("an X25519 key") << QByteArray("openssl genpkey -algorithm x25519");
    QTest::newRow("a key with a password") << QByteArray("openssl genpkey -algorithm ed25519 -aes256 -pass pass:x");
    QTest::newRow("a public key") << QByteArray("openssl genpkey -algorithm ed25519 | openssl pkey -pubout");
    QTest::newRow("no key") << QByteArray("echo hello");
}

void TestSignature::foreignKeysAreRefused()
{
    QFETCH(QByteArray, command);
    const Shell made = shell(command, m_work.path());
    QVERIFY2(made.ok && !made.out.isEmpty(), made.err);
    const auto key = SigningKey::fromPem(made.out);
    QVERIFY(!key);
    QCOMPARE(key.error().code, QByteArray("sign.bad-key"));
}

void TestSignature::anImageKeepsOneLineAKey()
{
    QVERIFY(shell("mkdir -p root/etc; echo hello > root/etc/motd", m_work.path()).ok);
    PackOptions options;
    options.root = m_work.filePath(u"root"_s);
    options.image = *ImageId::parse(u"tree-1-1"_s);
    options.outputFolder = m_work.path();
    const auto packed = packImage(options);
    QVERIFY2(packed, packed ? "" : qPrintable(packed.error().text));
    QCOMPARE(readSignatures(packed->imagePath), QByteArray());
    for (const auto &key : {m_ours, m_theirs, m_ours}) {
        const Status done = signImageFile(packed->imagePath, *key);
        QVERIFY2(done, done ? "" : qPrintable(done.error().text));
    }
    const QByteArray both = readSignatures(packed->imagePath);
    QCOMPARE(both.count('\n'), 2);
    QVERIFY(findSigner(both, packed->digest, {m_ours->publicKey()}));
    QVERIFY(findSigner(both, packed->digest, {m_theirs->publicKey()}));
    // Of another image of the same name: what was signed before does not stay.
    QVERIFY(shell("echo other > root/etc/motd", m_work.path()).ok);
    const auto again = packImage(options);
    QVERIFY(again && signImageFile(again->imagePath, *m_ours));
    QCOMPARE(readSignatures(again->imagePath).count('\n'), 1);
}

QTEST_GUILESS_MAIN(TestSignature)
#include "signature_test.moc"
