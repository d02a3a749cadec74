// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue from an operator's shell: what is in it, what may go, and who may be trusted.
#include "tests/support/cluster.h"
#include "tests/support/slow_file.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestCatalogue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void anImageIsShown();
    void filesAreListed();
    void twoImagesAreCompared();
    void whatIsForetoldIsFetched();
    void aLoneFileIsTakenIn();
    void aSignatureThatComesLateHoldsNobody();
    void aForeignFileIsNot();
    void damageIsNamed();
    void whatSomebodyNeedsStays_data();
    void whatSomebodyNeedsStays();
    void whatNobodyNeedsGoes();
    void anUnsignedImageIsRefused();
    void aNodeTrustsItsOwnKeysAlone();
    void schedulersMayNot();

private:
    [[nodiscard]] static Ran mkimg(const QStringList &arguments);
    [[nodiscard]] QJsonDocument json(const QStringList &arguments) const;
    /// Bytes of an image that a node fetched, by cidd's log; 0 where it fetched nothing.
    [[nodiscard]] qint64 fetched(const QString &node, const QString &image) const;

    Cluster m_cluster;
    QByteArray m_keyLine;
};

Ran TestCatalogue::mkimg(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(CID_BINARY_DIR "/imagebuilder/mkimg.linux"), arguments);
    return Cluster::ended(process);
}

QJsonDocument TestCatalogue::json(const QStringList &arguments) const
{
    const Ran ran = m_cluster.ctl(arguments + QStringList{u"-o"_s, u"json"_s});
    return QJsonDocument::fromJson(ran.out);
}

void TestCatalogue::initTestCase()
{
    const Ran made = mkimg({u"--genkey"_s, m_cluster.path(u"image_key"_s)});
    QVERIFY2(made.code == 0 && made.out.startsWith("image_keys = "), made.err.constData());
    m_keyLine = made.out;
    QVERIFY(m_cluster.configure(m_keyLine));
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n[1-4]\"]\nmac = 52:54:00:00:00:[01-04]\n"));
    QVERIFY(m_cluster.write(u"image_db"_s,
                            "[image \"tree\"]\ncurrent = 1-2\n[image \"many\"]\n[image \"sealed\"]\ncurrent = 1-1\n"
                            "require_signature = yes\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    QVERIFY(m_cluster.write(u"root/etc/gone"_s, "soon"));
    QVERIFY(m_cluster.write(u"root/var/lib/dpkg/status"_s,
                            "Package: bash\nArchitecture: amd64\nVersion: 5.1\n\nPackage: old\nArchitecture: all\n"
                            "Version: 1\n"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(QFile::remove(m_cluster.path(u"root/etc/gone"_s)));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello again"));
    QVERIFY(m_cluster.write(u"root/var/lib/dpkg/status"_s,
                            "Package: bash\nArchitecture: amd64\nVersion: 5.2\n\nPackage: new\nArchitecture: all\n"
                            "Version: 1\n"));
    for (const QString &image : {u"tree-1-2"_s, u"tree-1-3"_s, u"tree-1-4"_s, u"sealed-1-1"_s})
        QVERIFY(m_cluster.pack(image, u"root"_s));
    for (int i = 1; i <= 4; ++i)
        QVERIFY(m_cluster.addMachine(u"n%1"_s.arg(i), "52:54:00:00:00:0" + QByteArray::number(i)));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
    const Ran ran = m_cluster.ctl({u"deploy"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree-1-1"_s, u"--yes"_s, u"--wait"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err);
}

void TestCatalogue::anImageIsShown()
{
    const QJsonDocument image = json({u"image"_s, u"show"_s, u"tree"_s});
    QCOMPARE(image[u"image"_s].toString(), u"tree-1-2"_s);
    QCOMPARE(image[u"digest"_s].toString().size(), 64);
    QCOMPARE(image[u"packages"_s].toInt(), 2);
    QCOMPARE(image[u"signature"_s].toString(), u"none"_s);
    QCOMPARE(json({u"image"_s, u"show"_s, u"tree-1-1"_s})[u"running"_s].toArray(), QJsonArray{u"n1"_s});
    const Ran table = m_cluster.ctl({u"image"_s, u"show"_s, u"tree-1-1"_s});
    QVERIFY2(table.out.contains("running       n1"), table.out.constData());
    QCOMPARE(m_cluster.ctl({u"image"_s, u"show"_s, u"tree-9-9"_s}).code, 2);
}

void TestCatalogue::filesAreListed()
{
    const QJsonArray all = json({u"image"_s, u"files"_s, u"tree-1-1"_s}).array();
    QCOMPARE(all.size(), 8);
    const QJsonArray some = json({u"image"_s, u"files"_s, u"tree-1-1"_s, u"/etc/*"_s}).array();
    QCOMPARE(some.size(), 2);
    QCOMPARE(some[1][u"path"_s].toString(), u"/etc/motd"_s);
    QCOMPARE(some[1][u"size"_s].toInt(), 5);
    const Ran table = m_cluster.ctl({u"image"_s, u"files"_s, u"tree-1-1"_s});
    QVERIFY2(table.out.contains("-rw-r--r--"), table.out.constData());
}

void TestCatalogue::twoImagesAreCompared()
{
    const QJsonDocument diff = json({u"image"_s, u"diff"_s, u"tree-1-1"_s, u"tree-1-2"_s});
    QStringList packages;
    const QJsonArray changedPackages = diff[u"packages"_s].toArray();
    for (const auto &one : changedPackages) {
        packages.append(
            u"%1 %2>%3"_s.arg(one[u"package"_s].toString(), one[u"before"_s].toString(), one[u"after"_s].toString()));
    }
    QCOMPARE(packages, (QStringList{u"bash 5.1>5.2"_s, u"new >1"_s, u"old 1>"_s}));
    QStringList files;
    const QJsonArray changedFiles = diff[u"files"_s].toArray();
    for (const auto &one : changedFiles)
        files.append(one[u"path"_s].toString() + u' ' + one[u"change"_s].toString().section(u',', 0, 0));
    QCOMPARE(files, (QStringList{u"/etc/gone removed"_s, u"/etc/motd content"_s, u"/var/lib/dpkg/status content"_s}));
    QVERIFY(diff[u"bytes_to_fetch"_s].toInt() > 0);
    const Ran same = m_cluster.ctl({u"image"_s, u"diff"_s, u"tree-1-2"_s, u"tree-1-3"_s});
    QVERIFY2(same.out.contains("fetches 0"), same.out.constData());
}

qint64 TestCatalogue::fetched(const QString &node, const QString &image) const
{
    static const QRegularExpression line(u"(\\S+) fetched (\\d+) bytes of (\\S+)"_s);
    qint64 bytes = 0;
    for (auto found = line.globalMatch(QString::fromUtf8(m_cluster.log(u"cidd"_s))); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        if (match.captured(1) == node && match.captured(3) == image)
            bytes += match.captured(2).toLongLong();
    }
    return bytes;
}

// Three versions: another content of three files of 400, then another time of all.
void TestCatalogue::whatIsForetoldIsFetched()
{
    const auto step = [this](const QByteArray &script, const QString &image) {
        const Shell made = shell(script, m_cluster.path());
        return made.ok && m_cluster.pack(image, u"much"_s);
    };
    QVERIFY(
        step("mkdir much; cd much; for i in $(seq -w 400); do head -c 5000 /dev/urandom > $i; done; touch -d @1 * .",
             u"many-1-1"_s));
    QVERIFY(
        step("cd much; for i in 007 200 201; do head -c 6000 /dev/urandom > $i; done; touch -d @1 * .", u"many-1-2"_s));
    QVERIFY(step("cd much; touch -d @2 *", u"many-1-3"_s));
    QCOMPARE(m_cluster.ctl({u"reload"_s}).code, 0);
    for (const QString &image : {u"many-1-1"_s, u"many-1-2"_s, u"many-1-3"_s}) {
        const Ran ran = m_cluster.ctl({u"deploy"_s, u"-n"_s, u"n4"_s, u"-i"_s, image, u"--yes"_s, u"--wait"_s});
        QVERIFY2(ran.code == 0, ran.out + ran.err);
    }
    QVERIFY(m_cluster.stopNodes()); // What was fetched is told when the connection ends.
    const auto foretold = [this](const QString &from, const QString &to) {
        return json({u"image"_s, u"diff"_s, from, to})[u"bytes_to_fetch"_s].toInteger();
    };
    QTRY_VERIFY(fetched(u"n4"_s, u"many-1-2"_s) > 0);
    const qint64 whole = QFileInfo(m_cluster.path(u"images/many-1-1.gz"_s)).size();
    QCOMPARE(fetched(u"n4"_s, u"many-1-1"_s), whole);
    QCOMPARE(fetched(u"n4"_s, u"many-1-2"_s), foretold(u"many-1-1"_s, u"many-1-2"_s));
    QVERIFY(fetched(u"n4"_s, u"many-1-2"_s) < whole / 2);
    // A node makes headers anew: what only has another time is not fetched.
    QVERIFY(fetched(u"n4"_s, u"many-1-3"_s) <= foretold(u"many-1-2"_s, u"many-1-3"_s));
    QVERIFY(m_cluster.startNodes());
}

void TestCatalogue::aLoneFileIsTakenIn()
{
    const QString digest = json({u"image"_s, u"show"_s, u"tree-1-3"_s})[u"digest"_s].toString();
    for (const QString &suffix : {u".manifest"_s, u".spdx.json"_s})
        QVERIFY(QFile::remove(m_cluster.path(u"images/tree-1-3"_s + suffix)));
    QCOMPARE(m_cluster.ctl({u"reload"_s}).code, 0);
    QCOMPARE(m_cluster.ctl({u"image"_s, u"show"_s, u"tree-1-3"_s}).code, 2);
    const Ran added = m_cluster.ctl({u"image"_s, u"add"_s, u"tree-1-3"_s});
    QVERIFY2(added.code == 0 && added.out.contains(digest.toLatin1()), added.out + added.err);
    const QJsonDocument after = json({u"image"_s, u"show"_s, u"tree-1-3"_s});
    QCOMPARE(after[u"digest"_s].toString(), digest);
    QCOMPARE(after[u"packages"_s].toInt(), 2);
    QVERIFY(!m_cluster.ctl({u"images"_s}).err.contains("tree-1-3"));
}

void TestCatalogue::aSignatureThatComesLateHoldsNobody()
{
    QVERIFY(m_cluster.pack(u"tree-1-9"_s, u"root"_s));
    QVERIFY(m_cluster.write(u"images/tree-1-9.sig"_s, "no signature"));
    SlowFile signature(m_cluster.path(u"images/tree-1-9.sig"_s));
    QVERIFY(signature.isHeld());
    const auto adding = m_cluster.begin(u"capt/cidctl"_s, {u"image"_s, u"add"_s, u"tree-1-9"_s});
    QTRY_VERIFY(signature.isWanted());
    const Ran meanwhile = m_cluster.ctl({u"images"_s});
    QCOMPARE(meanwhile.code, 0);
    QVERIFY(!meanwhile.out.contains("tree-1-9")); // As a whole, or not yet.
    signature.letGo();
    QCOMPARE(Cluster::ended(*adding).code, 0);
    QVERIFY(m_cluster.ctl({u"images"_s}).out.contains("tree-1-9"));
    QCOMPARE(m_cluster.ctl({u"image"_s, u"remove"_s, u"tree-1-9"_s, u"--yes"_s}).code, 0);
}

void TestCatalogue::aForeignFileIsNot()
{
    QProcess tar;
    tar.start(u"tar"_s, {u"czf"_s, m_cluster.path(u"images/tree-1-9.gz"_s), m_cluster.path(u"root"_s)});
    QCOMPARE(Cluster::ended(tar).code, 0);
    const Ran added = m_cluster.ctl({u"image"_s, u"add"_s, u"tree-1-9"_s});
    QCOMPARE(added.code, 1);
    QVERIFY2(added.err.contains("--from tar:"), added.err.constData());
    QVERIFY(!QFile::exists(m_cluster.path(u"images/tree-1-9.manifest"_s)));
    QVERIFY(QFile::remove(m_cluster.path(u"images/tree-1-9.gz"_s)));
    QCOMPARE(m_cluster.ctl({u"image"_s, u"add"_s, u"tree-1-9"_s}).code, 2);
    QCOMPARE(m_cluster.ctl({u"image"_s, u"add"_s, u"unknown-1-9"_s}).code, 2);
}

void TestCatalogue::damageIsNamed()
{
    const Ran good = m_cluster.ctl({u"image"_s, u"verify"_s, u"tree-1-4"_s});
    QVERIFY2(good.code == 0, good.err.constData());
    QFile file(m_cluster.path(u"images/tree-1-4.gz"_s));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(100));
    const QByteArray byte = file.read(1);
    QVERIFY(file.seek(100) && file.write(QByteArray(1, static_cast<char>(~byte[0]))) == 1);
    file.close();
    const Ran bad = m_cluster.ctl({u"image"_s, u"verify"_s, u"tree-1-4"_s});
    QCOMPARE(bad.code, 1);
    QVERIFY2(bad.err.contains("tree-1-4, chunk 0 at byte 0"), bad.err.constData());
}

void TestCatalogue::whatSomebodyNeedsStays_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("a node runs it") << u"tree-1-1"_s << QByteArray("n1 run it");
    QTest::newRow("image_db calls it current") << u"tree-1-2"_s << QByteArray("current");
}

void TestCatalogue::whatSomebodyNeedsStays()
{
    QFETCH(QString, image);
    QFETCH(QByteArray, why);
    const Ran ran = m_cluster.ctl({u"image"_s, u"remove"_s, image, u"--yes"_s});
    QCOMPARE(ran.code, 4);
    QVERIFY2(ran.err.contains(why), ran.err.constData());
    QVERIFY(QFile::exists(m_cluster.path(u"images/%1.gz"_s.arg(image))));
}

void TestCatalogue::whatNobodyNeedsGoes()
{
    // x9 is switched off: its deployment waits, and needs the image.
    QVERIFY(m_cluster.write(u"node_db"_s,
                            "[node \"n[1-4]\"]\nmac = 52:54:00:00:00:[01-04]\n[node \"x9\"]\n"
                            "mac = 52:54:00:00:00:09\n"));
    QCOMPARE(m_cluster.ctl({u"reload"_s}).code, 0);
    const QStringList remove{u"image"_s, u"remove"_s, u"tree-1-4"_s};
    QCOMPARE(
        m_cluster.ctl({u"deploy"_s, u"-n"_s, u"x9"_s, u"-i"_s, u"tree-1-4"_s, u"--job"_s, u"waits"_s, u"--yes"_s}).code,
        0);
    const Ran needed = m_cluster.ctl(remove + QStringList{u"--yes"_s});
    QVERIFY2(needed.code == 4 && needed.err.contains("x9"), needed.err.constData());
    QCOMPARE(m_cluster.ctl({u"cancel"_s, u"waits"_s, u"--yes"_s}).code, 0);
    QCOMPARE(m_cluster.ctl(remove).code, 2); // Nobody can be asked.
    QCOMPARE(m_cluster.ctl(remove + QStringList{u"--dry-run"_s}).code, 0);
    QVERIFY(QFile::exists(m_cluster.path(u"images/tree-1-4.gz"_s)));
    const Ran gone = m_cluster.ctl(remove + QStringList{u"--yes"_s});
    QVERIFY2(gone.code == 0, gone.err.constData());
    QCOMPARE(QDir(m_cluster.path(u"images"_s)).entryList({u"tree-1-4*"_s}, QDir::Files), QStringList());
    QCOMPARE(m_cluster.ctl({u"image"_s, u"show"_s, u"tree-1-4"_s}).code, 2);
}

void TestCatalogue::anUnsignedImageIsRefused()
{
    const QStringList deploy{u"deploy"_s, u"-n"_s, u"n2"_s, u"-i"_s, u"sealed"_s, u"--yes"_s, u"--wait"_s};
    const Ran refused = m_cluster.ctl(deploy);
    QVERIFY2(refused.code == 4 && refused.err.contains("signed"), refused.out + refused.err);
    const QString image = m_cluster.path(u"images/sealed-1-1.gz"_s);
    const Ran sealed = mkimg({u"--sign"_s, m_cluster.path(u"image_key"_s), image});
    QVERIFY2(sealed.code == 0, sealed.err.constData());
    QCOMPARE(m_cluster.ctl({u"reload"_s}).code, 0);
    QVERIFY(json({u"image"_s, u"show"_s, u"sealed"_s})[u"signature"_s].toString().startsWith(u"good"_s));
    const Ran done = m_cluster.ctl(deploy);
    QVERIFY2(done.code == 0, done.out + done.err);
}

void TestCatalogue::aNodeTrustsItsOwnKeysAlone()
{
    // The nodes are started with a cid.conf that demands a signature, which the server's does not.
    QVERIFY(m_cluster.stopNodes());
    QFile conf(m_cluster.path(u"cid.conf"_s));
    QVERIFY(conf.open(QIODevice::ReadOnly));
    const QByteArray before = conf.readAll();
    QVERIFY(m_cluster.write(u"cid.conf"_s, before + "require_signature = yes\n"));
    QVERIFY(m_cluster.startNodes());
    QVERIFY(m_cluster.write(u"cid.conf"_s, before));
    const Ran refused = m_cluster.ctl({u"deploy"_s, u"-n"_s, u"n3"_s, u"-i"_s, u"tree-1-3"_s, u"--yes"_s, u"--wait"_s});
    QCOMPARE(refused.code, 1);
    QVERIFY2((refused.out + refused.err).contains("not signed"), refused.out + refused.err);
    // Not a byte reached the disk.
    QVERIFY(QDir(m_cluster.path(u"nodes/n3"_s)).entryList({u"*motd*"_s}, QDir::Files).isEmpty());
    const Ran state = m_cluster.ctl({u"nodes"_s, u"n3"_s});
    QVERIFY2(state.out.contains("failed"), state.out.constData());
}

void TestCatalogue::schedulersMayNot()
{
    // capt_key in the place of the operators'.
    QFile operators(m_cluster.path(u"operator_key"_s));
    QVERIFY(operators.rename(m_cluster.path(u"kept_key"_s)));
    QVERIFY(QFile::rename(m_cluster.path(u"capt_key"_s), m_cluster.path(u"operator_key"_s)));
    const Ran ran = m_cluster.ctl({u"image"_s, u"remove"_s, u"tree-1-3"_s, u"--yes"_s});
    QVERIFY2(ran.code == 4, QByteArray::number(ran.code) + ran.out + ran.err);
    QVERIFY(QFile::exists(m_cluster.path(u"images/tree-1-3.gz"_s)));
}

QTEST_GUILESS_MAIN(TestCatalogue)
#include "catalogue_test.moc"
