// SPDX-License-Identifier: GPL-3.0-or-later
// What installs an image writes itself into it, with what starts it there: on roots that have what each distribution's
// have, as far as that decides anything. Nothing of them runs; systemd itself says what it would start.
#include "common/jobs/job_context.h"
#include "kid/along/agent_files.h"
#include "tests/unit/kid/image_root.h"

#include <QTest>

using namespace cid;
using namespace cid::test;

class TestAlong : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatStartsTheAgentIsChosenByTheFiles_data();
    void whatStartsTheAgentIsChosenByTheFiles();
    void whatAnotherInitStartedIsGone();
    void aLinkOutOfTheRootIsNotFollowed();
    void systemdStartsOneAgent_data();
    void systemdStartsOneAgent();
    void theImagesOwnIsNotStartedBesides_data();
    void theImagesOwnIsNotStartedBesides();
    void aMaskIsNotWrittenOver_data();
    void aMaskIsNotWrittenOver();
    void flagsAreSetAside();
    void labelsFit();

private:
    void make(const QByteArray &script) const;
    [[nodiscard]] Status write();

    LocalFileSystem m_files;
    LocalProcessRunner m_runner;
    std::unique_ptr<ImageRoot> m_root;
};

void TestAlong::init()
{
    m_root = std::make_unique<ImageRoot>();
}

void TestAlong::make(const QByteArray &script) const
{
    const Shell made = m_root->make(script);
    QVERIFY2(made.ok, made.err);
}

Status TestAlong::write()
{
    JobContext context(m_runner, m_files);
    return AgentFiles(context, m_root->path).write(initSystemOf(m_files, m_root->path), "program");
}

void TestAlong::whatStartsTheAgentIsChosenByTheFiles_data()
{
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<QStringList>("written"); // what is there afterwards; "link -> target"
    const auto row = [](const char *name, const QByteArray &root, const QStringList &written) {
        QTest::newRow(name) << root << written;
    };
    const QStringList units{
        u"etc/systemd/system/cid-agent.service"_s,
        u"etc/systemd/system/multi-user.target.wants/cid-agent.service -> /etc/systemd/system/cid-agent.service"_s};
    const QStringList levels{u"etc/init.d/cid-agent"_s, u"etc/rc2.d/S99cid-agent -> /etc/init.d/cid-agent"_s,
                             u"etc/rc5.d/S99cid-agent -> /etc/init.d/cid-agent"_s,
                             u"etc/rc0.d/K01cid-agent -> /etc/init.d/cid-agent"_s};
    const QStringList openRc{u"etc/init.d/cid-agent"_s, u"etc/runlevels/default/cid-agent -> /etc/init.d/cid-agent"_s};
    row("systemd where usr is merged", systemdRoot, units);
    row("systemd where usr is not merged",
        "put lib/systemd/systemd lib/systemd/system/multi-user.target; mkdir -p sbin etc/systemd/system; ln -s "
        "/lib/systemd/systemd "
        "sbin/init",
        units);
    row("systemd in a container's image without a link for init",
        "put usr/lib/systemd/systemd usr/lib/systemd/system/basic.target; mkdir -p etc/systemd/system", units);
    row("systemd to which init leads, beside SysV's",
        systemdRoot + "put etc/init.d/cron; mkdir -p etc/rc3.d; echo id:2:initdefault: >etc/inittab", units);
    row("SysV's init, beside systemd", "put usr/lib/systemd/systemd; " + sysvRoot, levels);
    row("systemd's folder is a link to nowhere",
        systemdRoot + "rmdir etc/systemd/system; ln -s /gone/with/it etc/systemd/system",
        {u"usr/lib/systemd/system/cid-agent.service"_s,
         u"usr/lib/systemd/system/multi-user.target.wants/cid-agent.service -> "
         "/usr/lib/systemd/system/cid-agent.service"_s});
    row("systemd's folder is a link that stays inside",
        systemdRoot + "rmdir etc/systemd/system; mkdir -p srv/units; ln -s ../../../../srv/units etc/systemd/system",
        {u"srv/units/cid-agent.service"_s});
    row("SysV's init of Debian, with the list that startpar reads",
        sysvRoot + "printf 'TARGETS = cron ssh\\nINTERACTIVE =\\nssh: cron\\n' >etc/init.d/.depend.start", levels);
    row("SysV's init of Red Hat",
        "put sbin/init etc/rc.d/init.d/crond; mkdir -p etc/rc.d/rc3.d etc/rc.d/rc6.d; ln -s rc.d/init.d etc/init.d; "
        "for i in 3 6; do ln -s rc.d/rc$i.d etc/rc$i.d; done; echo id:3:initdefault: >etc/inittab",
        {u"etc/rc.d/init.d/cid-agent"_s, u"etc/rc.d/rc3.d/S99cid-agent -> /etc/init.d/cid-agent"_s,
         u"etc/rc.d/rc6.d/K01cid-agent -> /etc/init.d/cid-agent"_s});
    row("SysV's init of SUSE", "put sbin/init; mkdir -p etc/init.d/rc3.d; echo id:3:initdefault: >etc/inittab",
        {u"etc/init.d/cid-agent"_s, u"etc/init.d/rc3.d/S99cid-agent -> /etc/init.d/cid-agent"_s});
    row("OpenRC that busybox starts, as in Alpine", alpineRoot, openRc);
    row("OpenRC that SysV's init starts, as in Gentoo",
        "put sbin/init etc/init.d/sshd sbin/openrc; mkdir -p etc/runlevels/default; "
        "printf 'id:3:initdefault:\\nl3:3:wait:/sbin/openrc default\\n' >etc/inittab",
        openRc);
    row("OpenRC's own init",
        "put sbin/openrc-init etc/init.d/sshd; mkdir -p etc/runlevels/default; ln -s openrc-init "
        "sbin/init",
        openRc);
    row("runit of Void", voidRoot,
        {u"etc/sv/cid-agent/run"_s, u"etc/runit/runsvdir/default/cid-agent -> /etc/sv/cid-agent"_s});
    row("runit of Debian", "put sbin/runit-init etc/sv/ssh/run; mkdir etc/service; ln -s runit-init sbin/init",
        {u"etc/sv/cid-agent/run"_s, u"etc/sv/cid-agent/supervise -> /run/cid-agent.supervise"_s,
         u"etc/service/cid-agent -> /etc/sv/cid-agent"_s});
    row("busybox alone",
        "put bin/busybox; mkdir sbin; ln -s ../bin/busybox sbin/init; echo ::askfirst:/bin/sh >etc/inittab",
        {u"usr/lib/cid/start"_s});
    row("systemd that has no folder in etc",
        "put usr/lib/systemd/systemd usr/lib/systemd/system/basic.target; rmdir etc",
        {u"usr/lib/systemd/system/cid-agent.service"_s});
    row("systemd that has no folder at all", "put usr/lib/systemd/systemd; rmdir etc", {units.first()});
}

void TestAlong::whatStartsTheAgentIsChosenByTheFiles()
{
    QFETCH(QByteArray, root);
    QFETCH(QStringList, written);
    make(root);
    Status status = write();
    QVERIFY2(status, status ? "" : qPrintable(status.error().text));
    for (const QString &one : std::as_const(written)) {
        const QStringList parts = one.split(u" -> "_s);
        QVERIFY2(m_root->has(parts.first()), qPrintable(one));
        if (parts.size() == 2)
            QCOMPARE(m_files.linkTargetInRoot(m_root->path, parts[0].toUtf8()).value_or("?"), parts[1].toUtf8());
        else
            QCOMPARE(m_files.facts(m_root->path + u'/' + parts[0])->mode, one.endsWith(u".service"_s) ? 0644U : 0755U);
    }
    QCOMPARE(m_root->text(u"usr/lib/cid/cidkid"_s), "program");
    QCOMPARE(m_files.facts(m_root->path + u"/usr/lib/cid/cidkid"_s)->mode, 0755U);
    if (m_root->has(u"etc/init.d/.depend.start"_s))
        QVERIFY(m_root->text(u"etc/init.d/.depend.start"_s).startsWith("TARGETS = cron ssh cid-agent\n"));
    const bool isByTable = m_root->text(u"etc/inittab"_s).contains("/usr/lib/cid/start");
    QCOMPARE(isByTable, QByteArray(QTest::currentDataTag()) == "busybox alone");
    // Once more is the same.
    const QByteArray before = m_root->listing() + m_root->contents();
    status = write();
    QVERIFY2(status, status ? "" : qPrintable(status.error().text));
    QCOMPARE(m_root->listing() + m_root->contents(), before);
}

void TestAlong::whatAnotherInitStartedIsGone()
{
    make(alpineRoot);
    QVERIFY(write());
    QVERIFY(m_root->has(u"etc/runlevels/default/cid-agent"_s));
    make("put usr/lib/systemd/systemd; mkdir -p etc/systemd/system; ln -sf /usr/lib/systemd/systemd "
         "sbin/init");
    QVERIFY(write());
    QVERIFY(m_root->has(u"etc/systemd/system/cid-agent.service"_s));
    QVERIFY(!m_root->has(u"etc/runlevels/default/cid-agent"_s) && !m_root->has(u"etc/init.d/cid-agent"_s));
}

void TestAlong::aLinkOutOfTheRootIsNotFollowed()
{
    make(systemdRoot
         + "ln -s ../../../../outside usr/lib/cid; rmdir etc/systemd/system; "
           "ln -s ../../../../outside etc/systemd/system");
    QVERIFY(QDir(m_root->at({})).mkpath(u"outside"_s) && QDir(m_root->at({})).mkpath(u"disk/outside"_s));
    const Status status = write();
    QVERIFY(!status);
    QVERIFY2(status.error().text.contains(u"usr/lib/cid"_s), qPrintable(status.error().text));
    for (const QString &outside : {u"outside"_s, u"disk/outside"_s})
        QVERIFY(QDir(m_root->at(outside)).isEmpty());
}

void TestAlong::systemdStartsOneAgent_data()
{
    QTest::addColumn<QByteArray>("own");
    const QByteArray unit = "[Service]\\nExecStart=/usr/sbin/cidkid -f\\n[Install]\\nWantedBy=multi-user.target\\n";
    const QByteArray enabled = "mkdir -p etc/systemd/system/multi-user.target.wants; ln -s /";
    const QByteArray wants = "/cidkid.service etc/systemd/system/multi-user.target.wants/cidkid.service";
    QTest::newRow("the image has none") << QByteArray();
    for (const QByteArray folder : {"etc/systemd/system", "usr/lib/systemd/system"})
        QTest::newRow(("its own unit in " + folder).constData())
            << "printf '" + unit + "' >" + folder + "/cidkid.service; " + enabled + folder + wants;
    QTest::newRow("its own unit of another name") << QByteArray(
        "printf '[Service]\\nExecStart=-/opt/site/bin/cidkid --config /x\\n' >usr/lib/systemd/system/site.service; "
        "printf '[Service]\\nExecStart=/usr/bin/cidkid-helper\\n' >usr/lib/systemd/system/other.service; "
        "printf '[Service]\\nExecStart=/usr/sbin/cidkid -f\\n' >etc/systemd/system/cidkid.service");
    QTest::newRow("its own unit, with a change of the administrator's") << "printf '" + unit
            + "' >usr/lib/systemd/system/cidkid.service; mkdir etc/systemd/system/cidkid.service.d; "
            + "printf '[Service]\\nNice=5\\n' >etc/systemd/system/cidkid.service.d/override.conf; " + enabled
            + "usr/lib/systemd/system" + wants;
}

// systemctl reads the root as the systemd in it would.
void TestAlong::systemdStartsOneAgent()
{
    QFETCH(QByteArray, own);
    make(systemdRoot + own);
    const QByteArray before = m_root->contents();
    QVERIFY(write());
    const Shell ours = shell("systemctl --root=. is-enabled cid-agent.service", m_root->path);
    QCOMPARE(ours.out, "enabled\n");
    const auto read = [this](const QByteArray &unit) {
        return shell("systemd-analyze --root=. cat-config systemd/system/" + unit, m_root->path).out;
    };
    QVERIFY2(read("cid-agent.service").contains("ExecStart=/usr/lib/cid/cidkid -f"), read("cid-agent.service"));
    const QByteArray theirs = read("cidkid.service");
    QVERIFY2(theirs.contains("\nConditionPathExists=!/usr/lib/cid/cidkid\n"), theirs);
    QCOMPARE(theirs.contains("\nExecStart=/usr/sbin/cidkid -f\n"), !own.isEmpty());
    const bool isOther = m_root->has(u"usr/lib/systemd/system/site.service"_s);
    QCOMPARE(m_root->has(u"etc/systemd/system/site.service.d/zz-cid-agent.conf"_s), isOther);
    QVERIFY(!m_root->has(u"etc/systemd/system/other.service.d"_s));
    // Nothing of the image's own files was changed.
    const Shell same = shell("sha256sum -c --quiet - <<'END'\n" + before + "END\n", m_root->path);
    QVERIFY2(same.ok, same.out + same.err);
    JobContext context(m_runner, m_files);
    QVERIFY(AgentFiles(context, m_root->path).withdraw());
    QCOMPARE(m_root->contents(), before);
    QVERIFY(!m_root->has(u"etc/systemd/system/multi-user.target.wants/cid-agent.service"_s));
}

void TestAlong::theImagesOwnIsNotStartedBesides_data()
{
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<QString>("started"); // what starts the image's own
    QTest::addColumn<QString>("kept"); // what looks like it
    QTest::newRow("OpenRC") << alpineRoot
            + "put etc/init.d/cidkid; ln -s /etc/init.d/cidkid etc/runlevels/boot/cidkid; "
              "ln -s /etc/init.d/x etc/runlevels/default/cidkid-x"
                            << u"etc/runlevels/boot/cidkid"_s << u"etc/runlevels/default/cidkid-x"_s;
    QTest::newRow("SysV's init") << sysvRoot
            + "put etc/init.d/cidkid; ln -s ../init.d/cidkid etc/rc2.d/S05cidkid; "
              "ln -s ../init.d/cidkid etc/rc6.d/K01cidkid"
                                 << u"etc/rc2.d/S05cidkid"_s << u"etc/rc6.d/K01cidkid"_s;
    QTest::newRow("runit") << voidRoot + "put etc/sv/cidkid/run; ln -s /etc/sv/cidkid etc/runit/runsvdir/default/cidkid"
                           << u"etc/runit/runsvdir/default/cidkid"_s << u"etc/sv/cidkid/run"_s;
}

void TestAlong::theImagesOwnIsNotStartedBesides()
{
    QFETCH(QByteArray, root);
    QFETCH(QString, started);
    QFETCH(QString, kept);
    make(root);
    QVERIFY(m_root->has(started));
    QVERIFY(write());
    QVERIFY(!m_root->has(started));
    QVERIFY(m_root->has(kept));
}

void TestAlong::aMaskIsNotWrittenOver_data()
{
    QTest::addColumn<QByteArray>("mask");
    QTest::addColumn<bool>("isRefused");
    const QByteArray folder = "etc/systemd/system/";
    QTest::newRow("a link to /dev/null") << "ln -s /dev/null " + folder + "cid-agent.service" << true;
    QTest::newRow("a relative link to it") << "ln -s ../../../dev/null " + folder + "cid-agent.service" << true;
    QTest::newRow("an empty unit") << "touch " + folder + "cid-agent.service" << true;
    QTest::newRow("of the image's own agent alone") << "ln -s /dev/null " + folder + "cidkid.service" << false;
}

void TestAlong::aMaskIsNotWrittenOver()
{
    QFETCH(QByteArray, mask);
    QFETCH(bool, isRefused);
    make(systemdRoot + mask);
    const QByteArray before = m_root->listing();
    const Status status = write();
    QCOMPARE(!status, isRefused);
    if (!isRefused)
        return;
    QCOMPARE(status.error().code, "agent.masked");
    QVERIFY(status.error().text.contains(u"agent = image or none"_s));
    QCOMPARE(m_root->listing(), before);
}

// On a file system that knows such flags, whatever the tests' folder lies on.
void TestAlong::flagsAreSetAside()
{
    const Shell made =
        shell("truncate -s 16M fs && mkfs.ext4 -q fs && mkdir -p m && mount -o loop fs m", m_root->at({}));
    QVERIFY2(made.ok, made.err);
    m_root->path = m_root->at(u"m"_s);
    make(systemdRoot
         + "put usr/lib/cid/cidkid; chattr +i usr/lib/cid/cidkid usr/lib/cid; chattr +a etc/systemd/system");
    const Status status = write();
    const QByteArray flags = shell("lsattr -d usr/lib/cid/cidkid usr/lib/cid etc/systemd/system", m_root->path).out;
    const QByteArray program = m_root->text(u"usr/lib/cid/cidkid"_s);
    QVERIFY(shell("cd m && chattr -i usr/lib/cid usr/lib/cid/cidkid && chattr -a etc/systemd/system; cd .. && umount m",
                  m_root->at({}))
                .ok);
    QVERIFY2(status, status ? "" : qPrintable(status.error().text));
    QCOMPARE(program, "program");
    const QByteArrayList lines = flags.split('\n');
    QVERIFY2(lines[0].startsWith("----i") && lines[1].startsWith("----i") && lines[2].startsWith("-----a"), flags);
}

void TestAlong::labelsFit()
{
    make(systemdRoot
         + "put etc/inittab; label() { setfattr -n security.selinux -v \"$1\" \"$2\"; }; label s:bin_t "
           "usr/bin/env; "
           "label s:unit_t usr/lib/systemd/system/multi-user.target; label s:lib_t usr/lib; label s:etc_t "
           "etc/systemd/system");
    QVERIFY(write());
    const auto labelOf = [this](const QByteArray &path) {
        return shell("getfattr -h --only-values -n security.selinux " + path, m_root->path).out;
    };
    QCOMPARE(labelOf("usr/lib/cid/cidkid"), "s:bin_t");
    QCOMPARE(labelOf("usr/lib/cid"), "s:lib_t"); // As a kernel lets it inherit.
    QCOMPARE(labelOf("etc/systemd/system/cid-agent.service"), "s:unit_t");
    QCOMPARE(labelOf("etc/systemd/system/multi-user.target.wants"), "s:etc_t");
    QCOMPARE(labelOf("etc/systemd/system/multi-user.target.wants/cid-agent.service"), "s:etc_t");
    // What is replaced keeps its own.
    QVERIFY(m_files.replaceInRoot({m_root->path, "usr/bin/env", "new", 0755}));
    QCOMPARE(labelOf("usr/bin/env"), "s:bin_t");
}

QTEST_GUILESS_MAIN(TestAlong)
#include "along_test.moc"
