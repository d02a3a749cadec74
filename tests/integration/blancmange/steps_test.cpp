// SPDX-License-Identifier: GPL-3.0-or-later
// The three steps as an operator runs them, on packages that lie in files: no network, no compiler, a second or two.
#include "imagebuilder/sha256.h"

#include <KTar>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

const QByteArray someKey = QByteArray(64, '7') + '\n';

/// A folder with a top_config and what it names.
class Site
{
public:
    explicit Site(const QString &folder)
        : m_folder(folder)
    {
        QDir().mkpath(folder);
        KTar tar(folder + u"/programs.tar.gz"_s, u"application/gzip"_s);
        tar.open(QIODevice::WriteOnly);
        for (const char *path : {"usr/bin/busybox", "usr/sbin/dropbear", "usr/sbin/cidkid", "usr/sbin/sfdisk",
                                 "usr/sbin/wipefs", "usr/sbin/blkid", "usr/sbin/mkswap", "usr/sbin/mke2fs"})
            tar.writeFile(u"all/"_s + QLatin1StringView(path), QByteArray("program ") + path, 0100755);
        tar.writeFile(u"all/etc/mke2fs.conf"_s, "[defaults]\n", 0100644);
        tar.close();
        writeFile(folder + u"/key"_s, someKey);
        writeFile(folder + u"/vmlinuz"_s, "kernel");
        write();
    }

    void write(const QByteArray &more = {}, const QByteArray &less = {}) const
    {
        QByteArray text = "[blancmange]\nserver = 10.0.0.1\nserver_fingerprint = " + QByteArray(64, 'a')
            + "\nkey = key\n[kernel]\npath = vmlinuz\n[package \"all\"]\nfrom = file\npath = programs.tar.gz\n"
              "recipe = copy\nfiles = usr etc\n";
        text.replace(less, "");
        writeFile(m_folder + u"/top_config"_s, text + more);
        QDir().mkpath(m_folder + u"/recipes"_s);
        writeFile(m_folder + u"/recipes/copy"_s, "cp -r \"$SOURCE/.\" \"$OUT\"\n");
    }

    /// Exit code and what was said, both streams.
    [[nodiscard]] std::pair<int, QString> run(const QStringList &arguments) const
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(CID_BINARY_DIR "/blancmange/blancmange"),
                      arguments
                          + QStringList{u"--config"_s, m_folder + u"/top_config"_s, u"--source"_s, m_folder,
                                        u"--cache"_s, m_folder + u"/cache"_s});
        if (!process.waitForFinished(60'000))
            return {-1, u"it did not end"_s};
        return {process.exitCode(), QString::fromUtf8(process.readAll())};
    }

    [[nodiscard]] QString path(const QString &name) const { return m_folder + u'/' + name; }

private:
    QString m_folder;
};

} // namespace

class TestSteps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_site = std::make_unique<Site>(m_folder->filePath(u"site"_s));
        QVERIFY(QFile::link(QStringLiteral(CID_SOURCE_DIR "/blancmange/init"), m_site->path(u"init"_s)));
    }
    void twoFoldersGiveTheSameBytes();
    void stepsSayWhatIsMissing();
    void checkExplainsAndBuildsNothing();
    void incompleteImagesAreRefused_data();
    void incompleteImagesAreRefused();
    void theShippedPasswordIsWarnedAbout();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Site> m_site;
};

void TestSteps::twoFoldersGiveTheSameBytes()
{
    const Site other(m_folder->filePath(u"another/folder with a longer name"_s));
    // The tarball has times of its own; the same input is meant.
    QVERIFY(QFile::remove(other.path(u"programs.tar.gz"_s)));
    QVERIFY(QFile::copy(m_site->path(u"programs.tar.gz"_s), other.path(u"programs.tar.gz"_s)));
    QVERIFY(QFile::link(QStringLiteral(CID_SOURCE_DIR "/blancmange/init"), other.path(u"init"_s)));
    for (const Site *site : std::initializer_list<const Site *>{m_site.get(), &other}) {
        const mode_t before = ::umask(site == &other ? 077 : 022);
        for (const QString &step : {u"get-packages"_s, u"build-packages"_s, u"build-image"_s}) {
            const auto [code, said] = site->run({step});
            QVERIFY2(code == 0, qPrintable(said));
        }
        ::umask(before);
    }
    const QByteArray image = readAll(m_site->path(u"output/blancmange-initramfs.gz"_s));
    QVERIFY(image.size() > 1000);
    QCOMPARE(image, readAll(other.path(u"output/blancmange-initramfs.gz"_s)));
    for (const QString &name :
         {u"boot.ipxe"_s, u"pxelinux.cfg/default"_s, u"grub.cfg"_s, u"dnsmasq.conf"_s, u"manifest"_s, u"vmlinuz"_s})
        QCOMPARE(readAll(m_site->path(u"output/"_s + name)), readAll(other.path(u"output/"_s + name)));
    QVERIFY(readAll(m_site->path(u"output/manifest"_s)).contains(Sha256::of(image).toHex()));
    // The key is in it: not for everybody.
    QCOMPARE(QFile::permissions(m_site->path(u"output/blancmange-initramfs.gz"_s)) & QFileDevice::ReadOther,
             QFileDevice::Permissions());
}

void TestSteps::stepsSayWhatIsMissing()
{
    const auto [early, beforeFetching] = m_site->run({u"build-packages"_s});
    QCOMPARE(early, 1);
    QVERIFY2(beforeFetching.contains(u"was not fetched yet: run get_packages"), qPrintable(beforeFetching));
    QCOMPARE(m_site->run({u"get-packages"_s}).first, 0);
    const auto [late, beforeBuilding] = m_site->run({u"build-image"_s});
    QCOMPARE(late, 1);
    QVERIFY2(beforeBuilding.contains(u"run build_packages"), qPrintable(beforeBuilding));
    QVERIFY(!QFile::exists(m_site->path(u"output/blancmange-initramfs.gz"_s)));
}

void TestSteps::checkExplainsAndBuildsNothing()
{
    const auto [code, said] = m_site->run({u"build-image"_s, u"--check"_s});
    QCOMPARE(code, 0);
    QVERIFY2(said.contains(u"10.0.0.1") && said.contains(u"all: file "), qPrintable(said));
    QVERIFY(!QDir(m_site->path(u"output"_s)).exists());
    m_site->write("[kernels]\n");
    const auto [wrong, mistake] = m_site->run({u"build-image"_s, u"--check"_s});
    QCOMPARE(wrong, 2);
    QVERIFY2(mistake.contains(u"top_config:12:1: found the section [kernels]; did you mean \"kernel\"?"),
             qPrintable(mistake));
}

void TestSteps::incompleteImagesAreRefused_data()
{
    QTest::addColumn<QByteArray>("less");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no key") << QByteArray("key = key\n") << QByteArray() << u"cidd --genkey makes"_s;
    QTest::newRow("no server") << QByteArray("server = 10.0.0.1\n") << QByteArray()
                               << u"[blancmange] lacks server (where cidd listens): "_s;
    QTest::newRow("none of what the shipped one leaves open")
        << QByteArray("server = 10.0.0.1\nserver_fingerprint = " + QByteArray(64, 'a') + "\nkey = key\n")
        << QByteArray()
        << u"lacks server (where cidd listens), server_fingerprint (cidd --genkey prints it), key (the server's file"_s;
    QTest::newRow("a package that lacks a file")
        << QByteArray() << QByteArray("[package \"b\"]\nfrom = file\npath = key\nfiles = usr/none\n")
        << u"holds nothing that files = usr/none takes"_s;
    QTest::newRow("programs that are missing")
        << QByteArray("files = usr etc\n") << QByteArray() << u"no package brings /usr/bin/busybox, "_s;
    QTest::newRow("a file of one's own that is missing")
        << QByteArray() << QByteArray("[file \"/etc/x\"]\nsource = nowhere\n") << u"nowhere: "_s;
}

void TestSteps::incompleteImagesAreRefused()
{
    QFETCH(QByteArray, less);
    QFETCH(QByteArray, more);
    QFETCH(QString, expected);
    m_site->write(more, less);
    QCOMPARE(m_site->run({u"get-packages"_s}).first, 0);
    QCOMPARE(m_site->run({u"build-packages"_s}).first, 0);
    const auto [code, said] = m_site->run({u"build-image"_s});
    QCOMPARE(code, 1);
    QVERIFY2(said.contains(expected), qPrintable(said));
    QVERIFY(!QFile::exists(m_site->path(u"output/blancmange-initramfs.gz"_s)));
}

void TestSteps::theShippedPasswordIsWarnedAbout()
{
    QVERIFY(m_site->run({u"build-image"_s, u"--check"_s})
                .second.contains(u"WARNING: root's password in this Blancmange is \"t00r\""));
    m_site->write("[ssh]\nroot_password = $6$salt$hash\n");
    QVERIFY(!m_site->run({u"build-image"_s, u"--check"_s}).second.contains(u"WARNING"));
}

QTEST_GUILESS_MAIN(TestSteps)
#include "steps_test.moc"
