// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/keys.h"

#include "common/link/identity.h"
#include "common/wire/limits.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QSet>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class KeysTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNodesSecretDependsOnMasterNameAndEpoch();
    void everyFieldOfAProofChangesItsMac();
    void aProofWithoutAKeysNameIsWhatItAlwaysWas();
    void lengthsKeepFieldsApart();
    void comparisonKnowsEqualFromUnequal();
    void randomBytesDoNotRepeat();
    void anIdentityComesBackFromItsPem();
    void halfAnIdentityIsRefused();
};

void KeysTest::aNodesSecretDependsOnMasterNameAndEpoch()
{
    const QByteArray master(32, 'm');
    const QByteArray secret = nodeSecret(master, u"n1"_s, 1);
    QCOMPARE(secret.size(), 32);
    QCOMPARE(nodeSecret(master, u"n1"_s, 1), secret);
    QVERIFY(nodeSecret(master, u"n1"_s, 2) != secret);
    QVERIFY(nodeSecret(master, u"n2"_s, 1) != secret);
    QVERIFY(nodeSecret(master, u"n"_s, 11) != nodeSecret(master, u"n1"_s, 1));
    QVERIFY(nodeSecret(QByteArray(32, 'n'), u"n1"_s, 1) != secret);
}

void KeysTest::everyFieldOfAProofChangesItsMac()
{
    const Proof base{1, Role::Node, Channel::Control, u"n1"_s, 3, QByteArray(32, 'c'), {}};
    const QByteArray secret(32, 's'), nonce(32, 'n'), certificate(32, 'x');
    QList<Proof> others(7, base);
    others[0].version = 2;
    others[1].role = Role::Operator;
    others[2].channel = Channel::Data;
    others[3].id = u"n2"_s;
    others[4].epoch = 4;
    others[5].nonce[0] = 'd';
    others[6].key = u"anna"_s;
    QSet<QByteArray> macs{
        proofMac(secret, base, nonce, certificate), proofMac(QByteArray(32, 't'), base, nonce, certificate),
        proofMac(secret, base, QByteArray(32, 'o'), certificate), proofMac(secret, base, nonce, QByteArray(32, 'y'))};
    for (const Proof &proof : std::as_const(others))
        macs.insert(proofMac(secret, proof, nonce, certificate));
    QCOMPARE(macs.size(), 11);
    for (const QByteArray &mac : std::as_const(macs))
        QCOMPARE(mac.size(), limits::macSize);
}

// Peers that were released before keys had names prove themselves to a new server, and the other way round.
void KeysTest::aProofWithoutAKeysNameIsWhatItAlwaysWas()
{
    const Proof proof{1, Role::Operator, Channel::Control, u"anna@desk"_s, 0, QByteArray(32, 'c'), {}};
    const auto field = [](const QByteArray &text) {
        QByteArray length(4, '\0');
        length[3] = static_cast<char>(text.size());
        return length + text;
    };
    const auto number = [&](char value) { return field(QByteArray(3, '\0') + value); };
    const QByteArray text = field("cid proof") + number(1) + number(3) + number(0) + field("anna@desk") + number(0)
        + field(QByteArray(32, 'n')) + field(QByteArray(32, 'c')) + field(QByteArray(32, 'x'));
    QCOMPARE(proofMac(QByteArray(32, 's'), proof, QByteArray(32, 'n'), QByteArray(32, 'x')),
             QMessageAuthenticationCode::hash(text, QByteArray(32, 's'), QCryptographicHash::Sha256));
    Proof named = proof;
    named.key = u"anna"_s;
    QCOMPARE(proofMac(QByteArray(32, 's'), named, QByteArray(32, 'n'), QByteArray(32, 'x')),
             QMessageAuthenticationCode::hash(text + field("anna"), QByteArray(32, 's'), QCryptographicHash::Sha256));
}

void KeysTest::lengthsKeepFieldsApart()
{
    Proof one{1, Role::Node, Channel::Control, u"n1"_s, 0, "abc", {}};
    Proof two = one;
    two.nonce = "ab";
    QVERIFY(proofMac("s", one, "d", "e") != proofMac("s", two, "cd", "e"));
}

void KeysTest::comparisonKnowsEqualFromUnequal()
{
    QVERIFY(equalInConstantTime("abc", "abc"));
    QVERIFY(equalInConstantTime({}, {}));
    QVERIFY(!equalInConstantTime("abc", "abd"));
    QVERIFY(!equalInConstantTime("abc", "ab"));
}

void KeysTest::randomBytesDoNotRepeat()
{
    QSet<QByteArray> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(randomBytes(16));
    QCOMPARE(seen.size(), 1000);
}

void KeysTest::anIdentityComesBackFromItsPem()
{
    const auto pem = makeIdentityPem();
    QVERIFY(pem);
    const auto identity = loadIdentity(*pem);
    QVERIFY2(identity, identity ? "" : qPrintable(identity.error().text));
    const QByteArray print = fingerprint(identity->certificate);
    QCOMPARE(print,
             QCryptographicHash::hash(identity->certificate.publicKey().toDer(), QCryptographicHash::Sha256).toHex());
    const auto other = loadIdentity(makeIdentityPem().value());
    QVERIFY(fingerprint(other->certificate) != print);
}

void KeysTest::halfAnIdentityIsRefused()
{
    const QByteArray pem = makeIdentityPem().value();
    const qsizetype split = pem.indexOf("-----BEGIN CERTIFICATE");
    QVERIFY(split > 0);
    const QByteArray other = makeIdentityPem().value();
    for (const QByteArray &bad : {pem.left(split), pem.mid(split), QByteArray(), QByteArray("nonsense"),
                                  QByteArray(pem.left(split) + other.mid(other.indexOf("-----BEGIN CERTIFICATE")))}) {
        const auto identity = loadIdentity(bad);
        QVERIFY(!identity);
        QCOMPARE(identity.error().code, "link.bad-identity");
    }
}

QTEST_GUILESS_MAIN(KeysTest)
#include "keys_test.moc"
