// SPDX-License-Identifier: GPL-3.0-or-later
// Whose agent runs in an image: what image_db says, what a node does and what it knows before. And that what it wrote
// is notP's own: no verification finds it extra, and no image holds it.
#include "common/jobs/job_context.h"
#include "imagebuilder/boot/own_agent.h"
#include "imagebuilder/delta/repair_tree.h"
#include "imagebuilder/excludes.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/pack/packer.h"
#include "imagebuilder/pack/tree_walker.h"
#include "kid/along/agent_program.h"
#include "kid/deploy/write_agent.h"
#include "kid/machine/directory_disk.h"
#include "kid/machine/real_machine.h"
#include "tests/support/counting_source.h"
#include "tests/unit/kid/image_root.h"

#include <QTest>

using namespace cid;
using namespace cid::test;

namespace {

const QString staticProgram = QStringLiteral(CID_BINARY_DIR "/kid/guard/cid-guard");

} // namespace

class TestWriteAgent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theImageSaysWhoseAgentRuns_data();
    void theImageSaysWhoseAgentRuns();
    void theProgramIsRenewed();
    void itIsKnownBeforeTheDisk_data();
    void itIsKnownBeforeTheDisk();
    void whatCountsAsTheImagesOwn_data();
    void whatCountsAsTheImagesOwn();
    void whatNeedsLibrariesIsToldApart_data();
    void whatNeedsLibrariesIsToldApart();
    void verifyingFindsNothingToDo();
    void anImageMadeOfTheNodeHasNoneOfIt();
    void everyPathIsLeftOutOfImages();

private:
    void make(const QByteArray &script) const;
    [[nodiscard]] Status write();
    /// The job, as a deployment runs it.
    [[nodiscard]] Status deploy(AgentSource source, const QString &program, const QByteArray &commandLine,
                                const QString &own = {});

    LocalFileSystem m_files;
    LocalProcessRunner m_runner;
    std::unique_ptr<ImageRoot> m_root;
};

void TestWriteAgent::init()
{
    m_root = std::make_unique<ImageRoot>();
    QVERIFY(QDir().mkpath(m_root->at(u"proc/self"_s)));
}

void TestWriteAgent::make(const QByteArray &script) const
{
    const Shell made = m_root->make(script);
    QVERIFY2(made.ok, made.err);
}

Status TestWriteAgent::write()
{
    JobContext context(m_runner, m_files);
    return AgentFiles(context, m_root->path).write(initSystemOf(m_files, m_root->path), "program");
}

Status TestWriteAgent::deploy(AgentSource source, const QString &program, const QByteArray &commandLine,
                              const QString &own)
{
    QFile::remove(m_root->at(u"proc/self/exe"_s));
    if (!QFile::link(program, m_root->at(u"proc/self/exe"_s))
        || !m_files.replace(m_root->at(u"proc/cmdline"_s), commandLine, 0644))
        return fail(makeError(ErrorKind::Internal, "test.setup", u"the machine cannot be made"_s));
    RealMachine machine({&m_runner, &m_files},
                        {m_root->at(u"sys"_s),
                         m_root->at(u"proc"_s),
                         m_root->at(u"dev"_s),
                         m_root->at(u"run"_s),
                         m_root->at(u"root"_s),
                         {}});
    const Result<BootMode> mode = machine.powerOn();
    if (!mode)
        return fail(mode.error());
    const auto scene = std::make_shared<DeployScene>();
    scene->machine = &machine;
    scene->disk = std::make_unique<DirectoryDisk>(m_root->at(u"disk"_s), Disk(), m_files);
    scene->input.order.definition.agent = source;
    scene->input.order.ownAgent = own;
    DiskPartition slot;
    slot.name = u"slot5"_s;
    JobContext context(m_runner, m_files);
    return WriteAgent(scene, slot).run(context);
}

void TestWriteAgent::theImageSaysWhoseAgentRuns_data()
{
    QTest::addColumn<int>("source");
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<bool>("isStatic");
    QTest::addColumn<QByteArray>("commandLine");
    QTest::addColumn<bool>("isWritten");
    QTest::addColumn<QByteArray>("code"); // of the error
    const auto row = [](const char *name, AgentSource source, const QByteArray &root, bool isStatic, bool isWritten,
                        const QByteArray &code = {}, const QByteArray &commandLine = "cid.blancmange=ram") {
        QTest::newRow(name) << int(source) << root << isStatic << commandLine << isWritten << code;
    };
    constexpr auto blancmange = AgentSource::Blancmange;
    const QByteArray own = systemdRoot + "put usr/sbin/cidkid; ";
    row("Blancmange's", blancmange, systemdRoot, true, true);
    row("Blancmange's instead of its own", blancmange, own, true, true);
    row("its own", AgentSource::Image, own, true, false);
    row("nobody's", AgentSource::None, systemdRoot, true, false);
    row("a server that says nothing means the image's", ImageDefinition().agent, own, true, false);
    row("a Blancmange with libraries leaves the image its own", blancmange, own, false, false);
    row("a Blancmange with libraries, and none in the image", blancmange, systemdRoot, false, false,
        "agent.not-static");
    row("its own, started by what nobody knows", blancmange, "put usr/local/sbin/cidkid sbin/init", true, false);
    row("none, and what starts services is not known", blancmange, "put sbin/init", true, false, "agent.no-init");
    row("a switch from an image whose agent is static", blancmange, systemdRoot, true, true, {}, "quiet");
    row("a switch from an image with an agent of its own", blancmange, systemdRoot, false, false, "agent.not-static",
        "quiet");
}

void TestWriteAgent::theImageSaysWhoseAgentRuns()
{
    QFETCH(int, source);
    QFETCH(QByteArray, root);
    QFETCH(bool, isStatic);
    QFETCH(QByteArray, commandLine);
    QFETCH(bool, isWritten);
    QFETCH(QByteArray, code);
    make(root);
    const QString program = isStatic ? staticProgram : QCoreApplication::applicationFilePath();
    const QString own = root.contains("/cidkid") ? u"/usr/sbin/cidkid"_s : QString();
    const Status status = deploy(AgentSource(source), program, commandLine, own);
    QCOMPARE(status ? QByteArray() : status.error().code, code);
    QCOMPARE(m_root->has(u"usr/lib/cid/cidkid"_s), isWritten);
    QCOMPARE(m_root->has(u"etc/systemd/system/cid-agent.service"_s), isWritten);
}

void TestWriteAgent::theProgramIsRenewed()
{
    make(systemdRoot + "put usr/lib/cid/cidkid");
    // A running image may be older than what is in the slot.
    QVERIFY(deploy(AgentSource::Blancmange, staticProgram, "quiet"));
    QCOMPARE(m_root->text(u"usr/lib/cid/cidkid"_s), "usr/lib/cid/cidkid\n");
    QVERIFY(m_root->has(u"etc/systemd/system/cid-agent.service"_s));
    QVERIFY(deploy(AgentSource::Blancmange, staticProgram, "cid.blancmange=ram"));
    QCOMPARE(m_root->text(u"usr/lib/cid/cidkid"_s), *m_files.read(staticProgram, 64 * MiB));
    QVERIFY(deploy(AgentSource::Image, staticProgram, "cid.blancmange=ram"));
    QVERIFY(!m_root->has(u"usr/lib/cid/cidkid"_s) && !m_root->has(u"etc/systemd/system/cid-agent.service"_s));
}

void TestWriteAgent::itIsKnownBeforeTheDisk_data()
{
    QTest::addColumn<int>("source");
    QTest::addColumn<bool>("isStatic");
    QTest::addColumn<QString>("own");
    QTest::addColumn<bool>("isRefused");
    QTest::newRow("one that comes along") << int(AgentSource::Blancmange) << true << QString() << false;
    QTest::newRow("one that needs libraries") << int(AgentSource::Blancmange) << false << QString() << true;
    QTest::newRow("one that needs libraries, and the image's own")
        << int(AgentSource::Blancmange) << false << u"/usr/sbin/cidkid"_s << false;
    QTest::newRow("a server that says nothing") << int(ImageDefinition().agent) << false << QString() << false;
}

void TestWriteAgent::itIsKnownBeforeTheDisk()
{
    QFETCH(int, source);
    QFETCH(bool, isStatic);
    QFETCH(QString, own);
    QFETCH(bool, isRefused);
    QVERIFY(QFile::link(isStatic ? staticProgram : QCoreApplication::applicationFilePath(),
                        m_root->at(u"proc/self/exe"_s)));
    RealMachine machine({&m_runner, &m_files},
                        {m_root->at(u"sys"_s),
                         m_root->at(u"proc"_s),
                         m_root->at(u"dev"_s),
                         m_root->at(u"run"_s),
                         m_root->at(u"root"_s),
                         {}});
    DeployOrder order;
    order.image = *ImageId::parse(u"alpine-3-20"_s);
    order.definition.agent = AgentSource(source);
    order.ownAgent = own;
    const Status status = WriteAgent::check(machine, m_files, order);
    QCOMPARE(!status, isRefused);
    QVERIFY(!isRefused || status.error().text.contains(u"alpine-3-20 holds no cidkid"_s));
    QVERIFY(!isRefused || status.error().text.contains(u"libraries = static"_s));
}

void TestWriteAgent::whatCountsAsTheImagesOwn_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<uint>("mode");
    QTest::addColumn<bool>("isOwn");
    const auto row = [](const char *name, const QByteArray &path, uint mode, bool isOwn) {
        QTest::newRow(name) << path << mode << isOwn;
    };
    row("a program", "usr/sbin/cidkid", S_IFREG | 0755, true);
    row("a program where nobody looks", "srv/notp/1.2/cidkid", S_IFREG | 0700, true);
    row("a link", "usr/bin/cidkid", S_IFLNK | 0777, true);
    row("a file that is no program", "usr/sbin/cidkid", S_IFREG | 0644, false);
    row("a folder", "opt/cidkid", S_IFDIR | 0755, false);
    row("another program", "usr/sbin/notcidkid", S_IFREG | 0755, false);
    row("a script that starts it", "etc/init.d/cidkid", S_IFREG | 0755, false);
    row("what notP wrote", "usr/lib/cid/cidkid", S_IFREG | 0755, false);
}

void TestWriteAgent::whatCountsAsTheImagesOwn()
{
    QFETCH(QByteArray, path);
    QFETCH(uint, mode);
    QFETCH(bool, isOwn);
    Manifest manifest;
    manifest.files.resize(2);
    manifest.files[1].path = path;
    manifest.files[1].mode = mode;
    QCOMPARE(ownAgentOf(manifest), isOwn ? u'/' + QString::fromLatin1(path) : QString());
}

void TestWriteAgent::whatNeedsLibrariesIsToldApart_data()
{
    QTest::addColumn<QByteArray>("content"); // empty: the file
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("static") << QByteArray() << staticProgram << QByteArray();
    QTest::newRow("with libraries") << QByteArray() << QCoreApplication::applicationFilePath()
                                    << QByteArray("agent.not-static");
    QTest::newRow("a script") << QByteArray("#!/bin/sh\n") << QString() << QByteArray("agent.no-program");
    QTest::newRow("nothing") << QByteArray() << QString() << QByteArray("agent.no-program");
    QTest::newRow("cut off") << QByteArray("\x7f"
                                           "ELF\2\1\1")
                             << QString() << QByteArray("agent.no-program");
    QByteArray far = QByteArray("\x7f"
                                "ELF\2\1\1")
        + QByteArray(57, '\0');
    far.replace(32, 8, QByteArray("\xff\xff\xff\xff\xff\xff\xff\x7f"));
    far[56] = 1;
    QTest::newRow("headers out of sight") << far << QString() << QByteArray("agent.not-static");
}

void TestWriteAgent::whatNeedsLibrariesIsToldApart()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, file);
    QFETCH(QByteArray, code);
    if (file.isEmpty()) {
        file = m_root->at(u"program"_s);
        QVERIFY(m_files.replace(file, content, 0755));
    }
    const Result<QByteArray> program = readAgentProgram(m_files, file);
    QCOMPARE(program ? QByteArray() : program.error().code, code);
    const Status head = checkAgentProgram(m_files, file);
    QCOMPARE(head ? QByteArray() : head.error().code, code);
}

void TestWriteAgent::verifyingFindsNothingToDo()
{
    make(systemdRoot + "put etc/motd");
    PackOptions pack;
    pack.root = m_root->path;
    pack.image = *ImageId::parse(u"tree-1-1"_s);
    pack.outputFolder = m_root->at({});
    QVERIFY(packImage(pack));
    QVERIFY(write());
    const QByteArray before = m_root->listing() + m_root->contents();
    const auto image = ImageFile::open(m_root->at(u"tree-1-1.gz"_s));
    QVERIFY(image);
    CountingSource source(*image);
    RepairOptions options;
    options.unpack.target = m_root->path;
    options.kept = builtInExcludes(ImageKind::Linux);
    const auto report = repairTree((*image)->manifest(), source, options);
    QVERIFY2(report, report ? "" : qPrintable(report.error().text));
    QCOMPARE(report->removed, 0);
    QCOMPARE(report->unpacked.fetched, 0);
    QCOMPARE(m_root->listing() + m_root->contents(), before);
    QCOMPARE(shell("systemctl --root=. is-enabled cid-agent.service", m_root->path).out, "enabled\n");
}

void TestWriteAgent::anImageMadeOfTheNodeHasNoneOfIt()
{
    make(systemdRoot
         + "put usr/sbin/cidkid etc/systemd/system/cidkid.service; mkdir -p "
           "etc/systemd/system/multi-user.target.wants; "
           "ln -s /etc/systemd/system/cidkid.service etc/systemd/system/multi-user.target.wants/cidkid.service");
    QVERIFY(write());
    PackOptions pack;
    pack.root = m_root->path;
    pack.image = *ImageId::parse(u"tree-1-1"_s);
    pack.outputFolder = m_root->at({});
    pack.excludes = builtInExcludes(ImageKind::Linux);
    const auto report = packImage(pack);
    QVERIFY(report);
    QByteArrayList files;
    for (const FileRecord &file : report->manifest.files) {
        if (!S_ISDIR(file.mode) && file.path.contains("cid"))
            files << file.path;
    }
    QCOMPARE(files,
             QByteArrayList({"etc/systemd/system/cidkid.service",
                             "etc/systemd/system/multi-user.target.wants/cidkid.service", "usr/sbin/cidkid"}));
    QVERIFY(report->leftOut.contains("usr/lib/cid/cidkid"));
}

void TestWriteAgent::everyPathIsLeftOutOfImages()
{
    const ExcludeList excludes(builtInExcludes(ImageKind::Linux));
    for (const QByteArray &path :
         starterPaths() + QByteArrayList{agentProgramPath, "etc/systemd/system/x.service.d/zz-cid-agent.conf"}) {
        const bool isLeftOut = excludes.matches(path) || excludes.matches(path.left(path.lastIndexOf('/')));
        QVERIFY2(isLeftOut, path);
    }
    for (const char *other : {"etc/init.d/cidkid", "etc/rc3.d/S01cidkid", "usr/sbin/cidkid", "usr/lib/cid/boot",
                              "etc/systemd/system/cidkid.service", "etc/init.d/.depend.start"})
        QVERIFY2(!excludes.matches(other), other);
}

QTEST_GUILESS_MAIN(TestWriteAgent)
#include "write_agent_test.moc"
