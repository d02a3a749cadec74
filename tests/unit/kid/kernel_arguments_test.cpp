// SPDX-License-Identifier: GPL-3.0-or-later
// The command line that an image brings along, and what image_db says beside it.
#include "imagebuilder/boot/kernel_arguments.h"
#include "tests/unit/kid/image_root.h"

#include <QTest>

using namespace cid;
using namespace cid::test;

class TestKernelArguments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anImageSaysWhatItsKernelNeeds_data();
    void anImageSaysWhatItsKernelNeeds();
    void wordsOfAnotherMachineAreLeftOut_data();
    void wordsOfAnotherMachineAreLeftOut();
    void imageDbAddsOrReplaces_data();
    void imageDbAddsOrReplaces();
    void moreThanALoaderKeepsIsLeftOut();
};

void TestKernelArguments::anImageSaysWhatItsKernelNeeds_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &script, const QString &words,
                        const QString &kernel = u"/boot/vmlinuz-5.14.0-427.el9.x86_64"_s) {
        QTest::newRow(name) << script << kernel << words;
    };
    const QByteArray entries = "mkdir -p boot/loader/entries boot/grub2 etc/kernel; cd boot/loader/entries; ";
    const QByteArray entry = entries
        + "printf 'title X\\nversion 5.14.0-427.el9.x86_64\\nlinux /vmlinuz-5.14.0-427.el9.x86_64\\n"
          "options root=UUID=1 ro a=1\\noptions b\\n' >x-5.14.0-427.el9.x86_64.conf; ";
    row("nothing", ":", u""_s);
    row("its entry", entry, u"a=1 b"_s);
    row("its entry before cmdline", entry + "echo c >../../../etc/kernel/cmdline", u"a=1 b"_s);
    row("its entry by the version", entry, u"a=1 b"_s, u"/lib/modules/5.14.0-427.el9.x86_64/vmlinuz"_s);
    row("another kernel's entry", entry + "echo c >../../../etc/kernel/cmdline", u"c"_s,
        u"/boot/vmlinuz-5.14.0-70.el9.x86_64"_s);
    row("a kernel without a version", entry, u""_s, u"/boot/vmlinuz"_s);
    row("what is no entry", entries + "printf 'linux /vmlinuz-1\\noptions x\\n' >x.conf.rpmsave", u""_s,
        u"/boot/vmlinuz-1"_s);
    row("words out of GRUB's environment",
        entries
            + "printf 'linux /boot/vmlinuz-1\\noptions $kernelopts $tuned_params y\\n' >x.conf; "
              "printf '# GRUB Environment Block\\nkernelopts=root=UUID=1 ro crashkernel=auto \\n' >../../grub2/grubenv",
        u"crashkernel=auto y"_s, u"/boot/vmlinuz-1"_s);
    row("cmdline", "mkdir etc/kernel; printf '# why\\nroot=/dev/sda1 quiet\\n  mitigations=off\\n' >etc/kernel/cmdline",
        u"quiet mitigations=off"_s);
    row("the vendor's cmdline", "mkdir -p usr/lib/kernel; echo quiet >usr/lib/kernel/cmdline", u"quiet"_s);
    row("a link out of the image",
        "mkdir etc/kernel; echo bad >../../secret; ln -s ../../../../secret etc/kernel/cmdline", u""_s);
}

void TestKernelArguments::anImageSaysWhatItsKernelNeeds()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, kernel);
    const ImageRoot root;
    const Shell made = root.make(script);
    QVERIFY2(made.ok, made.err);
    LocalFileSystem files;
    QTEST(kernelArgumentsOf(files, root.path, kernel).words.join(u' '), "words");
}

void TestKernelArguments::wordsOfAnotherMachineAreLeftOut_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<bool>("isKept");
    for (const char *kept :
         {"quiet", "intel_iommu=on", "systemd.unified_cgroup_hierarchy=0", "selinux=0", "rootwait", "hugepagesz=1G",
          "modprobe.blacklist=nouveau", "rd.driver.pre=mlx5_core", "isolcpus=1-3,5"})
        QTest::addRow("kept: %s", kept) << QByteArray(kept) << true;
    for (const char *other : {"root=LABEL=x",
                              "rootflags=subvol=@",
                              "ro",
                              "rw",
                              "resume=UUID=1",
                              "rd.lvm.lv=vg/root",
                              "rd.luks.uuid=1",
                              "luks.uuid=1",
                              "rd.md.uuid=1",
                              "ip=10.0.0.9::10.0.0.1:::eth0:off",
                              "console=ttyS0",
                              "init=/bin/sh",
                              "panic=0",
                              "rd.shell=1",
                              "rd.break",
                              "single",
                              "cid_guard=0",
                              "cid.card=52:54:00:00:00:01",
                              "systemd.machine_id=0",
                              "dyndbg=\"file x +p\"",
                              "a\\b",
                              "a$b"})
        QTest::addRow("left out: %s", other) << QByteArray(other) << false;
}

void TestKernelArguments::wordsOfAnotherMachineAreLeftOut()
{
    QFETCH(QByteArray, word);
    QFETCH(bool, isKept);
    const ImageRoot root;
    QVERIFY(root.make("mkdir etc/kernel").ok);
    LocalFileSystem files;
    QVERIFY(files.replace(root.path + u"/etc/kernel/cmdline"_s, "first " + word + " last\n", 0644));
    const KernelArguments arguments = kernelArgumentsOf(files, root.path, u"/boot/vmlinuz-1"_s);
    const QString text = QString::fromLatin1(word);
    QCOMPARE(arguments.words,
             isKept ? QStringList({u"first"_s, text, u"last"_s}) : QStringList({u"first"_s, u"last"_s}));
    QCOMPARE(arguments.leftOut, isKept ? QStringList() : QStringList{text});
}

void TestKernelArguments::imageDbAddsOrReplaces_data()
{
    QTest::addColumn<QString>("append");
    QTest::addColumn<QString>("all");
    QTest::newRow("nothing") << u""_s << u"quiet a=1"_s;
    QTest::newRow("more") << u"a=2"_s << u"quiet a=1 a=2"_s;
    QTest::newRow("instead") << u"!only a=2 b"_s << u"a=2 b"_s;
    QTest::newRow("nothing instead") << u" !only"_s << u""_s;
    QTest::newRow("a word that begins so") << u"!onlyx"_s << u"quiet a=1 !onlyx"_s;
}

void TestKernelArguments::imageDbAddsOrReplaces()
{
    QFETCH(QString, append);
    KernelArguments own{{u"quiet"_s, u"a=1"_s}, {}};
    QTEST(joinedArguments(own, append), "all");
}

void TestKernelArguments::moreThanALoaderKeepsIsLeftOut()
{
    KernelArguments own{{QString(600, u'x')}, {}};
    QCOMPARE(joinedArguments(own, u"a"_s), u"a"_s);
    QCOMPARE(own.leftOut, QStringList{QString(600, u'x')});
    KernelArguments fits{{QString(599, u'x')}, {}};
    QCOMPARE(joinedArguments(fits, u"a"_s).size(), 601);
}

QTEST_GUILESS_MAIN(TestKernelArguments)
#include "kernel_arguments_test.moc"
