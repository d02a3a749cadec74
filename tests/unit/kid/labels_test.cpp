// SPDX-License-Identifier: GPL-3.0-or-later
// The security labels of what notP writes into an image with SELinux.
#include "kid/along/agent_files.h"
#include "tests/unit/kid/image_root.h"

#include <QTest>

using namespace cid;
using namespace cid::test;

namespace {

const QByteArray enforcing =
    "mkdir -p etc/selinux/targeted/contexts/files; printf '# x\\nSELINUX=enforcing\\nSELINUXTYPE=targeted\\n' "
    ">etc/selinux/config; ";
const QByteArray contexts = R"(# comment
/.*	s:default_t
/etc/.*	s:etc_t
/usr/.*	s:usr_t
/usr/lib/.*	s:lib_t
/usr/s?bin(/.*)?	s:bin_t
/etc/hostname	--	s:hostname_etc_t
/etc/fstab\..*	--	s:never_t
/etc/NetworkManager(/.*)?	s:NetworkManager_etc_t
/etc/NetworkManager/system-connections(/.*)?	-d	s:folders_t
/etc/resolv\.conf.*	--	s:net_conf_t
/var/run/x	s:run_t
/etc/.*shadow	s:shadow_t
/etc/mtab	-l	s:link_t
/proc(/.*)?	<<none>>
)";

} // namespace

class TestLabels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_root = std::make_unique<ImageRoot>(); }
    void thePolicyGivesLabels_data();
    void thePolicyGivesLabels();
    void policiesThatAreNone_data();
    void policiesThatAreNone();
    void aFileIsLabelledAsTheOneBefore();
    void aNewFileIsLabelledByThePolicy();
    void withoutALabelTheImageLabelsItself_data();
    void withoutALabelTheImageLabelsItself();
    void theAgentIsAProgram();

private:
    void make(const QByteArray &script) const
    {
        const Shell made = m_root->make("label() { setfattr -n security.selinux -v \"$1\" \"$2\"; }; " + script);
        QVERIFY2(made.ok, made.err);
    }
    void makePolicy(const QByteArray &script = {})
    {
        make(enforcing + script);
        QVERIFY(
            m_files.replace(m_root->path + u"/etc/selinux/targeted/contexts/files/file_contexts"_s, contexts, 0644));
    }
    [[nodiscard]] Status write(const QByteArray &path, const QByteArrayList &like = {})
    {
        JobContext context(m_runner, m_files);
        return RootFiles(context, m_root->path).write({path, 0644, "x"}, like);
    }
    [[nodiscard]] QByteArray labelOf(const QByteArray &path) const
    {
        return shell("getfattr -h --only-values -n security.selinux " + path, m_root->path).out;
    }

    LocalFileSystem m_files{Durability::None};
    LocalProcessRunner m_runner;
    std::unique_ptr<ImageRoot> m_root;
};

void TestLabels::thePolicyGivesLabels_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isFolder");
    QTest::addColumn<QByteArray>("label");
    const auto row = [](const char *name, const QByteArray &path, const QByteArray &label, bool isFolder = false) {
        QTest::newRow(name) << path << isFolder << label;
    };
    row("the last that fits", "usr/lib/cid/x", "s:lib_t");
    row("a name without special letters before all others", "etc/hostname", "s:hostname_etc_t");
    row("for files alone", "etc/hostname", "s:etc_t", true);
    row("for folders alone", "etc/NetworkManager/system-connections", "s:folders_t", true);
    row("the same path as a file", "etc/NetworkManager/system-connections", "s:NetworkManager_etc_t");
    row("not for links", "etc/mtab", "s:etc_t");
    row("an escaped dot", "etc/resolv.conf", "s:net_conf_t");
    row("an escaped dot is no other letter", "etc/resolvXconf", "s:etc_t");
    row("the whole path", "etc/hostname2", "s:etc_t");
    row("a letter that may be missing", "usr/bin/env", "s:bin_t");
    row("a letter that is there", "usr/sbin/init", "s:bin_t");
    row("a later one wins", "etc/gshadow", "s:shadow_t");
    row("nothing", "proc/1", "");
    row("an alias", "run/x", "s:run_t");
    row("an alias's own name", "lib64", "s:lib64_t", true);
    row("local ones win", "etc/motd", "s:local_t");
    row("bytes that are no text", "etc/\xff\n\xfe", "s:etc_t");
}

void TestLabels::thePolicyGivesLabels()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, isFolder);
    makePolicy("cd etc/selinux/targeted/contexts/files; printf '/etc/motd\\t--\\ts:local_t\\n/libs\\ts:lib64_t\\n' "
               ">file_contexts.local; printf '# x\\n/run /var/run\\n/lib64 /libs\\n' >file_contexts.subs_dist");
    const ImageLabels labels = ImageLabels::read(m_files, m_root->path);
    QVERIFY(labels.isNeeded());
    QTEST(labels.labelOf(path, isFolder), "label");
}

void TestLabels::policiesThatAreNone_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<bool>("isNeeded");
    QTest::newRow("no SELinux") << QByteArray() << false;
    QTest::newRow("disabled") << QByteArray("SELINUX=disabled\\nSELINUXTYPE=targeted\\n") << false;
    QTest::newRow("permissive") << QByteArray("SELINUX=Permissive\\nSELINUXTYPE=targeted\\n") << true;
    QTest::newRow("commented out") << QByteArray("#SELINUX=enforcing\\nSELINUXTYPE=targeted\\n") << false;
    QTest::newRow("a policy that is not there") << QByteArray("SELINUX=enforcing\\nSELINUXTYPE=mls\\n") << true;
    QTest::newRow("a policy that climbs out") << QByteArray("SELINUX=enforcing\\nSELINUXTYPE=../../x\\n") << true;
}

void TestLabels::policiesThatAreNone()
{
    QFETCH(QByteArray, config);
    QFETCH(bool, isNeeded);
    makePolicy("printf '" + config
               + "' >etc/selinux/config; mkdir -p x/contexts/files; echo '/.* s:x' >x/contexts/files/file_contexts");
    const ImageLabels labels = ImageLabels::read(m_files, m_root->path);
    QCOMPARE(labels.isNeeded(), isNeeded);
    QCOMPARE(labels.labelOf("etc/hostname", false), config.startsWith("SELINUX=P") ? "s:hostname_etc_t" : "");
}

void TestLabels::aFileIsLabelledAsTheOneBefore()
{
    makePolicy("put etc/hostname etc/other; label s:mine etc/hostname; label s:etc_t etc");
    QVERIFY(write("etc/hostname"));
    QCOMPARE(labelOf("etc/hostname"), "s:mine");
    // One that had none gets the policy's.
    QVERIFY(write("etc/other"));
    QCOMPARE(labelOf("etc/other"), "s:etc_t");
    QVERIFY(!m_root->has(u".autorelabel"_s));
}

void TestLabels::aNewFileIsLabelledByThePolicy()
{
    makePolicy("label s:etc_t etc; ln -s ../usr/etc2 etc/link; mkdir -p usr/etc2");
    QVERIFY(write("etc/hostname"));
    QCOMPARE(labelOf("etc/hostname"), "s:hostname_etc_t");
    QVERIFY(write("etc/NetworkManager/system-connections/cid.nmconnection"));
    QCOMPARE(labelOf("etc/NetworkManager"), "s:NetworkManager_etc_t");
    QCOMPARE(labelOf("etc/NetworkManager/system-connections"), "s:folders_t");
    QCOMPARE(labelOf("etc/NetworkManager/system-connections/cid.nmconnection"), "s:NetworkManager_etc_t");
    QVERIFY(write("etc/hostname"));
    QCOMPARE(labelOf("etc/hostname"), "s:hostname_etc_t");
    QVERIFY(!m_root->has(u".autorelabel"_s));
}

void TestLabels::withoutALabelTheImageLabelsItself_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<bool>("isMade");
    QTest::newRow("an image without SELinux") << QByteArray(":") << false;
    QTest::newRow("no policy") << enforcing << true;
    QTest::newRow("no policy, and the folder has a label") << enforcing + "label s:etc_t etc" << false;
    QTest::newRow("SELinux that is disabled") << enforcing + "echo SELINUX=disabled >etc/selinux/config" << false;
}

void TestLabels::withoutALabelTheImageLabelsItself()
{
    QFETCH(QByteArray, script);
    QFETCH(bool, isMade);
    make(script);
    QVERIFY(write("etc/hostname"));
    QCOMPARE(m_root->has(u".autorelabel"_s), isMade);
    QCOMPARE(labelOf("etc/hostname"), script.contains("label") ? "s:etc_t" : "");
}

void TestLabels::theAgentIsAProgram()
{
    makePolicy(systemdRoot);
    JobContext context(m_runner, m_files);
    QVERIFY(AgentFiles(context, m_root->path).write(InitSystem::Systemd, "program"));
    // As the policy labels /usr/bin/env, though nothing in the image is labelled.
    QCOMPARE(labelOf("usr/lib/cid/cidkid"), "s:bin_t");
    QCOMPARE(labelOf("usr/lib/cid"), "s:lib_t");
}

QTEST_GUILESS_MAIN(TestLabels)
#include "labels_test.moc"
