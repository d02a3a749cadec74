// SPDX-License-Identifier: GPL-3.0-or-later
// Which kernel a root starts with, by the names that distributions give theirs; versions are held against rpm and dpkg.
#include "imagebuilder/boot/kernel_pairs.h"
#include "imagebuilder/boot/version_order.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int generatedPairs = 3'000;
constexpr int dpkgPairs = 150; // each is a process

/// The names in folders of paths such as "boot/vmlinuz-6".
FolderNames rootOf(const QStringList &paths)
{
    return [paths](const QString &folder) {
        QStringList names;
        for (const QString &path : paths) {
            const QString name =
                path.startsWith(folder + u'/') ? path.sliced(folder.size() + 1).section(u'/', 0, 0) : QString();
            if (!name.isEmpty() && !names.contains(name))
                names << name;
        }
        return names;
    };
}

template <typename List> auto oneOf(QRandomGenerator &random, const List &list)
{
    return list[random.bounded(static_cast<int>(list.size()))];
}

/// What kernels of Red Hat and SUSE are called, and what they are not called.
QString rpmLike(QRandomGenerator &random)
{
    static const QStringList parts{
        u"0"_s,     u"1"_s,      u"5"_s,      u"13"_s,  u"013"_s,     u"427"_s,   u"el9"_s,
        u"el9_4"_s, u"el8_10"_s, u"x86_64"_s, u"rc1"_s, u"default"_s, u"lp155"_s, u"99999999999999999999"_s,
        u"a"_s};
    static const QStringList marks{u"."_s, u"."_s, u"."_s, u"_"_s, u"+"_s, u"~"_s, u"^"_s, u".."_s, u""_s};
    QString text;
    for (int i = random.bounded(1, 5); i > 0; --i)
        text += oneOf(random, parts) + oneOf(random, marks);
    return text;
}

/// What Debian and Ubuntu call theirs.
QString debianLike(QRandomGenerator &random)
{
    static const QStringList versions{u"6.1.0"_s,         u"6.1.10"_s,          u"5.10.0"_s,
                                      u"6.12.48+deb13"_s, u"6.12.48+deb13.1"_s, u"5.15.0"_s};
    static const QStringList flavours{u"amd64"_s, u"cloud-amd64"_s, u"rt-amd64"_s, u"generic"_s, u"powerpc64le"_s};
    return oneOf(random, versions) + u'-' + QString::number(random.bounded(1, 120)) + u'-' + oneOf(random, flavours);
}

QByteArray output(const QString &program, const QStringList &arguments, int *code = nullptr)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(50'000))
        return {};
    if (code)
        *code = process.exitCode();
    return process.readAllStandardOutput();
}

int signOf(int order)
{
    return static_cast<int>(order > 0) - static_cast<int>(order < 0);
}

} // namespace

class TestKernelPairs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theRightPairStarts_data()
    {
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<QString>("kernel");
        QTest::addColumn<QString>("initrd");
        const auto row = [](const char *name, const QStringList &paths, const QString &kernel, const QString &initrd) {
            QTest::newRow(name) << paths << kernel << initrd;
        };
        row("Debian",
            {u"boot/vmlinuz-6.1.0-9-amd64"_s, u"boot/initrd.img-6.1.0-9-amd64"_s, u"boot/vmlinuz-6.1.0-18-amd64"_s,
             u"boot/initrd.img-6.1.0-18-amd64"_s},
            u"/boot/vmlinuz-6.1.0-18-amd64"_s, u"/boot/initrd.img-6.1.0-18-amd64"_s);
        row("Red Hat, where a minor release follows",
            {u"boot/vmlinuz-5.14.0-427.el9.x86_64"_s, u"boot/initramfs-5.14.0-427.el9.x86_64.img"_s,
             u"boot/vmlinuz-5.14.0-427.13.1.el9_4.x86_64"_s, u"boot/initramfs-5.14.0-427.13.1.el9_4.x86_64.img"_s},
            u"/boot/vmlinuz-5.14.0-427.13.1.el9_4.x86_64"_s, u"/boot/initramfs-5.14.0-427.13.1.el9_4.x86_64.img"_s);
        row("an older Red Hat",
            {u"boot/vmlinuz-4.18.0-553.el8_10.x86_64"_s, u"boot/initramfs-4.18.0-553.el8_10.x86_64.img"_s,
             u"boot/vmlinuz-4.18.0-553.5.1.el8_10.x86_64"_s, u"boot/initramfs-4.18.0-553.5.1.el8_10.x86_64.img"_s},
            u"/boot/vmlinuz-4.18.0-553.5.1.el8_10.x86_64"_s, u"/boot/initramfs-4.18.0-553.5.1.el8_10.x86_64.img"_s);
        row("Fedora, beside its modules",
            {u"usr/lib/modules/6.8.5-301.fc40.x86_64/vmlinuz"_s, u"boot/initramfs-6.8.5-301.fc40.x86_64.img"_s},
            u"/usr/lib/modules/6.8.5-301.fc40.x86_64/vmlinuz"_s, u"/boot/initramfs-6.8.5-301.fc40.x86_64.img"_s);
        row("an initrd beside the modules, too", {u"lib/modules/6.8/vmlinuz"_s, u"lib/modules/6.8/initrd"_s},
            u"/lib/modules/6.8/vmlinuz"_s, u"/lib/modules/6.8/initrd"_s);
        row("SUSE",
            {u"boot/vmlinuz-5.14.21-150500.55-default"_s, u"boot/initrd-5.14.21-150500.55-default"_s, u"boot/vmlinuz"_s,
             u"boot/initrd"_s, u"boot/vmlinux-5.14.21-150500.55-default.gz"_s},
            u"/boot/vmlinuz-5.14.21-150500.55-default"_s, u"/boot/initrd-5.14.21-150500.55-default"_s);
        row("SUSE on Arm", {u"boot/Image-6.4.0-150600-default"_s, u"boot/initrd-6.4.0-150600-default"_s},
            u"/boot/Image-6.4.0-150600-default"_s, u"/boot/initrd-6.4.0-150600-default"_s);
        row("Alpine", {u"boot/vmlinuz-lts"_s, u"boot/initramfs-lts"_s, u"boot/config-lts"_s}, u"/boot/vmlinuz-lts"_s,
            u"/boot/initramfs-lts"_s);
        row("Arch", {u"boot/vmlinuz-linux"_s, u"boot/initramfs-linux-fallback.img"_s, u"boot/initramfs-linux.img"_s},
            u"/boot/vmlinuz-linux"_s, u"/boot/initramfs-linux.img"_s);
        row("PowerPC", {u"boot/vmlinux-6.1.0-18-powerpc64le"_s, u"boot/initrd.img-6.1.0-18-powerpc64le"_s},
            u"/boot/vmlinux-6.1.0-18-powerpc64le"_s, u"/boot/initrd.img-6.1.0-18-powerpc64le"_s);
        row("names without a version", {u"boot/vmlinuz"_s, u"boot/initrd.img"_s}, u"/boot/vmlinuz"_s,
            u"/boot/initrd.img"_s);
        row("a newer kernel without its initrd",
            {u"boot/vmlinuz-6.1"_s, u"boot/initrd.img-6.1"_s, u"boot/vmlinuz-6.9"_s}, u"/boot/vmlinuz-6.1"_s,
            u"/boot/initrd.img-6.1"_s);
        row("what a package manager put aside",
            {u"boot/vmlinuz-6.1"_s, u"boot/initrd.img-6.1"_s, u"boot/vmlinuz-6.9.rpmsave"_s,
             u"boot/initrd.img-6.9.rpmsave"_s, u"boot/vmlinuz-6.9.dpkg-new"_s, u"boot/initrd.img-6.9.dpkg-new"_s,
             u"boot/vmlinuz-6.9.old"_s, u"boot/initrd.img-6.9.old"_s, u"boot/vmlinuz-6.9.bak"_s,
             u"boot/initrd.img-6.9.bak"_s},
            u"/boot/vmlinuz-6.1"_s, u"/boot/initrd.img-6.1"_s);
        row("a debug kernel",
            {u"boot/vmlinuz-6.1"_s, u"boot/initramfs-6.1.img"_s, u"boot/vmlinuz-6.9+debug"_s,
             u"boot/initramfs-6.9+debug.img"_s},
            u"/boot/vmlinuz-6.1"_s, u"/boot/initramfs-6.1.img"_s);
        row("a rescue entry", {u"boot/vmlinuz-0-rescue-1f2e"_s, u"boot/initramfs-0-rescue-1f2e.img"_s}, {}, {});
        row("a kernel alone", {u"boot/vmlinuz-6.1"_s, u"boot/initrd.img-6.0"_s}, u"/boot/vmlinuz-6.1"_s, {});
        row("nothing", {u"boot/grub/grub.cfg"_s, u"boot/memtest86+x64.bin"_s, u"lib/modules/6.1/modules.dep"_s}, {},
            {});
    }

    void theRightPairStarts()
    {
        QFETCH(QStringList, paths);
        const auto pairs = kernelPairs(rootOf(paths));
        const KernelPair best = pairs.isEmpty() ? KernelPair() : pairs.first();
        QTEST(best.kernel, "kernel");
        QTEST(best.initrd, "initrd");
    }

    void rpmOrdersVersionsTheSame()
    {
        QVERIFY2(!QStandardPaths::findExecutable(u"rpm"_s).isEmpty(), "tools/setup installs rpm");
        QTemporaryDir folder;
        QFile script(folder.filePath(u"versions.lua"_s));
        QVERIFY(script.open(QIODevice::WriteOnly));
        QRandomGenerator random(1);
        QList<std::pair<QString, QString>> pairs;
        for (int i = 0; i < generatedPairs; ++i) {
            pairs.append({rpmLike(random), rpmLike(random)});
            script.write("print(rpm.vercmp(\"" + pairs.last().first.toUtf8() + "\", \"" + pairs.last().second.toUtf8()
                         + "\") .. ' ')\n");
        }
        script.close();
        const auto lines =
            output(u"rpm"_s, {u"--eval"_s, u"%{lua: dofile(\""_s + script.fileName() + u"\")}"_s}).trimmed().split(' ');
        QCOMPARE(lines.size(), pairs.size());
        for (qsizetype i = 0; i < pairs.size(); ++i) {
            const int ours = signOf(compareVersionParts(pairs[i].first, pairs[i].second));
            QVERIFY2(ours == lines[i].toInt(), qPrintable(pairs[i].first + u" and "_s + pairs[i].second));
        }
    }

    void dpkgOrdersDebiansKernelsTheSame()
    {
        QRandomGenerator random(2);
        for (int i = 0; i < dpkgPairs; ++i) {
            const QString a = debianLike(random);
            const QString b = debianLike(random);
            int isOlder = -1;
            output(u"dpkg"_s, {u"--compare-versions"_s, a, u"lt"_s, b}, &isOlder);
            QVERIFY2((compareKernelVersions(a, b) < 0) == (isOlder == 0), qPrintable(a + u" and "_s + b));
        }
    }
};

QTEST_GUILESS_MAIN(TestKernelPairs)
#include "kernel_pairs_test.moc"
