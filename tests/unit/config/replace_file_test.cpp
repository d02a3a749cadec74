// SPDX-License-Identifier: GPL-3.0-or-later
// A configuration file is replaced as a whole, and belongs to whom it belonged.
#include "common/config/replace_file.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr uid_t server = 65'534;
constexpr uid_t other = 4'711;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

struct stat factsOf(const QString &path)
{
    struct stat facts{};
    ::lstat(QFile::encodeName(path).constData(), &facts);
    return facts;
}

} // namespace

class TestReplaceFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobodyLosesARightByAChange_data();
    void nobodyLosesARightByAChange();
    void rootKeepsOwnersAndModes();
    void aNewFileGetsItsMode();
    void aLinkStaysALink();
    void aFolderThatCannotBeWrittenIsNamed();
};

void TestReplaceFile::nobodyLosesARightByAChange_data()
{
    QTest::addColumn<uid_t>("owner");
    QTest::addColumn<gid_t>("group");
    QTest::addColumn<mode_t>("mode");
    QTest::addColumn<bool>("isTaken");
    const auto row = [](const char *name, uid_t owner, gid_t group, mode_t mode, bool isTaken) {
        QTest::newRow(name) << owner << group << mode << isTaken;
    };
    row("the server's own file stays its own", server, server, 0640, true);
    row("a file of root's that everybody reads becomes the server's", 0, 0, 0644, true);
    row("a file of root's with the server's group becomes the server's", 0, server, 0640, true);
    row("a file of root's whose group alone reads it is refused", 0, 0, 0640, false);
    row("a file of root's whose group alone writes it is refused", 0, 0, 0664, false);
    row("a file of a person is refused", other, server, 0664, false);
    row("a file of a person that everybody writes is refused", other, other, 0666, false);
    row("the server's file of another group that everybody reads is taken", server, other, 0644, true);
}

void TestReplaceFile::nobodyLosesARightByAChange()
{
    QFETCH(uid_t, owner);
    QFETCH(gid_t, group);
    QFETCH(mode_t, mode);
    QFETCH(bool, isTaken);
    if (::geteuid() != 0)
        QSKIP("only root makes files of others");
    const QTemporaryDir folder;
    QCOMPARE(::chmod(QFile::encodeName(folder.path()).constData(), 0777), 0);
    const QString path = folder.filePath(u"node_db"_s);
    QVERIFY(replaceFile(path, "old", 0600));
    QCOMPARE(::chown(QFile::encodeName(path).constData(), owner, group), 0);
    QCOMPARE(::chmod(QFile::encodeName(path).constData(), mode), 0);
    QCOMPARE(::setegid(server), 0);
    QCOMPARE(::seteuid(server), 0);
    const Status status = replaceFile(path, "new", 0600);
    QCOMPARE(::seteuid(0), 0);
    QCOMPARE(::setegid(0), 0);
    QCOMPARE(status.has_value(), isTaken);
    QCOMPARE(contentOf(path), QByteArray(isTaken ? "new" : "old"));
    const auto facts = factsOf(path);
    QCOMPARE(facts.st_mode & 07777, mode);
    QCOMPARE(facts.st_uid, isTaken ? server : owner);
    if (!isTaken) {
        QCOMPARE(status.error().code, QByteArray("config.write"));
        QVERIFY2(status.error().text.contains(u"user %1"_s.arg(owner)), qPrintable(status.error().text));
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(u"node_db"_s));
}

void TestReplaceFile::rootKeepsOwnersAndModes()
{
    if (::geteuid() != 0)
        QSKIP("only root makes files of others");
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"image_db"_s);
    for (const mode_t mode : {0600U, 0640U, 0664U}) {
        QVERIFY(replaceFile(path, "old", 0644));
        QCOMPARE(::chown(QFile::encodeName(path).constData(), other, other), 0);
        QCOMPARE(::chmod(QFile::encodeName(path).constData(), mode), 0);
        QVERIFY(replaceFile(path, "new", 0644));
        const auto facts = factsOf(path);
        QCOMPARE(facts.st_mode & 07777, mode);
        QCOMPARE(facts.st_uid, other);
        QCOMPARE(facts.st_gid, other);
    }
}

void TestReplaceFile::aNewFileGetsItsMode()
{
    const QTemporaryDir folder;
    const mode_t before = ::umask(077);
    const Status status = replaceFile(folder.filePath(u"new"_s), "text", 0644);
    ::umask(before);
    QVERIFY(status);
    QCOMPARE(factsOf(folder.filePath(u"new"_s)).st_mode & 07777, 0644U);
}

void TestReplaceFile::aLinkStaysALink()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"etc"_s));
    const QString file = folder.filePath(u"etc/node_db"_s);
    const QString link = folder.filePath(u"node_db"_s);
    QVERIFY(replaceFile(file, "old", 0640));
    QVERIFY(QFile::link(u"etc/node_db"_s, link));
    QVERIFY(replaceFile(link, "new", 0644));
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(contentOf(file), QByteArray("new"));
    QCOMPARE(factsOf(file).st_mode & 07777, 0640U);
}

void TestReplaceFile::aFolderThatCannotBeWrittenIsNamed()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"nowhere/node_db"_s);
    const Status status = replaceFile(path, "text", 0644);
    QVERIFY(!status);
    QCOMPARE(status.error().code, QByteArray("config.write"));
    QVERIFY(status.error().text.startsWith(path + u": "_s));
}

QTEST_GUILESS_MAIN(TestReplaceFile)
#include "replace_file_test.moc"
