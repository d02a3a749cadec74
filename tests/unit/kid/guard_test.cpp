// SPDX-License-Identifier: GPL-3.0-or-later
// The guard as the first process of a process namespace: its reboot ends that namespace, as the kernel has it.
#include "kid/machine/start_guard.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 40'000;
constexpr int rebooted = 128 + 1; // reboot() in a namespace is SIGHUP for its first process

// Prepares a root with the guard, the image's init and this machine's programs, and starts the guard as process 1 in
// it.
constexpr char starter[] = R"TEXT(
set -e
root=$1 guard=$2
shift 2
mount -t tmpfs tmpfs "$root"
for name in dev usr proc tmp; do mkdir "$root/$name"; done
mknod -m 666 "$root/dev/null" c 1 3
mount --rbind /usr "$root/usr"
for name in bin sbin lib lib64; do ln -s "usr/$name" "$root/$name"; done
cp "$guard" "$root/cid-guard"
cat >"$root/init"
chmod 755 "$root/init"
[ -s "$root/init" ] || rm "$root/init"
unshare --pid --fork --kill-child chroot "$root" /cid-guard "$@" </dev/null || exit $?
)TEXT";

/// The first lines of an image's init that looks around.
constexpr char head[] = R"TEXT(#!/bin/sh
mount -t proc proc /proc
guards() { grep -alE '^@cid-guard' /proc/[0-9]*/cmdline 2>/dev/null | wc -l; }
until [ "$(guards)" = 1 ]; do sleep 0.05; done
)TEXT";
// Ends well when the guard has.
constexpr char untilGuardEnds[] = "while [ \"$(guards)\" != 0 ]; do sleep 0.05; done\necho over\nexit 0\n";

/// One start of an image.
class Start
{
public:
    Start(const QByteArray &init, const QByteArray &seconds, const QStringList &words = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"cid_guard"_s, QString::fromLatin1(seconds));
        environment.insert(u"other"_s, u"word"_s);
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(u"unshare"_s,
                        QStringList{u"--mount"_s, u"--propagation"_s, u"private"_s, u"sh"_s, u"-c"_s,
                                    QString::fromLatin1(starter), u"sh"_s, m_folder.path(),
                                    QStringLiteral(CID_BINARY_DIR "/kid/guard/cid-guard")}
                            + words);
        m_process.write(init);
        m_process.closeWriteChannel();
    }

    /// Until the image says that.
    [[nodiscard]] bool says(const QByteArray &word)
    {
        return QTest::qWaitFor([&] { return (m_said += m_process.readAll()).contains(word); }, patience);
    }
    /// The exit code; -1 where it does not end.
    [[nodiscard]] int end()
    {
        const bool hasEnded = QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, patience);
        m_said += m_process.readAll();
        return hasEnded && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    [[nodiscard]] const QByteArray &said() const { return m_said; }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_said;
};

/// As another user.
bool tellAsStranger(const char *word)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(::setuid(65534) == 0 && tellGuard(word) ? 0 : 1);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

class GuardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root");
        // The guard's socket belongs to a network: not to this machine's.
        QVERIFY(::unshare(CLONE_NEWNET) == 0);
    }

    void theImageStartsAsTheKernelWouldStartIt()
    {
        Start start("#!/bin/sh\necho \"pid=$$ me=$0 words=$* guard=${cid_guard-none} other=$other\"\nexit 7\n", "60",
                    {u"single"_s, u"a b"_s});
        QCOMPARE(start.end(), 7);
        QVERIFY2(start.said().contains("pid=1 me=/init words=single a b guard=none other=word\n"), start.said());
    }

    void whatIsNotConfirmedBeginsAgain_data()
    {
        QTest::addColumn<QByteArray>("init");
        const QByteArray wait = "exec sleep 120\n";
        QTest::newRow("an init that sleeps") << head + wait;
        QTest::newRow("an init that ends all processes with a signal they may refuse")
            << head + QByteArray("kill -TERM -1\nkill -HUP -1\n") + wait;
        QTest::newRow("a cidkid that has ended, and that nobody asked for")
            << head + QByteArray("cp /usr/bin/true /cidkid\nsh -c '/cidkid & exec sleep 120' &\n") + wait;
        QTest::newRow("a process whose name only begins with cidkid")
            << head + QByteArray("cp /usr/bin/sleep /cidkid-helper\n/cidkid-helper 120 &\n") + wait;
    }

    void whatIsNotConfirmedBeginsAgain()
    {
        QFETCH(QByteArray, init);
        Start start(init, "2");
        QCOMPARE(start.end(), rebooted);
        QVERIFY2(start.said().contains("nobody confirmed this start"), start.said());
    }

    void aConfirmedStartGoesOn()
    {
        Start start(head + QByteArray("echo ready\n") + untilGuardEnds, "30");
        QVERIFY2(start.says("ready"), start.said());
        QVERIFY(tellGuard(guardConfirmed));
        QCOMPARE(start.end(), 0);
        QVERIFY2(start.said().contains("over"), start.said());
    }

    void whatOthersSayIsNotHeard()
    {
        Start start(head + QByteArray("echo ready\nexec sleep 120\n"), "3");
        QVERIFY2(start.says("ready"), start.said());
        QVERIFY(tellAsStranger(guardConfirmed));
        QVERIFY(tellGuard("confirmed, they say"));
        QVERIFY(tellGuard(""));
        QCOMPARE(start.end(), rebooted);
    }

    void aCidkidThatKnowsNoGuardIsLeftAtWork()
    {
        Start start(head + QByteArray("cp /usr/bin/sleep /cidkid\n/cidkid 120 &\n") + untilGuardEnds, "2");
        QCOMPARE(start.end(), 0);
        QVERIFY2(start.said().contains("knows no guard"), start.said());
    }

    void aCidkidThatKnowsItHasToConfirm()
    {
        Start start(head + QByteArray("cp /usr/bin/sleep /cidkid\n/cidkid 120 &\necho ready\nexec sleep 120\n"), "3");
        QVERIFY2(start.says("ready"), start.said());
        QVERIFY(tellGuard(guardHello));
        QCOMPARE(start.end(), rebooted);
    }

    void noPatienceIsNoGuard()
    {
        Start start("#!/bin/sh\nmount -t proc proc /proc\ngrep -alE '^@cid-guard' /proc/[0-9]*/cmdline || exit 3\n",
                    "0");
        QCOMPARE(start.end(), 3);
    }

    void anInitrdWithoutInitEndsAtOnce()
    {
        Start start({}, "60");
        QCOMPARE(start.end(), 1);
        QVERIFY2(start.said().contains("holds no /init"), start.said());
    }

    void itDoesNothingWhereItIsNotTheFirstProcess()
    {
        QCOMPARE(QProcess::execute(QStringLiteral(CID_BINARY_DIR "/kid/guard/cid-guard")), 2);
    }

    void whereThereIsNoGuardNobodyHasToBeTold() { QVERIFY(tellGuard(guardConfirmed)); }
};

QTEST_GUILESS_MAIN(GuardTest)
#include "guard_test.moc"
