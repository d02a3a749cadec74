// SPDX-License-Identifier: GPL-3.0-or-later
// GRUB itself decides, in a program (grub-emu), about a disk that is a file: what starts, and what it counts.
#include "common/system/process_runner.h"
#include "kid/boot/grub_config.h"
#include "kid/boot/grub_environment.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cid;

namespace {

// The part that decides of the grub.cfg of notP 1.0, which many disks hold: it is written once.
constexpr char firstConfig[] = R"(set timeout=1
set default=blancmange
set fallback="1 2"
set cid_slot=0
load_env
if [ "$cid_slot" != 0 -a -n "$cid_kernel" ]; then
    if [ "$cid_tries" = 0 ]; then set cid_tries=1; set default=image
    elif [ "$cid_tries" = 1 ]; then set cid_tries=2; set default=image
    elif [ "$cid_tries" = 2 ]; then set cid_tries=3; set default=image
    fi
    if [ "$default" = image ]; then save_env cid_tries; fi
fi
menuentry 'The image in slot '$cid_slot --id image {
)";

QByteArray todaysConfig()
{
    return grubConfig({u"1111-2222"_s, {}, {u"panic=60"_s}});
}

BootState armed(int tries, bool isAccepted)
{
    BootState state{5, tries, u"/boot/vmlinuz"_s, u"/boot/initrd"_s, u"3333"_s, u"quiet"_s};
    state.accepted = isAccepted;
    return state;
}

} // namespace

class GrubStartsTest : public QObject
{
    Q_OBJECT
private:
    LocalProcessRunner m_local;
    ProcessRunner &m_runner = m_local;
    QTemporaryDir m_folder;

    [[nodiscard]] QString at(const QString &name) const { return m_folder.filePath(name); }

    void put(const QString &name, const QByteArray &content)
    {
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    [[nodiscard]] QByteArray run(const QStringList &words)
    {
        Command command;
        command.program = words.first();
        command.arguments = words.mid(1);
        const auto ran = m_runner.run(command);
        return ran ? ran->standardOutput : QByteArray();
    }

    /// One start: "image" or "blancmange".
    [[nodiscard]] QByteArray start()
    {
        const QByteArray said = run({u"env"_s, u"TERM=linux"_s, u"timeout"_s, u"20"_s, u"grub-emu"_s, u"-m"_s,
                                     at(u"map"_s), u"-r"_s, u"hd0"_s, u"-d"_s, u"/grub"_s});
        for (const auto &[chosen, name] : {std::pair<QByteArray, QByteArray>{"chosen=0.", "image"},
                                           {"chosen=image.", "image"},
                                           {"chosen=blancmange.", "blancmange"}}) {
            if (said.contains(chosen))
                return name;
        }
        return said;
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const QString &program : {u"grub-emu"_s, u"mke2fs"_s, u"debugfs"_s}) {
            if (QStandardPaths::findExecutable(program, {u"/usr/bin"_s, u"/usr/sbin"_s, u"/sbin"_s}).isEmpty())
                QSKIP("grub-emu and e2fsprogs are needed");
        }
    }

    void whatStarts_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<BootState>("state");
        QTest::addColumn<QByteArrayList>("starts");
        const QByteArrayList thrice{"image", "image", "image", "blancmange", "blancmange"};
        const QByteArrayList always{"image", "image", "image", "image", "image"};
        for (const auto &[name, config] :
             {std::pair<QByteArray, QByteArray>{"notP 1.0's menu", firstConfig}, {"today's menu", todaysConfig()}}) {
            QTest::newRow(name + " starts an image that nobody accepted three times")
                << config << armed(0, false) << thrice;
            QTest::newRow(name + " goes on counting where it was") << config << armed(2, false) << thrice.mid(2);
            QTest::newRow(name + " starts an accepted image for ever") << config << armed(0, true) << always;
            QTest::newRow(name + " starts Blancmange where it is armed")
                << config << BootState() << QByteArrayList{"blancmange", "blancmange"};
        }
    }

    void whatStarts()
    {
        QFETCH(QByteArray, config);
        QFETCH(BootState, state);
        QFETCH(QByteArrayList, starts);
        QDir(m_folder.path()).mkpath(u"tree/grub"_s);
        config.insert(config.indexOf("menuentry"), "echo \"chosen=$default.\"\nexit\n");
        put(u"tree/grub/grub.cfg"_s, config);
        put(u"tree/grub/grubenv"_s, *GrubEnvironment::encode(state));
        put(u"map"_s, "(hd0) " + at(u"disk"_s).toUtf8() + '\n');
        QFile::remove(at(u"disk"_s));
        static_cast<void>(
            run({u"mke2fs"_s, u"-q"_s, u"-t"_s, u"ext2"_s, u"-d"_s, at(u"tree"_s), at(u"disk"_s), u"4M"_s}));
        QVERIFY2(QFileInfo(at(u"disk"_s)).size() == 4 * MiB, "mke2fs made no disk");
        for (const QByteArray &expected : std::as_const(starts))
            QCOMPARE(start(), expected);
        // What GRUB wrote is still an environment of ours.
        const QByteArray block = run({u"debugfs"_s, u"-R"_s, u"cat /grub/grubenv"_s, at(u"disk"_s)});
        const auto left = GrubEnvironment::decode(block);
        QVERIFY2(left, block);
        QCOMPARE(left->accepted, state.accepted);
        QCOMPARE(left->tries, state.slot == 0 || state.accepted ? 0 : maxBootTries);
    }
};

QTEST_APPLESS_MAIN(GrubStartsTest)
#include "grub_starts_test.moc"
