// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/keys.h"
#include "daemon/net/host_keys.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestHostKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNodeKeepsItsKeyAndSharesItWithNobody();
    void opensshReadsIt();
};

void TestHostKeys::aNodeKeepsItsKeyAndSharesItWithNobody()
{
    const QByteArray master(32, 'm');
    const auto key = [&](const QString &node) {
        return sshHostKey(hostKeySeed(master, node), node).constFirst().content;
    };
    QCOMPARE(key(u"n1"_s), key(u"n1"_s));
    QVERIFY(key(u"n1"_s) != key(u"n2"_s));
    QVERIFY(hostKeySeed(QByteArray(32, 'x'), u"n1"_s) != hostKeySeed(master, u"n1"_s));
    QVERIFY(hostKeySeed(master, u"n1"_s) != nodeSecret(master, u"n1"_s, 1));
}

void TestHostKeys::opensshReadsIt()
{
    const QList<OverlayFile> files = sshHostKey(hostKeySeed(QByteArray(32, 'm'), u"n1"_s), u"n1"_s);
    QCOMPARE(files.size(), 2);
    QCOMPARE(files[0].mode, 0600U);
    QTemporaryDir folder;
    QFile file(folder.filePath(u"key"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(file.write(files[0].content), files[0].content.size());
    file.close();
    QProcess keygen;
    keygen.start(u"ssh-keygen"_s, {u"-y"_s, u"-f"_s, file.fileName()});
    QVERIFY2(keygen.waitForStarted(), "ssh-keygen is missing: run tools/setup");
    QVERIFY(keygen.waitForFinished());
    QCOMPARE(keygen.readAllStandardError(), QByteArray());
    // Without its comment where the version of OpenSSH leaves it out.
    QVERIFY(files[1].content.startsWith(keygen.readAllStandardOutput().trimmed()));
}

QTEST_GUILESS_MAIN(TestHostKeys)
#include "host_keys_test.moc"
