// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/fetch/fetcher.h"
#include "imagebuilder/sha256.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <mutex>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

QString writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    file.open(QIODevice::WriteOnly);
    file.write(content);
    return path;
}

QByteArray sumOf(const QByteArray &bytes)
{
    return Sha256::of(bytes).toHex();
}

/// Answers as apt does for a mirror that holds the source package "tool" and the binary package "app" with its library.
class FakeApt final : public ProcessRunner
{
public:
    Result<CommandOutput> run(const Command &command) override
    {
        const std::lock_guard lock(m_mutex);
        const QStringList &words = command.arguments;
        calls << command.toString();
        if (words.contains(u"indextargets"_s))
            return CommandOutput{0, mirror, {}};
        if (words.contains(u"download-file"_s)) {
            const QString name = words[words.size() - 2].section(u'/', -1);
            if (!files.contains(name))
                return CommandOutput{100, {}, "404"};
            writeFile(words.last(), files.value(name));
            return CommandOutput{};
        }
        if (words.contains(u"show"_s))
            return CommandOutput{
                0, paragraph("app", "2:1.0-1", "app.deb") + '\n' + paragraph("liba1", "1.0", "liba.deb"), {}};
        if (words.contains(u"showsrc"_s))
            return CommandOutput{0, "Package: tool\nVersion: 1:2.0-1\n", {}};
        if (words.contains(u"install"_s) && words.contains(u"app"_s))
            return CommandOutput{
                0,
                "'http://m/app.deb' app_2%3a1.0-1_amd64.deb 3 \n'http://m/liba.deb' liba1_1.0_amd64.deb 4 \n"
                "'http://m/perl.deb' perl_5_all.deb 4 \n",
                {}};
        if (words.contains(u"download"_s))
            return CommandOutput{0, "'http://m/app.deb' app.deb 3 \n'http://m/liba.deb' liba.deb 4 \n", {}};
        if (words.contains(u"source"_s) && words.last().startsWith(u"tool"))
            return CommandOutput{0, source("tool_2.0-1.dsc") + source("tool_2.0.orig.tar.gz"), {}};
        if (words.contains(u"update"_s))
            return CommandOutput{};
        return CommandOutput{100, {}, "E: Unable to locate package " + words.last().toUtf8()};
    }

    QMap<QString, QByteArray> files{{u"app.deb"_s, "app"},
                                    {u"liba.deb"_s, "liba"},
                                    {u"tool_2.0-1.dsc"_s, "dsc"},
                                    {u"tool_2.0.orig.tar.gz"_s, "tar"}};
    QMap<QString, QByteArray> promised = files; ///< what the mirror's sums are of
    QString dropped;
    QByteArray mirror = "http://m/debian bookworm main\n";
    QStringList calls;

private:
    QByteArray paragraph(const QByteArray &name, const QByteArray &version, const QByteArray &file) const
    {
        return "Package: " + name + "\nVersion: " + version + "\nFilename: pool/" + file
            + "\nSize: 3\nSHA256: " + sumOf(promised.value(QString::fromLatin1(file))) + '\n';
    }
    QByteArray source(const QByteArray &file) const
    {
        if (dropped == QString::fromLatin1(file))
            return {};
        return "'http://m/" + file + "' " + file + " 3 SHA256:" + sumOf(promised.value(QString::fromLatin1(file)))
            + '\n';
    }
    std::mutex m_mutex;
};

} // namespace

class TestFetch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void locksComeBack();
    void damagedLocksAreRefused();
    void packagesAreFetchedOnce();
    void dependenciesAreLibrariesAlone();
    void offlineNeedsTheCache();
    void aWrongSumLeavesNothing();
    void aMissingPackageIsNamed();
    void aFileThatTheMirrorDroppedIsNamed();
    void noMirrorIsSaid();
    void localFilesAreChecked();
    void changedLocalFilesAreTakenAnew();
    void damagedCacheFilesComeAgain();

private:
    Result<PackageLock> fetch(const QByteArray &text, bool isOffline = false, bool isUpdate = false);

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeApt m_apt;
    TopConfig m_config;
    QStringList m_said;
};

void TestFetch::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_said.clear();
    m_apt.calls.clear();
    m_apt.dropped.clear();
    m_apt.mirror = "http://m/debian bookworm main\n";
    m_apt.promised = m_apt.files = {{u"app.deb"_s, "app"},
                                    {u"liba.deb"_s, "liba"},
                                    {u"tool_2.0-1.dsc"_s, "dsc"},
                                    {u"tool_2.0.orig.tar.gz"_s, "tar"}};
}

Result<PackageLock> TestFetch::fetch(const QByteArray &text, bool isOffline, bool isUpdate)
{
    const QString path = writeFile(m_folder->filePath(u"top_config"_s), "[kernel]\npath = /k\n" + text);
    const auto report = loadTopConfig(path);
    if (!report || !report->mistakes.isEmpty())
        qFatal("%s", report ? qPrintable(report->mistakes.first().text) : qPrintable(report.error().text));
    m_config = report->config;
    const auto cache = PackageCache::open(m_folder->filePath(u"cache"_s));
    FetchOptions options{m_folder->filePath(u"lock"_s), isUpdate, isOffline, 2,
                         [this](const QString &line) { m_said << line; }};
    return fetchPackages(m_config, *cache, m_apt, options);
}

void TestFetch::locksComeBack()
{
    PackageLock lock;
    lock.set({u"b"_s,
              u"debian-source b"_s,
              u"1:2-3~x"_s,
              {{u"b_2.tar.xz"_s, QByteArray(64, 'a'), 7, LockedFile::Role::Main, u"src b=1:2-3~x"_s}}});
    lock.set({u"a"_s,
              u"file /x # y"_s,
              {},
              {{u"a b.deb"_s, QByteArray(64, '0'), 0, LockedFile::Role::Library, u"/tmp/with \"quotes\""_s}}});
    QVERIFY(lock.save(m_folder->filePath(u"lock"_s)));
    const auto back = PackageLock::load(m_folder->filePath(u"lock"_s));
    QVERIFY2(back, back ? "" : qPrintable(back.error().text));
    QCOMPARE(back->packages(), lock.packages());
    QCOMPARE(back->packages().first().name, u"a"_s);
}

void TestFetch::damagedLocksAreRefused()
{
    const auto lock = PackageLock::load(writeFile(m_folder->filePath(u"lock"_s), "[package \"a\"]\nfile = abc\n"));
    QVERIFY(!lock);
    QVERIFY2(lock.error().text.contains(u"lock:2:8: "), qPrintable(lock.error().text));
}

void TestFetch::packagesAreFetchedOnce()
{
    const QByteArray text = "[package \"tool\"]\nfrom = debian-source\n";
    const auto lock = fetch(text);
    QVERIFY2(lock, lock ? "" : qPrintable(lock.error().text));
    QCOMPARE(lock->find(u"tool"_s)->version, u"1:2.0-1"_s);
    QCOMPARE(lock->find(u"tool"_s)->files.size(), 1); // and no description
    m_apt.calls.clear();
    QVERIFY(fetch(text));
    QCOMPARE(m_apt.calls, QStringList()); // not even a question
    {
        const auto cache = PackageCache::open(m_folder->filePath(u"cache"_s)); // nobody else may hold it meanwhile
        QVERIFY(lockedPackages(m_config, *cache, m_folder->filePath(u"lock"_s)));
    }
    QVERIFY(fetch(text, false, true));
    QVERIFY(!m_apt.calls.isEmpty()); // --update asks
}

void TestFetch::dependenciesAreLibrariesAlone()
{
    const auto lock = fetch("[package \"app\"]\nfrom = debian-binary\n");
    QVERIFY2(lock, lock ? "" : qPrintable(lock.error().text));
    const QList<LockedFile> files = lock->find(u"app"_s)->files;
    QCOMPARE(files.size(), 2);
    QCOMPARE(files[0].role, LockedFile::Role::Main);
    QCOMPARE(files[0].fetch, u"deb app=2:1.0-1"_s);
    QCOMPARE(files[1].role, LockedFile::Role::Library);
}

void TestFetch::offlineNeedsTheCache()
{
    const QByteArray text = "[package \"tool\"]\nfrom = debian-source\n";
    const auto refused = fetch(text, true);
    QVERIFY(!refused);
    QVERIFY2(refused.error().text.contains(u"top_config:3:1: [package \"tool\"] is not in the cache"),
             qPrintable(refused.error().text));
    QCOMPARE(m_apt.calls, QStringList());
    QVERIFY(fetch(text));
    QVERIFY(fetch(text, true));
}

void TestFetch::aWrongSumLeavesNothing()
{
    m_apt.files[u"tool_2.0.orig.tar.gz"_s] = "something else";
    const auto lock = fetch("[package \"tool\"]\nfrom = debian-source\n");
    QVERIFY(!lock);
    QCOMPARE(lock.error().code, QByteArray("cache.sum"));
    QVERIFY2(lock.error().text.contains(u"tool: tool_2.0.orig.tar.gz: its SHA-256 is "), qPrintable(lock.error().text));
    QVERIFY(!QFile::exists(m_folder->filePath(u"lock"_s)));
    QCOMPARE(QDir(m_folder->filePath(u"cache/part"_s)).entryList(QDir::Files), QStringList());
    QVERIFY(!QFile::exists(m_folder->filePath(u"cache/files/"_s) + QString::fromLatin1(sumOf("something else"))));
}

void TestFetch::aMissingPackageIsNamed()
{
    const auto lock = fetch("[package \"none\"]\nfrom = debian-source\n");
    QVERIFY(!lock);
    QVERIFY2(lock.error().text.contains(u"top_config:3:1: [package \"none\"]: Debian does not offer none here"),
             qPrintable(lock.error().text));
    QVERIFY(lock.error().text.contains(u"Unable to locate package none"));
}

void TestFetch::aFileThatTheMirrorDroppedIsNamed()
{
    const QByteArray text = "[package \"tool\"]\nfrom = debian-source\n";
    QVERIFY(fetch(text));
    QVERIFY(QDir(m_folder->filePath(u"cache"_s)).removeRecursively());
    m_apt.dropped = u"tool_2.0.orig.tar.gz"_s;
    const auto lock = fetch(text);
    QVERIFY(!lock);
    QCOMPARE(lock.error().code, QByteArray("apt.gone"));
    QVERIFY2(lock.error().text.contains(u"get_packages --update"), qPrintable(lock.error().text));
}

void TestFetch::noMirrorIsSaid()
{
    m_apt.mirror.clear();
    const auto lock = fetch("[package \"tool\"]\nfrom = debian-source\n");
    QVERIFY(!lock);
    QCOMPARE(lock.error().code, QByteArray("apt.no-mirror"));
}

void TestFetch::localFilesAreChecked()
{
    writeFile(m_folder->filePath(u"x.deb"_s), "x");
    const QByteArray text = "[package \"x\"]\nfrom = file\npath = x.deb\n";
    QVERIFY(fetch(text, true));
    QVERIFY(fetch(text + "sha256 = " + sumOf("x") + '\n', true));
    const auto wrong = fetch(text + "sha256 = " + sumOf("y") + '\n', true);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, QByteArray("cache.sum"));
    QVERIFY(QFile::exists(m_folder->filePath(u"x.deb"_s))); // the operator's own file stays
    QCOMPARE(m_apt.calls, QStringList());
}

void TestFetch::changedLocalFilesAreTakenAnew()
{
    const QByteArray text = "[package \"x\"]\nfrom = file\npath = x.deb\n";
    const QString file = writeFile(m_folder->filePath(u"x.deb"_s), "x");
    QVERIFY(fetch(text, true));
    m_said.clear();
    writeFile(file, "y");
    {
        const auto cache = PackageCache::open(m_folder->filePath(u"cache"_s));
        const auto stale = lockedPackages(m_config, *cache, m_folder->filePath(u"lock"_s));
        QVERIFY(!stale);
        QVERIFY2(stale.error().text.contains(u"top_config:3:1: [package \"x\"]: "), qPrintable(stale.error().text));
        QVERIFY2(stale.error().text.contains(u"x.deb is another file"), qPrintable(stale.error().text));
    }
    const auto lock = fetch(text, true);
    QVERIFY2(lock, lock ? "" : qPrintable(lock.error().text));
    QCOMPARE(lock->find(u"x"_s)->files.first().sha256, sumOf("y"));
    QVERIFY2(m_said.first().contains(u"x.deb is another file"), qPrintable(m_said.join(u'\n')));
    QFile::remove(file); // What was taken is in the cache.
    QVERIFY(fetch(text, true));
    const auto cache = PackageCache::open(m_folder->filePath(u"cache"_s));
    QVERIFY(lockedPackages(m_config, *cache, m_folder->filePath(u"lock"_s)));
}

void TestFetch::damagedCacheFilesComeAgain()
{
    const QByteArray text = "[package \"tool\"]\nfrom = debian-source\n";
    QVERIFY(fetch(text));
    const QString path = m_folder->filePath(u"cache/files/"_s) + QString::fromLatin1(sumOf("tar"));
    QFile::remove(path);
    writeFile(path, "damaged");
    QVERIFY(fetch(text));
    QCOMPARE(*sha256OfFile(path), sumOf("tar"));
}

QTEST_GUILESS_MAIN(TestFetch)
#include "fetch_test.moc"
