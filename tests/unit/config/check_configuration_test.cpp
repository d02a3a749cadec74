// SPDX-License-Identifier: GPL-3.0-or-later
// What "cidctl config check" finds in cid.conf, node_db and image_db.
#include "common/config/check_configuration.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestCheckConfiguration : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allMistakesAreReported();
    void everyValueIsLookedInto();
    void whatDoesNotFitTogetherIsNamed_data();
    void whatDoesNotFitTogetherIsNamed();

private:
    QString write(const QString &name, const QByteArray &text);

    QTemporaryDir m_folder;
};

QString TestCheckConfiguration::write(const QString &name, const QByteArray &text)
{
    QFile file(m_folder.filePath(name));
    file.open(QIODevice::WriteOnly);
    file.write(text);
    return file.fileName();
}

void TestCheckConfiguration::allMistakesAreReported()
{
    const QString path = write(u"cid.conf"_s, "[cid]\nport = 1\n");
    write(u"node_db"_s, "[node \"a\"]\nlayuot = x\nmca = y\n");
    write(u"image_db"_s, "[image \"a\"]\ncurrent = z\n");
    QCOMPARE(checkConfiguration(path).size(), 3);
    write(u"node_db"_s, "[node \"a\"]\n");
    write(u"image_db"_s, "[image \"a\"]\n");
    QVERIFY(checkConfiguration(path).isEmpty());
}

// Readers stop at the first mistake; who checks wants all of them at once, and none twice.
void TestCheckConfiguration::everyValueIsLookedInto()
{
    const QString path =
        write(u"cid.conf"_s,
              "[cid]\nserver = a:0\nimage_keys = abc\nserver_fingerprint = def\nprot = 1\n"
              "image_roots = /\n[operator \"cidd\"]\nrights = all\n[scheduler \"x\"]\nrights = wipe\n");
    const QString nodes = write(u"node_db"_s,
                                "[node \"n[1-\"]\nmac = 52:54:00:00:00:01\n[node \"a\"]\nmac = 1:2:3\n"
                                "image = ../x\n[node \"b\"]\n[node \"b\"]\n[group \"../g\"]\n");
    const QString images = write(u"image_db"_s,
                                 "[image \"a\"]\ncurrent = z\npath = x\nnfs = y:/z\n[image \"b/c\"]\nkeep = many\n"
                                 "[image \"d\"]\ncurrent = 12\n");
    QStringList places;
    for (const Error &mistake : checkConfiguration(path))
        places.append(QFileInfo(mistake.arguments[u"file"_s]).fileName() + u':' + mistake.arguments[u"line"_s]);
    const QStringList expected{u"cid.conf:2"_s, u"cid.conf:3"_s,  u"cid.conf:4"_s, u"cid.conf:5"_s, u"cid.conf:6"_s,
                               u"cid.conf:7"_s, u"cid.conf:10"_s, u"node_db:1"_s,  u"node_db:4"_s,  u"node_db:5"_s,
                               u"node_db:7"_s,  u"node_db:8"_s,   u"image_db:1"_s, u"image_db:2"_s, u"image_db:5"_s,
                               u"image_db:6"_s, u"image_db:8"_s};
    QCOMPARE(places, expected);
}

void TestCheckConfiguration::whatDoesNotFitTogetherIsNamed_data()
{
    QTest::addColumn<QByteArray>("conf");
    QTest::addColumn<QByteArray>("nodes");
    QTest::addColumn<QByteArray>("images");
    QTest::addColumn<QString>("expected"); ///< empty: nothing is wrong
    const QByteArray image = "[image \"debian\"]\n";
    const auto row = [&image](const char *name, const QByteArray &conf, const QByteArray &nodes,
                              const QString &expected, const QByteArray &more = {}) {
        QTest::newRow(name) << "[cid]\n" + conf << nodes << image + more << expected;
    };
    row("all of it fits", "", "[node \"a\"]\nimage = debian-12-1\n[group \"g\"]\nimage = debian\n", {});
    row("a node's image that there is not", "", "[node \"a\"]\nimage = debyan\n",
        u"node_db:2:9: found \"debyan\", which image_db does not have; did you mean \"debian\"?"_s);
    row("the default image that there is not", "", "[node-defaults]\nimage = suse-1-1\n", u"node_db:2:9: found"_s);
    row("a signature that nobody can give", "", "", u"image_db:2:21: found yes, and cid.conf has no image_keys"_s,
        "require_signature = yes\n");
    row("signatures that nobody can give", "require_signature = yes\n", "",
        u"cid.conf:2:21: found yes without image_keys"_s);
    row("a signature that somebody can give", "image_keys = " + QByteArray(64, 'a') + '\n', "", {},
        "require_signature = yes\n");
    row("one port for two", "port = 4500\nhttp_port = 4500\n", "", u"cid.conf:3:13: found 4500 for both"_s);
    row("one key for operators and schedulers", "capt_key = k\noperator_key = k\n", "",
        u"cid.conf:2:12: found the key file of operator_key"_s);
    row("one key for two names", "[operator \"anna\"]\nkey = k\n[scheduler \"slurm\"]\nkey = k\n", "",
        u"cid.conf:5:7: found the key file of anna again"_s);
}

void TestCheckConfiguration::whatDoesNotFitTogetherIsNamed()
{
    QFETCH(QByteArray, conf);
    QFETCH(QByteArray, nodes);
    QFETCH(QByteArray, images);
    QFETCH(QString, expected);
    const QString path = write(u"cid.conf"_s, conf);
    write(u"node_db"_s, nodes);
    write(u"image_db"_s, images);
    const QList<Error> mistakes = checkConfiguration(path);
    QCOMPARE(mistakes.size(), expected.isEmpty() ? 0 : 1);
    if (!expected.isEmpty())
        QVERIFY2(mistakes[0].text.contains(expected), qPrintable(mistakes[0].text));
}

QTEST_GUILESS_MAIN(TestCheckConfiguration)
#include "check_configuration_test.moc"
