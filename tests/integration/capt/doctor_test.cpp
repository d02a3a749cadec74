// SPDX-License-Identifier: GPL-3.0-or-later
// Mistakes are made in a cluster that is right, one by one: cidctl doctor names each first, and says what mends it.
#include "tests/support/cluster.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestDoctor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aClusterThatIsRightHasNoFault();
    void eachMistakeIsNamedFirst_data();
    void eachMistakeIsNamedFirst();
    void aServerThatIsAwayIsNamed();
    void oneNodeIsLookedAtWhole();
    void peopleReadWhatIsRightAsWell();
    void cleanupTestCase();

private:
    struct Report
    {
        int code = 0;
        QJsonArray findings;
        QByteArray text;
    };
    [[nodiscard]] Report examine(const QStringList &more = {}) const;
    [[nodiscard]] bool change(const QString &file, const QByteArray &from, const QByteArray &to);
    /// The files of the cluster as they were.
    [[nodiscard]] bool mend();
    [[nodiscard]] bool doHarm(const QString &what);

    Cluster m_cluster;
    QTcpServer m_stranger;
    QHash<QString, QByteArray> m_right;
};

TestDoctor::Report TestDoctor::examine(const QStringList &more) const
{
    const Ran ran = m_cluster.ctl(QStringList{u"doctor"_s, u"-o"_s, u"json"_s} + more);
    return {ran.code, QJsonDocument::fromJson(ran.out).array(), ran.out + ran.err};
}

bool TestDoctor::change(const QString &file, const QByteArray &from, const QByteArray &to)
{
    const QByteArray before = m_right.value(file);
    return before.contains(from) && m_cluster.write(file, QByteArray(before).replace(from, to));
}

bool TestDoctor::mend()
{
    bool isDone = true;
    for (auto file = m_right.cbegin(); file != m_right.cend(); ++file) {
        QFile::remove(m_cluster.path(file.key()));
        isDone = m_cluster.write(file.key(), file.value()) && isDone;
    }
    for (const QString &key : {u"identity.pem"_s, u"operator_key"_s, u"node_master"_s})
        isDone = QFile::setPermissions(m_cluster.path(key), QFile::ReadOwner) && isDone;
    return isDone && m_cluster.ctl({u"reload"_s}).code == 0;
}

void TestDoctor::initTestCase()
{
    QVERIFY(m_cluster.configure("boot_dir = boot\nhttp_port = " + QByteArray::number(Cluster::freePort()) + '\n'));
    QVERIFY(m_cluster.write(u"node_db"_s,
                            "[node \"n1\"]\nmac = 52:54:00:00:00:01\n[node \"n2\"]\nmac = 52:54:00:00:00:02\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "one"));
    QVERIFY(m_cluster.write(u"root/boot/vmlinuz-6.1"_s, "kernel"));
    QVERIFY(m_cluster.write(u"root/boot/initrd.img-6.1"_s, "initrd"));
    QVERIFY(m_cluster.write(u"boot/vmlinuz"_s, QByteArray(2 << 20, 'k')));
    QVERIFY(m_cluster.write(u"boot/blancmange-initramfs.gz"_s, QByteArray(2 << 20, 'i')));
    QVERIFY(m_cluster.write(u"boot/undionly.kpxe"_s, "loader"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.addMachine(u"n1"_s, "52:54:00:00:00:01"));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
    const Ran ran = m_cluster.capt({u"-j"_s, u"one"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err);
    for (const QString &name : {u"cid.conf"_s, u"node_db"_s, u"image_db"_s, u"boot/vmlinuz"_s}) {
        QFile file(m_cluster.path(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_right.insert(name, file.readAll());
    }
}

// What this machine's clock and disk are like is not the cluster's.
void TestDoctor::aClusterThatIsRightHasNoFault()
{
    const Report report = examine();
    QVERIFY2(report.code < 2, report.text);
    for (const auto &finding : report.findings) {
        const QString code = finding[u"code"_s].toString();
        const bool isMachines = code.startsWith(u"clock."_s) || code.startsWith(u"space."_s);
        QVERIFY2(isMachines || code == u"nodes.unknown"_s, report.text); // n2 is off.
    }
}

void TestDoctor::eachMistakeIsNamedFirst_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("remedy");
    const auto row = [](const char *what, const char *code, const char *said, const char *remedy) {
        QTest::newRow(what) << QString::fromLatin1(what) << QString::fromLatin1(code) << QString::fromLatin1(said)
                            << QString::fromLatin1(remedy);
    };
    row("a word that node_db does not know", "config.unknown-key", "node_db:2", "config check");
    row("an address that is none", "config.bad-value", "node_db:2", "config check");
    row("a section of cid.conf that is none", "config.unknown-section", "cid.conf:", "config check");
    row("an image that node_db makes up", "config.apart", "node_db", "config check");
    row("a key that others may read", "key.unsafe", "operator_key", "chmod");
    row("an identity that is gone", "key.none", "identity.pem", "--genkey");
    row("an image that is not there", "images.not-there", "tree-9-9", "image add");
    row("an image whose manifest is gone", "images.problem", "tree-1-1", "image verify");
    row("no kernel to start from", "boot.no-blancmange", "boot/vmlinuz", "build_image");
    row("half a kernel", "boot.no-blancmange", "boot/vmlinuz", "build_image");
    row("a Blancmange older than the keys", "boot.stale", "older than", "build_image");
    row("somebody else's fingerprint", "link.wrong-server", "", "server_fingerprint");
    row("a wrong key of the operator's", "link.refused", "", "operator_key");
}

bool TestDoctor::doHarm(const QString &what)
{
    const auto is = [&what](const char *part) { return what.contains(QLatin1StringView(part)); };
    if (is("a word that"))
        return change(u"node_db"_s, "mac = 52:54:00:00:00:01", "mak = 52:54:00:00:00:01");
    if (is("an address"))
        return change(u"node_db"_s, "mac = 52:54:00:00:00:01", "mac = 52:54:00:00:00");
    if (is("a section"))
        return change(u"cid.conf"_s, "[cid]", "[cidd]");
    if (is("makes up"))
        return change(u"node_db"_s, "mac = 52:54:00:00:00:01", "mac = 52:54:00:00:00:01\nimage = trie");
    if (is("others may read"))
        return QFile::setPermissions(m_cluster.path(u"operator_key"_s),
                                     QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
    if (is("identity"))
        return QFile::rename(m_cluster.path(u"identity.pem"_s), m_cluster.path(u"identity.away"_s));
    if (is("image that is not there"))
        return change(u"image_db"_s, "current = 1-1", "current = 9-9") && m_cluster.ctl({u"reload"_s}).code == 0;
    if (is("manifest"))
        return QFile::rename(m_cluster.path(u"images/tree-1-1.manifest"_s), m_cluster.path(u"away.manifest"_s))
            && m_cluster.ctl({u"reload"_s}).code == 0;
    if (is("no kernel"))
        return QFile::remove(m_cluster.path(u"boot/vmlinuz"_s));
    if (is("half a"))
        return m_cluster.write(u"boot/vmlinuz"_s, "k");
    if (is("older")) {
        QFile file(m_cluster.path(u"boot/blancmange-initramfs.gz"_s));
        return file.open(QIODevice::ReadWrite)
            && file.setFileTime(QDateTime::currentDateTime().addDays(-9), QFileDevice::FileModificationTime);
    }
    if (is("fingerprint"))
        return change(u"cid.conf"_s, m_cluster.fingerprint(), QByteArray(64, 'a'));
    if (is("wrong key"))
        return QFile::rename(m_cluster.path(u"operator_key"_s), m_cluster.path(u"key.away"_s))
            && m_cluster.write(u"operator_key"_s, QByteArray(64, '7') + '\n')
            && QFile::setPermissions(m_cluster.path(u"operator_key"_s), QFile::ReadOwner);
    return false;
}

void TestDoctor::eachMistakeIsNamedFirst()
{
    QFETCH(QString, what);
    QFETCH(QString, code);
    QFETCH(QString, said);
    QFETCH(QString, remedy);
    QVERIFY(doHarm(what));
    const Report report = examine();
    QFile::rename(m_cluster.path(u"identity.away"_s), m_cluster.path(u"identity.pem"_s));
    QFile::rename(m_cluster.path(u"away.manifest"_s), m_cluster.path(u"images/tree-1-1.manifest"_s));
    if (QFile::exists(m_cluster.path(u"key.away"_s)))
        QFile::remove(m_cluster.path(u"operator_key"_s));
    QFile::rename(m_cluster.path(u"key.away"_s), m_cluster.path(u"operator_key"_s));
    QFile initramfs(m_cluster.path(u"boot/blancmange-initramfs.gz"_s));
    QVERIFY(initramfs.open(QIODevice::ReadWrite)
            && initramfs.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime));
    QVERIFY(mend());
    // Of findings as grave as this one, the machine's own clock may stand before it.
    QJsonObject first = report.findings.first().toObject();
    if (first[u"code"_s].toString().startsWith(u"clock."_s))
        first = report.findings[1].toObject();
    QVERIFY2(first[u"code"_s].toString() == code, report.text);
    QVERIFY2(first[u"what"_s].toString().contains(said), report.text);
    QVERIFY2(first[u"remedy"_s].toString().contains(remedy), report.text);
    QVERIFY2(!first[u"why"_s].toString().isEmpty(), report.text);
    QCOMPARE(report.code, first[u"severity"_s].toString() == u"fault"_s ? 2 : 1);
    QVERIFY2(examine().code < 2, "what was mended is not found again");
}

void TestDoctor::aServerThatIsAwayIsNamed()
{
    QVERIFY(m_cluster.stopServer());
    const Report report = examine();
    QVERIFY(m_cluster.startServer());
    QCOMPARE(report.code, 2);
    const QString first = report.findings.first()[u"remedy"_s].toString();
    QVERIFY2(first.contains(u"systemctl status cidd"_s), report.text);
}

void TestDoctor::oneNodeIsLookedAtWhole()
{
    const Report report = examine({u"--node"_s, u"n2"_s});
    QVERIFY2(report.code == 1, report.text);
    QStringList codes;
    for (const auto &finding : report.findings)
        codes.append(finding[u"code"_s].toString());
    for (const QString &code : {u"node.away"_s, u"node.no-power"_s, u"nodes.unknown"_s})
        QVERIFY2(codes.contains(code), report.text);
    QCOMPARE(examine({u"--node"_s, u"n9"_s}).code, 2);
}

void TestDoctor::peopleReadWhatIsRightAsWell()
{
    const Ran ran = m_cluster.ctl({u"doctor"_s});
    for (const QByteArray line : {"ok       configuration\n", "ok       keys\n", "ok       images\n",
                                  "ok       what machines get that start\n", "0 fault(s), "})
        QVERIFY2(ran.out.contains(line), ran.out + ran.err);
}

void TestDoctor::cleanupTestCase()
{
    QVERIFY(m_cluster.stopNodes());
}

QTEST_GUILESS_MAIN(TestDoctor)
#include "doctor_test.moc"
