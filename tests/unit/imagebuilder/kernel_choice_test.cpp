// SPDX-License-Identifier: GPL-3.0-or-later
// What a server knows of an image before a node leaves what it runs: whether a machine can start it, out of its
// manifest.
#include "imagebuilder/boot/kernel_choice.h"
#include "imagebuilder/boot/manifest_names.h"

#include <QTest>

#include <sys/stat.h>

using namespace cid;
using namespace Qt::StringLiterals;

class TestKernelChoice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatAMachineCanStart_data();
    void whatAMachineCanStart();
};

void TestKernelChoice::whatAMachineCanStart_data()
{
    QTest::addColumn<QByteArrayList>("paths"); // "link -> target"
    QTest::addColumn<QString>("kernel"); // as image_db names it
    QTest::addColumn<QString>("initrd");
    QTest::addColumn<QString>("problem"); // a word of it; empty: none
    const auto row = [](const char *name, const QByteArrayList &paths, const QString &problem = {},
                        const QString &kernel = {},
                        const QString &initrd = {}) { QTest::newRow(name) << paths << kernel << initrd << problem; };
    const QByteArrayList debian{"boot", "boot/vmlinuz-6.1.0-18-amd64", "boot/initrd.img-6.1.0-18-amd64"};
    row("a pair", debian);
    row("no kernel", {"etc", "etc/motd"}, u"/boot/vmlinuz-VERSION"_s);
    row("nothing at all", {}, u"/boot/vmlinuz-VERSION"_s);
    row("a kernel without its initrd", {"boot/vmlinuz-6.1"}, u"initrd.img-6.1"_s);
    row("a kernel in a folder of another one's name", {"srv/boot/vmlinuz-6.1", "srv/boot/initrd.img-6.1"},
        u"/boot/vmlinuz-VERSION"_s);
    row("beside the modules of a merged usr",
        {"lib -> usr/lib", "usr/lib/modules/6.8/vmlinuz", "usr/lib/modules/6.8/initrd"});
    row("beside the modules of a root that is not merged", {"lib/modules/6.8/vmlinuz", "lib/modules/6.8/initrd"});
    row("boot is a link", {"boot -> /usr/lib/boot", "usr/lib/boot/vmlinuz-6", "usr/lib/boot/initrd-6"});
    row("boot is a link upwards and over another link",
        {"boot -> ../../srv/now", "srv/now -> six", "srv/six/vmlinuz-6", "srv/six/initrd-6"});
    row("boot is a link to itself", {"boot -> boot", "boot/vmlinuz-6"}, u"/boot/vmlinuz-VERSION"_s);
    row("the modules' folder is a ring", {"lib -> usr/lib", "usr/lib -> ../lib"}, u"/boot/vmlinuz-VERSION"_s);
    row("a link of a million steps", {"boot -> " + QByteArray("a/").repeated(1'000'000), "boot/vmlinuz-6"},
        u"/boot/vmlinuz-VERSION"_s);
    row("the kernel's name is a link", {"boot/vmlinuz-6 -> ../srv/k", "boot/initrd-6", "srv/k"});
    row("image_db names both", {"srv/k", "srv/i"}, {}, u"/srv/k"_s, u"srv/i"_s);
    row("image_db names a kernel that is not there", debian, u"image_db names /srv/k"_s, u"srv/k"_s, u"boot/i"_s);
    row("image_db names an initrd that is not there", debian, u"image_db names /boot/i"_s, {}, u"/boot/i"_s);
    row("image_db names the initrd of a kernel that has none", {"boot/vmlinuz-6", "boot/own"}, {}, {}, u"boot/own"_s);
    row("image_db names a place behind a link", {"vm -> srv/vm", "srv/vm/k"}, {}, u"vm/k"_s);
    row("names that are no text", {"boot/vmlinuz-\xff", "boot/initrd-\xff"}, u"/boot/vmlinuz-VERSION"_s);
    row("a kernel that was put aside", {"boot/vmlinuz-6.rpmsave", "boot/initrd-6.rpmsave"}, u"VERSION"_s);
}

void TestKernelChoice::whatAMachineCanStart()
{
    QFETCH(QByteArrayList, paths);
    QFETCH(QString, kernel);
    QFETCH(QString, initrd);
    QFETCH(QString, problem);
    Manifest manifest;
    for (const QByteArray &path : std::as_const(paths)) {
        const qsizetype arrow = path.indexOf(" -> ");
        FileRecord file;
        file.path = arrow < 0 ? path : path.first(arrow);
        file.mode = arrow < 0 ? S_IFREG : S_IFLNK;
        file.target = arrow < 0 ? QByteArray() : path.sliced(arrow + 4);
        manifest.files.push_back(file);
    }
    ImageDefinition definition;
    definition.kernel = kernel;
    definition.initrd = initrd;
    const QString told = whyItCannotStart(kernelFoldersOf(manifest, {kernel, initrd}), definition);
    QVERIFY2(problem.isEmpty() == told.isEmpty() && told.contains(problem), qPrintable(told));
}

QTEST_GUILESS_MAIN(TestKernelChoice)
#include "kernel_choice_test.moc"
