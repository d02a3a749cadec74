// SPDX-License-Identifier: GPL-3.0-or-later
// Recipes that need no compiler, on what this machine has installed.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QMap<QString, QByteArray> filesIn(const QString &folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator all(folder, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        QFile file(all.next());
        if (file.open(QIODevice::ReadOnly))
            files.insert(file.fileName().mid(folder.size()), file.readAll());
    }
    return files;
}

} // namespace

class TestRecipes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void bothWaysMakeTheSameLoaders();

private:
    QTemporaryDir m_folder;
};

void TestRecipes::initTestCase()
{
    for (const QString &path :
         {u"/usr/bin/grub-mkimage"_s, u"/usr/lib/grub/i386-pc"_s, u"/usr/lib/grub/x86_64-efi"_s}) {
        if (!QFile::exists(path))
            QSKIP("GRUB is not installed");
    }
}

// cidkid does not care who made them, and what was tried with one must hold for the other; nor does the umask matter.
void TestRecipes::bothWaysMakeTheSameLoaders()
{
    const QString script = u"umask 077; cd \"$OUT/..\"; sh -eu '%1/blancmange/recipes/grub' && umask 002 && "
                           "'%1/tools/boot_loaders' \"$TOOL\""_s.arg(QStringLiteral(CID_SOURCE_DIR));
    QVERIFY(QDir().mkpath(m_folder.filePath(u"recipe"_s)));
    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SOURCE"_s, {});
    environment.insert(u"OUT"_s, m_folder.filePath(u"recipe"_s));
    environment.insert(u"TOOL"_s, m_folder.filePath(u"tool"_s));
    shell.setProcessEnvironment(environment);
    shell.setProcessChannelMode(QProcess::ForwardedChannels);
    shell.start(u"sh"_s, {u"-c"_s, script});
    QVERIFY(shell.waitForFinished(60'000));
    QCOMPARE(shell.exitCode(), 0);
    const auto recipe = filesIn(m_folder.filePath(u"recipe/usr/lib/cid/boot"_s));
    QCOMPARE(recipe.keys(),
             QStringList({u"/i386-pc/boot.img"_s, u"/i386-pc/core.img"_s, u"/x86_64-efi/grubx64.efi"_s}));
    QVERIFY(filesIn(m_folder.filePath(u"tool"_s)) == recipe);
}

QTEST_GUILESS_MAIN(TestRecipes)
#include "recipes_test.moc"
