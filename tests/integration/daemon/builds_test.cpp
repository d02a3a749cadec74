// SPDX-License-Identifier: GPL-3.0-or-later
// Operators build on the server: cidd passes it on to a real cid-build, over its socket.
#include "common/client/cid_client.h"
#include "common/config/key_file.h"
#include "tests/support/cluster.h"

#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

// Acts as blancmange: a line and small files, or, while FILE.slow is there, a child that would run for ever.
constexpr auto blancmange = R"(#!/bin/sh
echo "step $1"
while [ $# -gt 0 ]; do [ "$1" = --output ] && output=$2; shift; done
if [ -e "$0.slow" ]; then sleep 1000 & trap "exit 1" TERM; echo "child $!"; wait; fi
mkdir -p "$output"
echo kernel >"$output/vmlinuz"
echo initramfs >"$output/blancmange-initramfs.gz"
printf 'x\n\nbusybox   1.5 MiB   600.0 KiB   3\nall   1.5 MiB   600.0 KiB   3\n' >"$output/manifest"
)";

constexpr auto topConfig = "[kernel]\npath = /boot/vmlinuz\n\n[ssh]\nroot_password = t00r\n";

} // namespace

class TestBuilds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void withoutTheServiceItIsSaid();
    void anImageIsBuiltAndCatalogued();
    void whatIsNotAllowedIsRefused_data();
    void whatIsNotAllowedIsRefused();
    void theShippedPasswordHasToBeAcknowledged();
    void blancmangeIsPublished();
    void aBuildThatIsCancelledEndsWithItsChildren();
    void aBuildOutlivesWhoAskedForIt();
    void anotherUserIsNotHeard();
    void aKilledServiceSaysWhatWasInterrupted();
    void cleanupTestCase();

private:
    template <typename Answer, typename Question>
    [[nodiscard]] static Result<Answer> ask(CidClient &client, const Question &question)
    {
        std::optional<Result<Answer>> answer;
        client.ask<Answer>(question, [&](Result<Answer> got) { answer = std::move(got); });
        static_cast<void>(QTest::qWaitFor([&] { return answer.has_value(); }, 30'000));
        return answer ? std::move(*answer) : fail(makeError(ErrorKind::Timeout, "test.no-answer", {}));
    }
    /// The whole log and the build at its end.
    struct Ended
    {
        Build build;
        QStringList lines;
        bool isOver = false;
    };
    [[nodiscard]] Ended follow(qint64 build) const;
    [[nodiscard]] Build find(qint64 build) const;
    [[nodiscard]] std::unique_ptr<CidClient> client() const;
    [[nodiscard]] bool startService();
    void setSlow(bool slow) const;
    [[nodiscard]] BuildRequest imageOf(const QString &name, const QString &folder) const;

    Cluster m_cluster;
    std::unique_ptr<QProcess> m_service;
    std::unique_ptr<CidClient> m_client;
};

void TestBuilds::initTestCase()
{
    const QByteArray folder = m_cluster.path().toUtf8();
    QVERIFY(m_cluster.write(u"roots/tree/etc/motd"_s, "hello"));
    QVERIFY(m_cluster.write(u"images/.keep"_s, {}));
    QVERIFY(m_cluster.write(u"boot/vmlinuz"_s, "old"));
    QVERIFY(m_cluster.write(u"build/blancmange"_s, blancmange));
    QFile::setPermissions(m_cluster.path(u"build/blancmange"_s),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QVERIFY(m_cluster.configure("http_port = " + QByteArray::number(Cluster::freePort()) + "\nboot_dir = boot\n",
                                "[build]\nsocket = " + folder + "/build.socket\nfolder = " + folder
                                    + "/build\nroots = " + folder + "/roots\nqueue = 3\n"));
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n1\"]\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"top_config"_s, topConfig));
    QVERIFY(QFile::link(u"/etc"_s, m_cluster.path(u"roots/way-out"_s)));
    QVERIFY2(m_cluster.startServer(), m_cluster.log(u"cidd"_s));
    m_client = client();
    QTRY_VERIFY(m_client->isConnected());
}

std::unique_ptr<CidClient> TestBuilds::client() const
{
    ClientAccess access{{{u"127.0.0.1"_s, m_cluster.port()}},
                        {m_cluster.fingerprint()},
                        readKeyFile(m_cluster.path(u"operator_key"_s), {}).value_or(QByteArray())};
    auto made = std::make_unique<CidClient>(access, ClientRole::Operator, ClientThread::Shared);
    return made->start() ? std::move(made) : nullptr;
}

bool TestBuilds::startService()
{
    m_service = m_cluster.begin(u"daemon/build/cid-build"_s,
                                {u"--mkimg"_s, QStringLiteral(CID_BINARY_DIR "/imagebuilder/mkimg.linux"),
                                 u"--blancmange"_s, m_cluster.path(u"build/blancmange"_s)});
    return QTest::qWaitFor([this] { return bool(ask<BuildsReply>(*m_client, BuildsRequest{})); }, 20'000);
}

void TestBuilds::setSlow(bool slow) const
{
    if (slow)
        QVERIFY(m_cluster.write(u"build/blancmange.slow"_s, {}));
    else
        QFile::remove(m_cluster.path(u"build/blancmange.slow"_s));
}

BuildRequest TestBuilds::imageOf(const QString &name, const QString &folder) const
{
    BuildRequest request;
    request.image = *ImageId::parse(name);
    request.path = folder.startsWith(u'/') ? folder : m_cluster.path(folder);
    return request;
}

TestBuilds::Ended TestBuilds::follow(qint64 build) const
{
    Ended ended;
    m_client->follow<BuildUpdate>(WatchBuildRequest{build, 0}, [&ended](const Result<BuildUpdate> &update) {
        if (!update || update->firstLine != ended.lines.size())
            return false;
        ended.build = update->build;
        ended.lines += update->lines;
        ended.isOver = update->last;
        return !update->last;
    });
    static_cast<void>(QTest::qWaitFor([&] { return ended.isOver; }, 30'000));
    return ended;
}

Build TestBuilds::find(qint64 id) const
{
    const auto reply = ask<BuildsReply>(*m_client, BuildsRequest{});
    for (const Build &build : reply ? reply->builds : QList<Build>()) {
        if (build.id == id)
            return build;
    }
    return {};
}

void TestBuilds::withoutTheServiceItIsSaid()
{
    const auto reply = ask<BuildReply>(*m_client, imageOf(u"tree-1-1"_s, u"roots/tree"_s));
    QVERIFY(!reply);
    QCOMPARE(reply.error().code, QByteArray("build.no-service"));
    QVERIFY(startService());
}

void TestBuilds::anImageIsBuiltAndCatalogued()
{
    const auto reply = ask<BuildReply>(*m_client, imageOf(u"tree-1-1"_s, u"roots/tree"_s));
    QVERIFY2(reply, reply ? "" : qPrintable(reply.error().text));
    const Ended ended = follow(reply->build.id);
    QVERIFY(ended.isOver);
    QVERIFY2(ended.build.state == BuildState::Done, qPrintable(ended.lines.join(u'\n') + ended.build.reason));
    QCOMPARE(ended.build.lines, ended.lines.size());
    QVERIFY2(ended.build.command.contains(u"mkimg.linux --image tree-1-1 --output "_s),
             qPrintable(ended.build.command));
    QVERIFY2(ended.build.request.who.startsWith("operator "_L1), qPrintable(ended.build.request.who));
    // cidd saw the end, too: the image can be deployed, and the history knows who built it.
    QTRY_COMPARE(ask<ImagesReply>(*m_client, ImagesRequest{})->images.size(), 1);
    const auto events = ask<EventsReply>(*m_client, EventsRequest{0, {}, {}, 500, false, {}});
    QByteArrayList noted;
    for (const Event &event : events->events) {
        if (event.to == "tree-1-1"_L1 && event.who == ended.build.request.who)
            noted << event.what;
    }
    QVERIFY2(noted.contains("build") && noted.contains("built"), noted.join(' '));
}

void TestBuilds::whatIsNotAllowedIsRefused_data()
{
    QTest::addColumn<BuildRequest>("request");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const BuildRequest &request, const char *code) {
        QTest::newRow(name) << request << QByteArray(code);
    };
    row("a name that is taken", imageOf(u"tree-1-1"_s, u"roots/tree"_s), "image.exists");
    row("a folder outside the roots", imageOf(u"tree-1-2"_s, u"/etc"_s), "build.outside-roots");
    row("a way up out of a root", imageOf(u"tree-1-2"_s, u"roots/../boot"_s), "build.outside-roots");
    row("a link out of a root", imageOf(u"tree-1-2"_s, u"roots/way-out"_s), "build.outside-roots");
    row("a folder that is not there", imageOf(u"tree-1-2"_s, u"roots/none"_s), "build.no-path");
    BuildRequest packages = imageOf(u"tree-1-2"_s, u"roots/tree"_s);
    packages.source = ImageSource::Packages;
    packages.suite = u"bookworm"_s;
    packages.packages = {u"gcc --hook=x"_s};
    row("a package that is an option", packages, "build.bad-request");
    packages.packages.clear();
    packages.suite = u"../x"_s;
    row("a release that is a path", packages, "build.bad-request");
    BuildRequest nameless = imageOf(u"tree-1-2"_s, u"roots/tree"_s);
    nameless.image = {};
    row("no name", nameless, "build.bad-request");
    BuildRequest lengthy = packages;
    lengthy.suite = u"bookworm"_s;
    lengthy.packages = {u"bash"_s};
    lengthy.excludes = QStringList(150, u"/var/"_s + QString(2'000, u'x'));
    row("more words than a message holds twice", lengthy, "build.bad-request");
    BuildRequest excludes = imageOf(u"tree-1-2"_s, u"roots/tree"_s);
    excludes.excludes = {QString()};
    row("an empty path to leave out", excludes, "build.bad-request");
}

void TestBuilds::whatIsNotAllowedIsRefused()
{
    QFETCH(BuildRequest, request);
    QFETCH(QByteArray, code);
    const auto before = ask<BuildsReply>(*m_client, BuildsRequest{});
    const auto reply = ask<BuildReply>(*m_client, request);
    QVERIFY(!reply);
    QCOMPARE(reply.error().code, code);
    QVERIFY(!reply.error().text.isEmpty());
    QCOMPARE(ask<BuildsReply>(*m_client, BuildsRequest{})->builds.size(), before->builds.size());
}

void TestBuilds::theShippedPasswordHasToBeAcknowledged()
{
    const auto place = ask<BuildPlaceReply>(*m_client, BuildPlaceRequest{});
    QVERIFY(place);
    QCOMPARE(place->warnings.size(), 1);
    BuildRequest request;
    request.kind = BuildKind::BlancmangeImage;
    QCOMPARE(ask<BuildReply>(*m_client, request).error().code, QByteArray("build.not-acknowledged"));
    request.acknowledged = {place->warnings.first().code};
    const auto reply = ask<BuildReply>(*m_client, request);
    QVERIFY2(reply, reply ? "" : qPrintable(reply.error().text));
    const Ended ended = follow(reply->build.id);
    QCOMPARE(ended.build.state, BuildState::Done);
    QCOMPARE(ended.lines, QStringList{u"step build-image"_s});
    const auto after = ask<BuildPlaceReply>(*m_client, BuildPlaceRequest{});
    QCOMPARE(after->sizes.size(), 1);
    QCOMPARE(after->sizes.first(), (PackageSize{u"busybox"_s, 1'572'864, 614'400}));
    QCOMPARE(after->made.size(), 2);
}

void TestBuilds::blancmangeIsPublished()
{
    BuildRequest request;
    request.kind = BuildKind::BlancmangePublish;
    const Ended ended = follow(ask<BuildReply>(*m_client, request)->build.id);
    QVERIFY2(ended.build.state == BuildState::Done, qPrintable(ended.lines.join(u'\n')));
    const auto content = [this](const QString &name) {
        QFile file(m_cluster.path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QCOMPARE(content(u"boot/vmlinuz"_s), QByteArray("kernel\n"));
    QCOMPARE(content(u"boot/vmlinuz.old"_s), QByteArray("old"));
    QCOMPARE(content(u"boot/blancmange-initramfs.gz"_s), QByteArray("initramfs\n"));
}

void TestBuilds::aBuildThatIsCancelledEndsWithItsChildren()
{
    setSlow(true);
    BuildRequest request;
    request.kind = BuildKind::BlancmangeBuild;
    request.acknowledged = {"shipped-password"};
    const qint64 running = ask<BuildReply>(*m_client, request)->build.id;
    const qint64 waiting = ask<BuildReply>(*m_client, request)->build.id;
    QTRY_COMPARE(find(running).lines, 2);
    QCOMPARE(find(waiting).state, BuildState::Waiting);
    QVERIFY(ask<OkReply>(*m_client, CancelBuildRequest{waiting, {}}));
    QVERIFY(ask<OkReply>(*m_client, CancelBuildRequest{running, {}}));
    const Ended ended = follow(running);
    QCOMPARE(ended.build.state, BuildState::Cancelled);
    QVERIFY2(ended.build.reason.startsWith("cancelled by operator "_L1), qPrintable(ended.build.reason));
    QCOMPARE(find(waiting).state, BuildState::Cancelled);
    QVERIFY(ended.lines.size() > 1);
    const int child = ended.lines[1].section(u' ', 1).toInt();
    QVERIFY(child > 1);
    QTRY_VERIFY(::kill(child, 0) != 0);
    QCOMPARE(ask<OkReply>(*m_client, CancelBuildRequest{running, {}}).error().code, QByteArray("build.over"));
    setSlow(false);
}

void TestBuilds::aBuildOutlivesWhoAskedForIt()
{
    auto other = client();
    QTRY_VERIFY(other->isConnected());
    BuildRequest request;
    request.kind = BuildKind::BlancmangeGet;
    request.acknowledged = {"shipped-password"};
    const auto reply = ask<BuildReply>(*other, request);
    QVERIFY(reply);
    other.reset();
    const Ended ended = follow(reply->build.id);
    QCOMPARE(ended.build.state, BuildState::Done);
    QCOMPARE(ended.lines, QStringList{u"step get-packages"_s});
}

void TestBuilds::anotherUserIsNotHeard()
{
    if (::geteuid() != 0)
        QSKIP("only root can become somebody else");
    QProcess stranger;
    stranger.start(u"python3"_s,
                   {u"-c"_s,
                    u"import os, socket, sys\nos.setuid(65534)\ns = socket.socket(socket.AF_UNIX)\n"
                    "s.connect(sys.argv[1])\ns.settimeout(20)\n"
                    "try: data = s.recv(1)\nexcept ConnectionResetError: data = b''\nprint(len(data))\n"_s,
                    m_cluster.path(u"build.socket"_s)});
    const Ran ran = Cluster::ended(stranger);
    QVERIFY2(ran.code == 0, ran.err);
    QCOMPARE(ran.out.trimmed(), QByteArray("0"));
}

void TestBuilds::aKilledServiceSaysWhatWasInterrupted()
{
    setSlow(true);
    BuildRequest request;
    request.kind = BuildKind::BlancmangeBuild;
    request.acknowledged = {"shipped-password"};
    const qint64 id = ask<BuildReply>(*m_client, request)->build.id;
    QTRY_COMPARE(find(id).lines, 2);
    QCOMPARE(find(id).state, BuildState::Running);
    m_service->kill();
    QVERIFY(m_service->waitForFinished());
    setSlow(false);
    QVERIFY(startService());
    const Ended ended = follow(id);
    QCOMPARE(ended.build.state, BuildState::Failed);
    QVERIFY2(ended.build.reason.contains("interrupted"_L1), qPrintable(ended.build.reason));
    QVERIFY2(ended.lines.size() == 2 && ended.lines[0] == "step build-packages"_L1,
             qPrintable(ended.lines.join(u'\n')));
    // Its leader was told (and ends); what that leaves is the leader's business, and here the test's.
    const int child = ended.lines[1].section(u' ', 1).toInt();
    QVERIFY(child > 1);
    ::kill(child, SIGKILL);
}

void TestBuilds::cleanupTestCase()
{
    m_client.reset();
    QVERIFY(m_cluster.stopServer());
    m_service->terminate();
    QVERIFY(m_service->waitForFinished());
    QCOMPARE(m_service->exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestBuilds)
#include "builds_test.moc"
