// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/file_system.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace cid;

namespace {

void link(const QString &target, const QString &path)
{
    QCOMPARE(::symlink(QFile::encodeName(target).constData(), QFile::encodeName(path).constData()), 0);
}

} // namespace

class FilesTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    LocalFileSystem m_local;
    FileSystem &m_files = m_local;

    [[nodiscard]] QString at(const QString &path) const { return m_folder->path() + u'/' + path; }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aFileIsReplacedWithItsMode()
    {
        QVERIFY(m_files.replace(at(u"a"_s), "one", 0600));
        QVERIFY(m_files.replace(at(u"a"_s), "two", 0640));
        QCOMPARE(m_files.read(at(u"a"_s)).value_or("?"), "two");
        QCOMPARE(m_files.facts(at(u"a"_s))->mode, 0640U);
        QCOMPARE(m_files.list(m_folder->path()).value_or(QStringList()), QStringList{u"a"_s});
    }

    void aFailedReplacementLeavesNothing()
    {
        QVERIFY(m_files.makeFolder(at(u"a/b"_s)));
        QVERIFY(!m_files.replace(at(u"a"_s), "content"));
        QCOMPARE(m_files.list(m_folder->path()).value_or(QStringList()), QStringList{u"a"_s});
    }

    void errorsHaveTheirKinds()
    {
        QCOMPARE(m_files.read(at(u"none"_s)).error().code, "file.not-found");
        QCOMPARE(m_files.list(at(u"none"_s)).error().kind, ErrorKind::NotFound);
        QVERIFY(m_files.replace(at(u"a"_s), "12345"));
        QCOMPARE(m_files.read(at(u"a"_s), 4).error().code, "file.too-large");
        QCOMPARE(m_files.overwrite(at(u"a"_s), 3, "xyz").error().code, "file.outside");
        QCOMPARE(m_files.read(at(u"a"_s)).value_or("?"), "12345");
        QVERIFY(m_files.remove(at(u"none"_s)));
        QVERIFY(m_files.removeTree(at(u"none"_s)));
    }

    void bytesAreOverwrittenInPlace()
    {
        QVERIFY(m_files.replace(at(u"a"_s), "0123456789"));
        struct stat before = {};
        struct stat after = {};
        QCOMPARE(::stat(QFile::encodeName(at(u"a"_s)).constData(), &before), 0);
        QVERIFY(m_files.overwrite(at(u"a"_s), 4, "xyz"));
        QCOMPARE(::stat(QFile::encodeName(at(u"a"_s)).constData(), &after), 0);
        QCOMPARE(before.st_ino, after.st_ino);
        QCOMPARE(m_files.read(at(u"a"_s)).value_or("?"), "0123xyz789");
        QCOMPARE(m_files.readAt(at(u"a"_s), 3, 4).value_or("?"), "3xyz");
        QCOMPARE(m_files.readAt(at(u"a"_s), 8, 10).value_or("?"), "89");
    }

    void aTreeIsRemovedWithoutFollowingLinks()
    {
        QVERIFY(m_files.makeFolder(at(u"outside"_s)));
        QVERIFY(m_files.replace(at(u"outside/precious"_s), "x"));
        QVERIFY(m_files.makeFolder(at(u"tree/deep/deeper"_s)));
        QVERIFY(m_files.replace(at(u"tree/deep/f"_s), "x"));
        // No letters in any alphabet that Qt knows.
        const QByteArray latin = QFile::encodeName(at(u"tree/deep/latin"_s)) + '\xe9';
        QCOMPARE(::mkdir(latin.constData(), 0700), 0);
        link(at(u"outside"_s), at(u"tree/link"_s));
        QCOMPARE(::chmod(QFile::encodeName(at(u"tree/deep"_s)).constData(), 0), 0);
        QVERIFY(m_files.removeTree(at(u"tree"_s)));
        QVERIFY(!QFile::exists(at(u"tree"_s)));
        QVERIFY(QFile::exists(at(u"outside/precious"_s)));
        link(at(u"outside"_s), at(u"link"_s));
        QVERIFY(m_files.removeTree(at(u"link"_s)));
        QVERIFY(QFile::exists(at(u"outside/precious"_s)));
    }

    void linksInAForeignRootStayInside_data()
    {
        QTest::addColumn<QString>("linkPath");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("arrives");
        QTest::newRow("absolute folder link") << u"etc"_s << u"/real"_s << QByteArray("etc/f") << u"real/f"_s;
        QTest::newRow("link upwards") << u"etc"_s << u"../../../real"_s << QByteArray("etc/f") << u"real/f"_s;
        QTest::newRow("link at the end") << u"f"_s << u"/../outside"_s << QByteArray("f") << u"f"_s;
        QTest::newRow("missing folders") << u"x"_s << u"y"_s << QByteArray("a/b/c/f") << u"a/b/c/f"_s;
    }

    void linksInAForeignRootStayInside()
    {
        QFETCH(QString, linkPath);
        QFETCH(QString, target);
        QFETCH(QByteArray, path);
        QFETCH(QString, arrives);
        QVERIFY(m_files.makeFolder(at(u"root/real"_s)));
        QVERIFY(m_files.replace(at(u"outside"_s), "untouched"));
        link(target, at(u"root/"_s + linkPath));
        QVERIFY(m_files.replaceInRoot({at(u"root"_s), path, "content", 0400}));
        QCOMPARE(m_files.read(at(u"root/"_s + arrives)).value_or("?"), "content");
        QCOMPARE(m_files.facts(at(u"root/"_s + arrives))->mode, 0400U);
        QCOMPARE(m_files.facts(at(u"root/"_s + arrives))->type, FileFacts::Type::File);
        QCOMPARE(m_files.readInRoot(at(u"root"_s), path).value_or("?"), "content");
        QCOMPARE(m_files.read(at(u"outside"_s)).value_or("?"), "untouched");
    }

    void badPathsInARootAreRefused_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path : {"../x", "/etc/x", "a/../x", "", "a//b", "./a", "a/"})
            QTest::newRow(path) << QByteArray(path);
    }

    void badPathsInARootAreRefused()
    {
        QFETCH(QByteArray, path);
        QVERIFY(m_files.makeFolder(at(u"root"_s)));
        QCOMPARE(m_files.replaceInRoot({at(u"root"_s), path, "x", 0644}).error().code, "file.bad-path");
    }

    void aDanglingFolderLinkIsAnError()
    {
        QVERIFY(m_files.makeFolder(at(u"root"_s)));
        link(u"/nowhere"_s, at(u"root/etc"_s));
        QVERIFY(!m_files.replaceInRoot({at(u"root"_s), "etc/f", "x", 0644}));
    }

    void aLinkInARootIsMadeAndRead()
    {
        QVERIFY(m_files.makeFolder(at(u"root/real"_s)));
        link(u"/real"_s, at(u"root/etc"_s));
        QVERIFY(m_files.replace(at(u"outside"_s), "untouched"));
        QVERIFY(m_files.replace(at(u"root/real/f"_s), "x"));
        for (const char *path : {"etc/l", "etc/l", "etc/f", "a/b/l"}) {
            QVERIFY2(m_files.linkInRoot({at(u"root"_s), path, "/../outside"}), path);
            QCOMPARE(m_files.linkTargetInRoot(at(u"root"_s), path).value_or("?"), "/../outside");
        }
        QCOMPARE(m_files.list(at(u"root/real"_s)).value_or(QStringList()), (QStringList{u"f"_s, u"l"_s}));
        QCOMPARE(m_files.read(at(u"outside"_s)).value_or("?"), "untouched");
        QCOMPARE(m_files.linkTargetInRoot(at(u"root"_s), "real").error().code, "file.no-link");
        QCOMPARE(m_files.linkTargetInRoot(at(u"root"_s), "none").error().code, "file.not-found");
        QCOMPARE(m_files.linkInRoot({at(u"root"_s), "../l", "x"}).error().code, "file.bad-path");
    }

    void whereAPathInARootLeadsIsKnown()
    {
        QVERIFY(m_files.makeFolder(at(u"root/usr/lib"_s)));
        QVERIFY(m_files.makeFolder(at(u"root/sbin"_s)));
        QVERIFY(m_files.replace(at(u"root/usr/lib/systemd"_s), "x"));
        QVERIFY(m_files.replace(at(u"outside"_s), "x"));
        link(u"usr/lib"_s, at(u"root/lib"_s));
        link(u"/lib/systemd"_s, at(u"root/sbin/init"_s));
        link(u"../../../outside"_s, at(u"root/sbin/out"_s));
        link(u"loop"_s, at(u"root/loop"_s));
        const auto leads = [this](const char *path) { return m_files.resolveInRoot(at(u"root"_s), path); };
        QCOMPARE(leads("sbin/init").value_or("?"), "usr/lib/systemd");
        QCOMPARE(leads("lib").value_or("?"), "usr/lib");
        QCOMPARE(leads("sbin/out").error().code, "file.not-found");
        QCOMPARE(leads("loop").error().code, "file.open");
        QCOMPARE(leads("../outside").error().code, "file.bad-path");
    }

    void aFifoIsNotRead()
    {
        QCOMPARE(::mkfifo(QFile::encodeName(at(u"fifo"_s)).constData(), 0600), 0);
        QCOMPARE(m_files.readInRoot(m_folder->path(), "fifo").error().code, "file.not-regular");
    }

    void aFileOfARootIsRemoved()
    {
        QVERIFY(m_files.makeFolder(at(u"root/real"_s)));
        QVERIFY(m_files.replace(at(u"outside"_s), "x"));
        QVERIFY(m_files.replace(at(u"root/real/f"_s), "x"));
        link(u"/real"_s, at(u"root/etc"_s));
        link(u"../../outside"_s, at(u"root/real/l"_s));
        QVERIFY(m_files.removeInRoot(at(u"root"_s), "etc/f"));
        QVERIFY(m_files.removeInRoot(at(u"root"_s), "etc/l"));
        QVERIFY(m_files.removeInRoot(at(u"root"_s), "etc/none"));
        QVERIFY(m_files.removeInRoot(at(u"root"_s), "no/such/f"));
        QCOMPARE(m_files.list(at(u"root/real"_s)).value_or(QStringList{u"?"_s}), QStringList());
        QVERIFY(QFile::exists(at(u"outside"_s)));
        QCOMPARE(m_files.removeInRoot(at(u"root"_s), "../outside").error().code, "file.bad-path");
    }

    void aFileOfARootIsMoved()
    {
        QVERIFY(m_files.makeFolder(at(u"root/real"_s)));
        QVERIFY(m_files.replace(at(u"outside"_s), "untouched"));
        QVERIFY(m_files.replace(at(u"root/real/f"_s), "x", 0640));
        link(u"/real"_s, at(u"root/etc"_s));
        link(u"../../outside"_s, at(u"root/real/l"_s));
        QVERIFY(m_files.moveInRoot(at(u"root"_s), "etc/f", "aside/etc/f"));
        QVERIFY(m_files.moveInRoot(at(u"root"_s), "etc/l", "aside/etc/l"));
        QCOMPARE(m_files.read(at(u"root/aside/etc/f"_s)).value_or("?"), "x");
        QCOMPARE(m_files.facts(at(u"root/aside/etc/f"_s))->mode, 0640U);
        QCOMPARE(m_files.linkTargetInRoot(at(u"root"_s), "aside/etc/l").value_or("?"), "../../outside");
        QCOMPARE(m_files.list(at(u"root/real"_s)).value_or(QStringList{u"?"_s}), QStringList());
        QCOMPARE(m_files.read(at(u"outside"_s)).value_or("?"), "untouched");
        QCOMPARE(m_files.moveInRoot(at(u"root"_s), "etc/f", "f").error().code, "file.not-found");
        QCOMPARE(m_files.moveInRoot(at(u"root"_s), "../outside", "f").error().code, "file.bad-path");
        QCOMPARE(m_files.moveInRoot(at(u"root"_s), "aside/etc/f", "../f").error().code, "file.bad-path");
    }

    void theFoldersOfARootAreListed()
    {
        QVERIFY(m_files.makeFolder(at(u"root/d/b"_s)));
        QVERIFY(m_files.makeFolder(at(u"root/d/a"_s)));
        link(u"/d"_s, at(u"root/l"_s));
        QCOMPARE(m_files.listInRoot(at(u"root"_s), "l").value_or(QStringList()), (QStringList{u"a"_s, u"b"_s}));
    }
};

QTEST_APPLESS_MAIN(FilesTest)
#include "files_test.moc"
