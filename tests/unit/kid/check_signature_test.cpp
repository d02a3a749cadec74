// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/sha256.h"
#include "imagebuilder/sign/image_signature.h"
#include "kid/deploy/check_signature.h"

#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestCheckSignature : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aNodeDemandsWhatItMust_data();
    void aNodeDemandsWhatItMust();

private:
    std::optional<SigningKey> m_ours;
    std::optional<SigningKey> m_theirs;
    const QByteArray m_digest = Sha256::of("a manifest");
    QByteArray m_line;
};

void TestCheckSignature::initTestCase()
{
    m_ours = *SigningKey::generate();
    m_theirs = *SigningKey::generate();
    m_line = *m_ours->sign(m_digest);
}

void TestCheckSignature::aNodeDemandsWhatItMust_data()
{
    QTest::addColumn<bool>("serverDemands");
    QTest::addColumn<bool>("nodeDemands");
    QTest::addColumn<QByteArray>("signatures");
    QTest::addColumn<QByteArray>("code");
    const QByteArray theirs = *m_theirs->sign(m_digest);
    QTest::newRow("nobody demands one") << false << false << QByteArray() << QByteArray();
    QTest::newRow("image_db demands one and it is good") << true << false << m_line << QByteArray();
    QTest::newRow("image_db demands one and there is none")
        << true << false << QByteArray() << QByteArray("image.not-signed");
    QTest::newRow("the node demands one whatever the server says")
        << false << true << QByteArray() << QByteArray("image.not-signed");
    QTest::newRow("the server trusts somebody whom the node does not")
        << true << false << theirs << QByteArray("image.untrusted-key");
}

void TestCheckSignature::aNodeDemandsWhatItMust()
{
    QFETCH(bool, serverDemands);
    QFETCH(bool, nodeDemands);
    QFETCH(QByteArray, signatures);
    QFETCH(QByteArray, code);
    DeployInput input;
    input.order.image = *ImageId::parse(u"tree-1-1"_s);
    input.order.digest = m_digest;
    input.order.signatures = signatures;
    input.order.definition.requireSignature = serverDemands;
    input.requireSignature = nodeDemands;
    input.imageKeys = {m_ours->publicKey()};
    const Status status = checkSignature(input);
    QCOMPARE(status ? QByteArray() : status.error().code, code);
    QVERIFY(status || status.error().text.startsWith(u"tree-1-1: "_s));
}

QTEST_APPLESS_MAIN(TestCheckSignature)
#include "check_signature_test.moc"
