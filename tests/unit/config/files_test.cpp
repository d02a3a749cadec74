// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/cid_conf.h"
#include "common/config/image_db.h"
#include "common/config/key_file.h"
#include "common/config/mac_address.h"
#include "common/config/node_db.h"
#include "common/config/node_key.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;

class TestFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cidConfIsRead();
    void keysHaveNamesAndRights();
    void wrongNamesAndRightsOfKeysAreRefused_data();
    void wrongNamesAndRightsOfKeysAreRefused();
    void aKeyFileMaySayItsName();
    void nodesInheritFromGroupsAndDefaults();
    void longNamesFindTheirNodes_data();
    void longNamesFindTheirNodes();
    void namesThatAreNoneAreRefused_data();
    void namesThatAreNoneAreRefused();
    void addressesAreGivenInOrder();
    void imagesAreRead();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
    void adoptedMachinesAreWritten();
    void keyFilesAreStrict_data();
    void keyFilesAreStrict();
    void keysAreNeverOverwritten();
    void nodeKeysComeBack();

private:
    QString write(const QString &name, const QByteArray &text);

    QTemporaryDir m_folder;
};

QString TestFiles::write(const QString &name, const QByteArray &text)
{
    QFile file(m_folder.filePath(name));
    file.open(QIODevice::WriteOnly);
    file.write(text);
    return file.fileName();
}

void TestFiles::cidConfIsRead()
{
    const auto conf =
        loadCidConf(write(u"cid.conf"_s,
                          "[cid]\nserver = a, b:99\nserver = [::1]:7\nport = 1234\n"
                          "server_fingerprint = "
                              + QByteArray(64, 'A') + "\nkey = keys/k\ndeadline = 5 min\nexit_codes = slurm\n"));
    QVERIFY2(conf, conf ? "" : qPrintable(conf.error().text));
    const QList<ServerEndpoint> servers{{u"a"_s, 38008}, {u"b"_s, 99}, {u"::1"_s, 7}};
    QCOMPARE(conf->servers, servers);
    QCOMPARE(conf->fingerprints, QList<QByteArray>{QByteArray(64, 'a')});
    QCOMPARE(conf->port, 1234);
    QCOMPARE(conf->key, m_folder.filePath(u"keys/k"_s));
    QCOMPARE(conf->captKey, m_folder.filePath(u"capt_key"_s));
    QCOMPARE(conf->deadline, std::chrono::seconds(300));
    QCOMPARE(conf->exitCodes, u"slurm"_s);
}

void TestFiles::keysHaveNamesAndRights()
{
    const auto conf =
        loadCidConf(write(u"cid.conf"_s,
                          "[operator \"anna\"]\n[operator \"bert\"]\nkey = keys/b\nrights = watch deploy\n"
                          "[scheduler \"slurm\"]\n[operator \"root.2\"]\nrights = all\n"));
    QVERIFY2(conf, conf ? "" : qPrintable(conf.error().text));
    const QList<ClientKeyConf> keys{
        {KeyKind::Operator, u"anna"_s, m_folder.filePath(u"anna.key"_s), Rights::all()},
        {KeyKind::Operator, u"bert"_s, m_folder.filePath(u"keys/b"_s), {Right::Watch, Right::Deploy}},
        {KeyKind::Scheduler,
         u"slurm"_s,
         m_folder.filePath(u"slurm.key"_s),
         {Right::Deploy},
         HoldConf::Yes,
         std::chrono::days(7)},
        {KeyKind::Operator, u"root.2"_s, m_folder.filePath(u"root.2.key"_s), Rights::all()}};
    QCOMPARE(conf->clientKeys, keys);
    QCOMPARE(findClientKey(*conf, u"slurm"_s)->kind, KeyKind::Scheduler);
    QVERIFY(!findClientKey(*conf, u"nobody"_s));
}

void TestFiles::wrongNamesAndRightsOfKeysAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("a name that the history uses itself") << QByteArray("[operator \"cidd\"]\n") << QByteArray(":1:");
    QTest::newRow("the name of the unnamed key") << QByteArray("[scheduler \"operator\"]\n") << QByteArray(":1:");
    QTest::newRow("a name with a blank") << QByteArray("[operator \"an na\"]\n") << QByteArray(":1:");
    QTest::newRow("a name with a slash") << QByteArray("[operator \"../anna\"]\n") << QByteArray(":1:");
    QTest::newRow("a name that is too long")
        << QByteArray("[operator \"" + QByteArray(65, 'a') + "\"]\n") << QByteArray(":1:");
    QTest::newRow("one name for an operator and a scheduler")
        << QByteArray("[operator \"x\"]\n[scheduler \"x\"]\n") << QByteArray(":2:");
    QTest::newRow("a right that there is not")
        << QByteArray("[operator \"x\"]\nrights = watch, fly\n") << QByteArray(":2:");
    QTest::newRow("an operator whose jobs hold") << QByteArray("[operator \"x\"]\nholds = yes\n") << QByteArray(":2:");
    QTest::newRow("a scheduler that wipes") << QByteArray("[scheduler \"x\"]\nrights = wipe\n") << QByteArray(":2:");
    QTest::newRow("a scheduler that may all") << QByteArray("[scheduler \"x\"]\nrights = all\n") << QByteArray(":2:");
}

void TestFiles::wrongNamesAndRightsOfKeysAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    const auto conf = loadCidConf(write(u"cid.conf"_s, text));
    QVERIFY(!conf);
    QVERIFY2(conf.error().text.toUtf8().contains("cid.conf" + place), qPrintable(conf.error().text));
}

void TestFiles::aKeyFileMaySayItsName()
{
    const NamedKey key{u"anna"_s, QByteArray(32, 'k')};
    const QString path = m_folder.filePath(u"anna.key"_s);
    QVERIFY(writeSecretFile(path, formatNamedKey(key), {}));
    QCOMPARE(*readNamedKey(path, {}), key);
    QCOMPARE(*readKeyFile(path, {}), key.secret);
    for (const QByteArray &bad : {QByteArray(key.secret.toHex() + "anna"), QByteArray(key.secret.toHex() + " an na"),
                                  QByteArray(key.secret.toHex() + " ../x"), QByteArray("anna " + key.secret.toHex())}) {
        QFile::remove(path);
        QVERIFY(writeSecretFile(path, bad, {}));
        QVERIFY2(!readNamedKey(path, {}), bad);
    }
}

void TestFiles::nodesInheritFromGroupsAndDefaults()
{
    const auto db = NodeDb::load(write(u"node_db"_s,
                                       "[node-defaults]\nlayout = grub-gpt\narch = x86_64\n"
                                       "[group \"rack1\"]\nnodes = n[1-2]\ndeploy = operator\ndisk = serial:X\n"
                                       "[node \"n[1-3]\"]\n[node \"m1\"]\ngroups = rack1 gpu\ndeploy = never\n"
                                       "[partition \"scratch\"]\nsize = 20G\nkeep = yes\n"));
    QVERIFY2(db, db ? "" : qPrintable(db.error().text));
    QCOMPARE(db->nodes().size(), 4);
    QCOMPARE(db->find(u"n2"_s)->deploy, DeployRule::Operator);
    QCOMPARE(db->find(u"n2"_s)->groups, QStringList{u"rack1"_s});
    QCOMPARE(db->find(u"n3"_s)->deploy, DeployRule::Scheduler);
    QCOMPARE(db->find(u"n3"_s)->layout, u"grub-gpt"_s);
    QCOMPARE(db->find(u"m1"_s)->deploy, DeployRule::Never);
    QCOMPARE(db->find(u"m1"_s)->diskSelector, u"serial:X"_s);
    QCOMPARE(*db->group(u"rack1"_s), (QStringList{u"n1"_s, u"n2"_s, u"m1"_s}));
    QCOMPARE(*expandHostList(u"@gpu,@rack1!n1"_s, db->groups()), (QStringList{u"m1"_s, u"n2"_s}));
    QCOMPARE(db->partitions().first().size, 20 * GiB);
    QVERIFY(db->partitions().first().keep);
}

void TestFiles::longNamesFindTheirNodes_data()
{
    QTest::addColumn<QString>("hosts");
    QTest::addColumn<QString>("nodes");
    QTest::newRow("a long name finds the short one") << u"n1.cluster.edu"_s << u"n1"_s;
    QTest::newRow("both names are one node") << u"n1,n1.cluster,n2"_s << u"n1 n2"_s;
    QTest::newRow("what is taken away may be named at length") << u"n[1-2]!n2.cluster"_s << u"n1"_s;
    QTest::newRow("a pattern of long names") << u"n[1-2].cluster"_s << u"n1 n2"_s;
    QTest::newRow("a node's own long name stays") << u"m1.lab"_s << u"m1.lab"_s;
    QTest::newRow("two nodes could be meant") << u"m1.cluster"_s << u"m1.cluster"_s;
    QTest::newRow("a short name does not find a long one") << u"k1"_s << u"k1"_s;
    QTest::newRow("nobody is meant") << u"x.cluster"_s << u"x.cluster"_s;
}

void TestFiles::longNamesFindTheirNodes()
{
    QFETCH(QString, hosts);
    const auto db =
        NodeDb::load(write(u"node_db"_s, "[node \"n[1-2]\"]\n[node \"m1\"]\n[node \"m1.lab\"]\n[node \"k1.lab\"]\n"));
    QVERIFY2(db, db ? "" : qPrintable(db.error().text));
    const auto names = db->expand(hosts);
    QVERIFY2(names, names ? "" : qPrintable(names.error().text));
    QTEST(names->join(u' '), "nodes");
}

void TestFiles::namesThatAreNoneAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    const QByteArray node = "[node \"n1\"]\n";
    QTest::newRow("a node's group that climbs out") << node + "groups = ../../../../../etc/cid\n" << 2;
    QTest::newRow("a node's group that is an absolute path") << node + "groups = rack1, /etc/cid\n" << 2;
    QTest::newRow("a node's group that is the folder itself") << node + "groups = .\n" << 2;
    QTest::newRow("a group of all nodes") << QByteArray("[node-defaults]\ngroups = ..\n") << 2;
    QTest::newRow("a group's own section") << node + "[group \"../x\"]\nnodes = n1\n" << 2;
    QTest::newRow("a group with a slash") << node + "[group \"a/b\"]\n" << 2;
    QTest::newRow("a partition that is a path") << QByteArray("[partition \"../scratch\"]\nsize = 1G\n") << 1;
    QTest::newRow("a partition with a NUL") << QByteArray("[partition \"a\0b\"]\nsize = 1G\n", 28) << 1;
    QTest::newRow("a partition that begins like an option") << QByteArray("[partition \"-f\"]\nsize = 1G\n") << 1;
    QTest::newRow("a node's image that is a path") << node + "image = ../debian\n" << 2;
    QTest::newRow("a group's image with a slash") << node + "[group \"g\"]\nimage = a/b-1-1\n" << 3;
}

void TestFiles::namesThatAreNoneAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const auto db = NodeDb::load(write(u"node_db"_s, text));
    QVERIFY(!db);
    QVERIFY2(db.error().text.contains(u"node_db:%1:"_s.arg(line)), qPrintable(db.error().text));
}

void TestFiles::addressesAreGivenInOrder()
{
    const auto db = NodeDb::load(write(u"node_db"_s,
                                       "[node \"n[01-16]\"]\nmac = 52:54:00:00:00:[01-10]\n"
                                       "[node \"m\"]\nmac = 52-54-00-AA-BB-CC, 5254.00aa.bbcd\n"));
    QVERIFY2(db, db ? "" : qPrintable(db.error().text));
    QCOMPARE(db->find(u"n10"_s)->macs, QStringList{u"52:54:00:00:00:0a"_s});
    QCOMPARE(db->find(u"n16"_s)->macs, QStringList{u"52:54:00:00:00:10"_s});
    QCOMPARE(db->find(u"m"_s)->macs, (QStringList{u"52:54:00:aa:bb:cc"_s, u"52:54:00:aa:bb:cd"_s}));
    QVERIFY(expandMacs(u"52:54:00:00:00"_s).isEmpty() && !normalisedMac(u"52:54:00:00:00:01\n"_s));
    const QString infiniBand = u"80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:12:34:56"_s;
    QCOMPARE(normalisedMac(infiniBand.toUpper()).value_or(QString()), infiniBand);
    QCOMPARE(expandMacs(infiniBand.chopped(2) + u"[56-57]"_s), QStringList({infiniBand, infiniBand.chopped(1) + u'7'}));
    QVERIFY(!normalisedMac(infiniBand.chopped(3)) && !normalisedMac(infiniBand + u":00"_s));
}

void TestFiles::imagesAreRead()
{
    const auto images =
        loadImageDb(write(u"image_db"_s,
                          "[image \"debian\"]\ncurrent = 12-1\npath = deb\nreuse = never\ndigest = "
                              + QByteArray(64, 'A') + '\n' + "[image \"mac-os\"]\nkind = darwin\nnfs = s:/x\n"
                              + "[image \"own\"]\nagent = image\nnetwork = image\n[image \"bare\"]\nagent = none\n"));
    QVERIFY2(images, images ? "" : qPrintable(images.error().text));
    QCOMPARE(images->at(0).current, u"12-1"_s);
    QCOMPARE(images->at(0).reuse, ReusePolicy::Never);
    QCOMPARE(images->at(0).currentDigest, QByteArray(32, '\xaa'));
    QVERIFY(images->at(1).currentDigest.isEmpty());
    QCOMPARE(images->at(1).kind, ImageKind::Darwin);
    QCOMPARE(images->at(1).location, u"nfs:s:/x"_s);
    QCOMPARE(images->at(0).agent, AgentSource::Blancmange);
    QCOMPARE(images->at(1).agent, AgentSource::Image); // A Mac is started by nothing that notP writes.
    QCOMPARE(images->at(2).agent, AgentSource::Image);
    QCOMPARE(images->at(3).agent, AgentSource::None);
    QCOMPARE(images->at(0).network, NetworkSource::NodeDb);
    QCOMPARE(images->at(1).network, NetworkSource::Image);
    QCOMPARE(images->at(2).network, NetworkSource::Image);
}

void TestFiles::mistakesAreNamed_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("an unknown key") << u"cid.conf"_s << QByteArray("[cid]\nprot = 1\n")
                                    << u":2:1: found the key \"prot\"; did you mean \"port\"?"_s;
    QTest::newRow("an unknown section") << u"node_db"_s << QByteArray("[nodes \"a\"]\n")
                                        << u":1:1: found the section [nodes]; did you mean \"node\"?"_s;
    QTest::newRow("a section without its name") << u"node_db"_s << QByteArray("[node]\n") << u":1:1: expected a name"_s;
    QTest::newRow("a number out of range") << u"cid.conf"_s << QByteArray("[cid]\n port = 70000\n")
                                           << u":2:9: found \"70000\", expected a number from 1 to 65535"_s;
    QTest::newRow("a wrong choice") << u"node_db"_s << QByteArray("[node \"a\"]\nlayout = grub-mdos\n")
                                    << u":2:10: found \"grub-mdos\", did you mean \"grub-msdos\"?"_s;
    QTest::newRow("an agent of nobody's") << u"image_db"_s << QByteArray("[image \"a\"]\nagent = server\n")
                                          << u":2:9: found \"server\", expected one of image, blancmange, none"_s;
    QTest::newRow("an agent for a Mac") << u"image_db"_s
                                        << QByteArray("[image \"a\"]\nkind = darwin\nagent = blancmange\n")
                                        << u":3:9: found blancmange with kind = darwin, expected image or none"_s;
    QTest::newRow("a network for a Mac") << u"image_db"_s
                                         << QByteArray("[image \"a\"]\nkind = darwin\nnetwork = node_db\n")
                                         << u":3:11: found node_db with kind = darwin, expected image"_s;
    QTest::newRow("a wrong time") << u"cid.conf"_s << QByteArray("[cid]\ndeadline = soon\n")
                                  << u":2:12: found \"soon\", expected a time"_s;
    QTest::newRow("a key twice") << u"cid.conf"_s << QByteArray("[cid]\nport = 1\nport = 2\n")
                                 << u":3:1: found the key \"port\" twice"_s;
    QTest::newRow("a section twice") << u"image_db"_s << QByteArray("[image \"a\"]\n[image \"a\"]\n")
                                     << u":2:1: found this section again"_s;
    QTest::newRow("a node twice") << u"node_db"_s << QByteArray("[node \"n[1-3]\"]\n[node \"n2\"]\n")
                                  << u":2:1: found the node n2 again"_s;
    QTest::newRow("an address twice") << u"node_db"_s << QByteArray("[node \"a\"]\nmac = 1:2:3:4:5:6\n")
                                      << u":2:7: found \"1:2:3:4:5:6\", expected a hardware address"_s;
    QTest::newRow("addresses that do not suffice")
        << u"node_db"_s << QByteArray("[node \"n[1-3]\"]\nmac = 52:54:00:00:00:[01-02]\n")
        << u":2:7: found 2 hardware addresses for 3 nodes"_s;
    QTest::newRow("an address of two nodes")
        << u"node_db"_s << QByteArray("[node \"a\"]\nmac = 52:54:00:00:00:01\n[node \"b\"]\nmac = 52:54:00:00:00:01\n")
        << u":4:7: found the hardware address 52:54:00:00:00:01 again"_s;
    QTest::newRow("a bad host list") << u"node_db"_s << QByteArray("[node \"n[1-\"]\n")
                                     << u":1:1: host list, column 2"_s;
    QTest::newRow("a bad version") << u"image_db"_s << QByteArray("[image \"a\"]\ncurrent = 12\n")
                                   << u":2:11: found \"12\", expected <version>-<subversion>"_s;
    QTest::newRow("a digest that is none")
        << u"image_db"_s << QByteArray("[image \"a\"]\ncurrent = 1-1\ndigest = abc\n")
        << u":3:10: found \"abc\", expected 64 hexadecimal digits"_s;
    QTest::newRow("a digest that is empty")
        << u"image_db"_s << QByteArray("[image \"a\"]\ncurrent = 1-1\ndigest = \n") << u":3:"_s;
    QTest::newRow("a digest of no image in particular")
        << u"image_db"_s << "[image \"a\"]\ndigest = " + QByteArray(64, 'a') + '\n'
        << u":2:10: found a digest without current"_s;
    QTest::newRow("a bad fingerprint") << u"cid.conf"_s << QByteArray("[cid]\nserver_fingerprint = abc\n")
                                       << u":2:22: found \"abc\", expected 64"_s;
    QTest::newRow("a bad server") << u"cid.conf"_s << QByteArray("[cid]\nserver = a:0\n")
                                  << u":2:10: found \"a:0\", expected host"_s;
}

void TestFiles::mistakesAreNamed()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const QString path = write(file, text);
    Error error;
    if (file == u"cid.conf")
        error = loadCidConf(path).error();
    else if (file == u"node_db")
        error = NodeDb::load(path).error();
    else
        error = loadImageDb(path).error();
    QVERIFY2(error.text.startsWith(path + expected), qPrintable(error.text));
}

void TestFiles::adoptedMachinesAreWritten()
{
    const QString path = write(u"node_db"_s, "# ours\n[node \"n1\"]\nlayout = grub-gpt\n[node \"m[1-2]\"]\n");
    const Status status =
        NodeDb::adopt(path, {{u"n1"_s, {u"52:54:00:00:00:01"_s}}, {u"n2"_s, {u"52:54:00:00:00:02"_s}}});
    QVERIFY2(status, status ? "" : qPrintable(status.error().text));
    const auto db = NodeDb::load(path);
    QCOMPARE(db->find(u"n1"_s)->macs, QStringList{u"52:54:00:00:00:01"_s});
    QCOMPARE(db->find(u"n1"_s)->layout, u"grub-gpt"_s);
    QCOMPARE(db->find(u"n2"_s)->macs, QStringList{u"52:54:00:00:00:02"_s});
    QCOMPARE(NodeDb::adopt(path, {{u"m1"_s, {u"52:54:00:00:00:03"_s}}}).error().code, QByteArray("node-db.pattern"));
    QVERIFY(!NodeDb::adopt(path, {{u"n3"_s, {u"52:54:00:00:00:01"_s}}}));
    QVERIFY(!NodeDb::load(path)->find(u"n3"_s));
}

void TestFiles::keyFilesAreStrict_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("group");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("code");
    const QByteArray good(64, 'a');
    QTest::newRow("0400") << 0400 << QString() << good << QByteArray();
    QTest::newRow("0400 with a line end") << 0400 << QString() << QByteArray(good + '\n') << QByteArray();
    QTest::newRow("0440 without a group") << 0440 << QString() << good << QByteArray("key.unsafe");
    QTest::newRow("0440 of a group that is not there")
        << 0440 << u"no-such-group"_s << good << QByteArray("key.unsafe");
    QTest::newRow("0600") << 0600 << QString() << good << QByteArray("key.unsafe");
    QTest::newRow("0644") << 0644 << QString() << good << QByteArray("key.unsafe");
    QTest::newRow("0404") << 0404 << QString() << good << QByteArray("key.unsafe");
    QTest::newRow("too short") << 0400 << QString() << good.left(62) << QByteArray("key.bad");
    QTest::newRow("no digits") << 0400 << QString() << QByteArray(64, 'x') << QByteArray("key.bad");
}

void TestFiles::keyFilesAreStrict()
{
    QFETCH(int, mode);
    QFETCH(QString, group);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, code);
    const QString path = m_folder.filePath(u"key"_s);
    QFile::remove(path);
    write(u"key"_s, content);
    QCOMPARE(::chmod(qPrintable(path), static_cast<mode_t>(mode)), 0);
    const auto key = readKeyFile(path, group);
    QCOMPARE(key ? QByteArray() : key.error().code, code);
    const QString link = m_folder.filePath(u"link"_s);
    QFile::link(path, link);
    QVERIFY(!readKeyFile(link, group));
}

void TestFiles::keysAreNeverOverwritten()
{
    const QString path = m_folder.filePath(u"new"_s);
    QVERIFY(writeSecretFile(path, QByteArray(64, 'b'), {}));
    QCOMPARE(readKeyFile(path, {})->size(), 32);
    QCOMPARE(writeSecretFile(path, "x", {}).error().code, QByteArray("key.exists"));
    QCOMPARE(readKeyFile(path, {})->size(), 32);
    QVERIFY(!writeSecretFile(m_folder.filePath(u"other"_s), "x", u"no-such-group"_s));
    QVERIFY(!QFile::exists(m_folder.filePath(u"other"_s)));
}

void TestFiles::nodeKeysComeBack()
{
    const NodeKey key{u"n1"_s, 3, QByteArray(32, '\x81')};
    QCOMPARE(*parseNodeKey(formatNodeKey(key)), key);
    for (const QByteArray &bad :
         {QByteArray(), QByteArray("node n1\nepoch 1\n"), QByteArray("node n1\nepoch 0\nsecret ") + QByteArray(64, 'a'),
          QByteArray(formatNodeKey(key) + "more 1\n")}) {
        QVERIFY(!parseNodeKey(bad));
    }
}

QTEST_GUILESS_MAIN(TestFiles)
#include "files_test.moc"
