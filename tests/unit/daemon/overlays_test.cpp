// SPDX-License-Identifier: GPL-3.0-or-later
// What configuration names stays below the folder that it is meant for: overlays, and the folders of images.
#include "daemon/net/beneath.h"
#include "daemon/net/image_library.h"
#include "daemon/net/overlays.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestOverlays : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void filesComeInTheOrderOfTheirSources();
    void secretFilesComeLastAndToWhoMayHaveThem();
    void whatIsSecretForOthersIsNothingWithheld();
    void noLinkLeadsIntoOrOutOfWhatIsSecret_data();
    void noLinkLeadsIntoOrOutOfWhatIsSecret();
    void aLinkThatLeadsOutIsRefused_data();
    void aLinkThatLeadsOutIsRefused();
    void aLinkThatStaysInsideIsFollowed();
    void aLinkedFileIsLeftOut();
    void pathsAreResolvedBeforeTheyAreJudged_data();
    void pathsAreResolvedBeforeTheyAreJudged();
    void imagesLieBelowImageDirOrANamedRoot();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    void write(const QString &name, const QByteArray &text) const;
    [[nodiscard]] Result<QList<OverlayFile>> collect(Secrets secrets = Secrets::Given) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    mutable bool m_hasWithheld = false; ///< by the last collect()
};

void TestOverlays::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write(u"etc/identity.pem"_s, "secret");
    write(u"overlays/node/n1/etc/motd"_s, "node");
    write(u"overlays/group/rack1/etc/motd"_s, "group");
    write(u"overlays/image/debian/etc/issue"_s, "image");
}

void TestOverlays::write(const QString &name, const QByteArray &text) const
{
    QVERIFY(QDir(m_folder->path()).mkpath(QFileInfo(name).path()));
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
}

Result<QList<OverlayFile>> TestOverlays::collect(Secrets secrets) const
{
    NodeDefinition node;
    node.name = u"n1"_s;
    node.groups = {u"rack1"_s};
    const auto overlays = collectOverlays(path(u"overlays"_s), node, {u"debian"_s, u"12"_s, u"1"_s}, secrets);
    if (!overlays)
        return fail(overlays.error());
    m_hasWithheld = overlays->hasWithheld;
    return overlays->files;
}

void TestOverlays::filesComeInTheOrderOfTheirSources()
{
    const auto files = collect();
    QVERIFY2(files, files ? "" : qPrintable(files.error().text));
    QCOMPARE(files->size(), 3);
    QCOMPARE(files->at(0).content, "image");
    QCOMPARE(files->at(1).content, "group");
    QCOMPARE(files->at(2).content, "node");
}

void TestOverlays::secretFilesComeLastAndToWhoMayHaveThem()
{
    write(u"overlays/secret/image/debian/etc/munge.key"_s, "image's");
    write(u"overlays/secret/node/n1/etc/keytab.in"_s, "@NODE@'s");
    const auto given = collect();
    QVERIFY2(given, given ? "" : qPrintable(given.error().text));
    QCOMPARE(given->size(), 5);
    QCOMPARE(given->at(3).content, "image's");
    QCOMPARE(given->at(4).path, "etc/keytab");
    QCOMPARE(given->at(4).content, "n1's");
    QVERIFY(!m_hasWithheld);
    const auto others = collect(Secrets::Withheld);
    QVERIFY2(others, others ? "" : qPrintable(others.error().text));
    QCOMPARE(*others, given->first(3));
    QVERIFY(m_hasWithheld);
}

void TestOverlays::whatIsSecretForOthersIsNothingWithheld()
{
    write(u"overlays/secret/node/n2/etc/keytab"_s, "of n2");
    QVERIFY(collect(Secrets::Withheld));
    QVERIFY(!m_hasWithheld);
}

void TestOverlays::noLinkLeadsIntoOrOutOfWhatIsSecret_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("target");
    QTest::newRow("a public group that is a secret one") << u"overlays/group/rack1"_s << u"../secret/group/rack1"_s;
    QTest::newRow("a public group that is all that is secret") << u"overlays/group/rack1"_s << u"../secret"_s;
    QTest::newRow("a public group that is everything") << u"overlays/group/rack1"_s << u"../../overlays"_s;
    QTest::newRow("a secret group that is a public one") << u"overlays/secret/group/rack1"_s << u"../../group/rack1"_s;
    QTest::newRow("a secret group that lies elsewhere") << u"overlays/secret/group/rack1"_s << u"../../../etc"_s;
    QTest::newRow("a folder secret that lies elsewhere") << u"overlays/secret"_s << u"../etc"_s;
}

void TestOverlays::noLinkLeadsIntoOrOutOfWhatIsSecret()
{
    QFETCH(QString, link);
    QFETCH(QString, target);
    write(u"overlays/secret/group/rack1/etc/munge.key"_s, "secret");
    QVERIFY(QDir(path(link)).removeRecursively());
    QVERIFY(QFile::link(target, path(link)));
    const auto files = collect();
    QVERIFY(!files);
    QCOMPARE(files.error().code, QByteArray("path.outside"));
}

void TestOverlays::aLinkThatLeadsOutIsRefused_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("target");
    QTest::newRow("a group's folder, absolute") << u"overlays/group/rack1"_s << u"/etc"_s;
    QTest::newRow("a group's folder, relative") << u"overlays/group/rack1"_s << u"../../etc"_s;
    QTest::newRow("the folder of all groups") << u"overlays/group"_s << u"../etc"_s;
    QTest::newRow("a folder whose name begins alike") << u"overlays/group/rack1"_s << u"../../overlays2"_s;
}

void TestOverlays::aLinkThatLeadsOutIsRefused()
{
    QFETCH(QString, link);
    QFETCH(QString, target);
    write(u"overlays2/x"_s, "beside");
    write(u"etc/rack1/x"_s, "beside");
    QVERIFY(QDir(path(link)).removeRecursively());
    QVERIFY(QFile::link(target, path(link)));
    const auto files = collect();
    QVERIFY(!files);
    QCOMPARE(files.error().code, QByteArray("path.outside"));
}

void TestOverlays::aLinkThatStaysInsideIsFollowed()
{
    write(u"overlays/group/common/etc/motd"_s, "common");
    QVERIFY(QDir(path(u"overlays/group/rack1"_s)).removeRecursively());
    QVERIFY(QFile::link(u"common"_s, path(u"overlays/group/rack1"_s)));
    const auto files = collect();
    QVERIFY2(files, files ? "" : qPrintable(files.error().text));
    QCOMPARE(files->at(1).content, "common");
}

void TestOverlays::aLinkedFileIsLeftOut()
{
    QVERIFY(QFile::link(path(u"etc/identity.pem"_s), path(u"overlays/node/n1/etc/pem"_s)));
    QVERIFY(QFile::link(path(u"etc"_s), path(u"overlays/node/n1/linked"_s)));
    const auto files = collect();
    QVERIFY2(files, files ? "" : qPrintable(files.error().text));
    QCOMPARE(files->size(), 3);
}

void TestOverlays::pathsAreResolvedBeforeTheyAreJudged_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("result");
    QTest::newRow("the root itself") << u"overlays"_s << u"overlays"_s;
    QTest::newRow("a folder below it") << u"overlays/group"_s << u"overlays/group"_s;
    QTest::newRow("up and down again") << u"overlays/group/../node"_s << u"overlays/node"_s;
    QTest::newRow("what is not there yet") << u"overlays/new/er"_s << u"overlays/new/er"_s;
    QTest::newRow("up and out") << u"overlays/../etc"_s << QString();
    QTest::newRow("through a link and up") << u"overlays/link/../identity.pem"_s << u"overlays/identity.pem"_s;
    QTest::newRow("through a link") << u"overlays/link/identity.pem"_s << QString();
    QTest::newRow("what is not there behind a link") << u"overlays/link/new"_s << QString();
    QTest::newRow("a link that leads nowhere") << u"overlays/broken"_s << QString();
    QTest::newRow("a link in a circle") << u"overlays/circle"_s << QString();
    QTest::newRow("a NUL") << QString(u"overlays/a"_s + QChar::Null + u"b"_s) << QString();
}

void TestOverlays::pathsAreResolvedBeforeTheyAreJudged()
{
    QFETCH(QString, name);
    QFETCH(QString, result);
    QVERIFY(QFile::link(path(u"etc"_s), path(u"overlays/link"_s)));
    QVERIFY(QFile::link(u"/nowhere/at/all"_s, path(u"overlays/broken"_s)));
    QVERIFY(QFile::link(u"circle"_s, path(u"overlays/circle"_s)));
    const auto real = resolveBeneath(path(name), {path(u"overlays"_s)}, u"remedy"_s);
    QCOMPARE(real.value_or(QString()),
             result.isEmpty() ? QString() : QFileInfo(m_folder->path()).canonicalFilePath() + u'/' + result);
}

void TestOverlays::imagesLieBelowImageDirOrANamedRoot()
{
    QVERIFY(QDir(m_folder->path()).mkpath(u"images/deb"_s));
    QVERIFY(QDir(m_folder->path()).mkpath(u"more/deb"_s));
    QVERIFY(QFile::link(path(u"etc"_s), path(u"images/linked"_s)));
    const auto definition = [](const QString &name, const QString &location) {
        ImageDefinition image;
        image.name = name;
        image.location = location;
        return image;
    };
    const ImageLibrary library = ImageLibrary::scan(
        {{definition(u"in"_s, u"deb"_s), definition(u"root"_s, path(u"more/deb"_s)), definition(u"out"_s, u"../etc"_s),
          definition(u"abs"_s, path(u"etc"_s)), definition(u"link"_s, u"linked"_s)},
         path(u"images"_s),
         {},
         {path(u"more"_s)}},
        {});
    QVERIFY(library.folderOf(u"in"_s) && library.folderOf(u"root"_s));
    for (const QString &name : {u"out"_s, u"abs"_s, u"link"_s})
        QCOMPARE(library.folderOf(name).error().code, QByteArray("path.outside"));
    QCOMPARE(library.problems().size(), 3);
    QVERIFY2(library.problems().join(u' ').contains(u"image_roots"_s), qPrintable(library.problems().join(u' ')));
}

QTEST_GUILESS_MAIN(TestOverlays)
#include "overlays_test.moc"
