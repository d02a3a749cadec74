// SPDX-License-Identifier: GPL-3.0-or-later
// From a request to running images: cidd, cidkid with four folders that pretend to be machines, and a scheduler.
#include "common/config/key_file.h"
#include "common/link/conversation.h"
#include "common/link/link_client.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestAgent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aJobBringsItsNodesIntoTheImage();

private:
    void write(const QString &name, const QByteArray &text);
    QByteArray run(const QString &program, const QStringList &arguments);
    std::unique_ptr<QProcess> launch(const QString &program, const QStringList &arguments, const QByteArray &sign);
    Result<Message> ask(const Message &message);
    Job runJob(const JobId &id, const QString &hosts, const QString &image);

    QTemporaryDir m_folder;
    Link *m_link = nullptr;
};

void TestAgent::write(const QString &name, const QByteArray &text)
{
    QDir(m_folder.path()).mkpath(QFileInfo(name).path());
    QFile file(m_folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

QByteArray TestAgent::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral(CID_BINARY_DIR "/") + program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        qWarning("%s", process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

std::unique_ptr<QProcess> TestAgent::launch(const QString &program, const QStringList &arguments,
                                            const QByteArray &sign)
{
    auto process = std::make_unique<QProcess>();
    process->setWorkingDirectory(m_folder.path());
    const QString log = m_folder.filePath(QFileInfo(program).fileName() + u".log"_s);
    process->setStandardErrorFile(log);
    process->start(QStringLiteral(CID_BINARY_DIR "/") + program, arguments);
    const bool isUp = QTest::qWaitFor(
        [&] {
            QFile file(log);
            return file.open(QIODevice::ReadOnly) && file.readAll().contains(sign);
        },
        20'000);
    return isUp ? std::move(process) : nullptr;
}

Result<Message> TestAgent::ask(const Message &message)
{
    Conversation conversation(m_link);
    std::optional<Result<Message>> answer;
    conversation.ask(message, 10s, [&](Result<Message> got) { answer = std::move(got); });
    static_cast<void>(QTest::qWaitFor([&] { return answer.has_value(); }, 15'000));
    return answer ? *answer : fail(makeError(ErrorKind::Timeout, "test.no-answer", {}));
}

Job TestAgent::runJob(const JobId &id, const QString &hosts, const QString &image)
{
    const auto accepted = ask(DeployRequest{id, hosts, image, 60'000, false});
    if (!accepted) {
        qWarning("%s", qPrintable(accepted.error().text));
        return {};
    }
    Conversation conversation(m_link);
    Job job;
    conversation.follow(WatchJobRequest{id}, 0ms, [&job](const Result<Message> &answer) {
        const auto *update = answer ? std::get_if<JobUpdate>(&*answer) : nullptr;
        if (update)
            job = update->job;
        for (const Deployment &one : update ? update->deployments : QList<Deployment>()) {
            if (one.state == DeploymentState::Failed)
                qWarning("%s: %s", qPrintable(one.node), qPrintable(one.failure.reason));
        }
        return update && job.state == JobState::Active;
    });
    static_cast<void>(QTest::qWaitFor([&] { return job.state != JobState::Active; }, 70'000));
    return job;
}

void TestAgent::aJobBringsItsNodesIntoTheImage()
{
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const quint16 port = free.serverPort();
    free.close();
    const QByteArray server = "[cid]\nserver = 127.0.0.1:" + QByteArray::number(port) + '\n';
    write(u"cid.conf"_s, server);
    const QByteArray fingerprint =
        run(u"daemon/cidd"_s, {u"--genkey"_s, u"--config"_s, u"cid.conf"_s}).trimmed().right(64);
    write(u"cid.conf"_s,
          server + "listen = 127.0.0.1\nport = " + QByteArray::number(port) + "\nserver_fingerprint = " + fingerprint
              + "\nimage_dir = images\nstate_dir = state\noverlay_dir = overlays\n");
    write(u"node_db"_s, "[node \"n[1-4]\"]\nmac = 52:54:00:00:00:[01-04]\n");
    write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n[image \"other\"]\ncurrent = 1-1\n");
    write(u"root/etc/motd"_s, "one");
    write(u"root/usr/large"_s, QByteArray(3'000'000, 'x'));
    write(u"overlays/node/n2/etc/hello.in"_s, "I am @NODE@\n");
    QDir(m_folder.path()).mkpath(u"images"_s);
    run(u"imagebuilder/mkimg.linux"_s, {u"-q"_s, u"--image"_s, u"tree-1-1"_s, u"--output"_s, u"images"_s, u"root"_s});
    write(u"root/etc/motd"_s, "two");
    run(u"imagebuilder/mkimg.linux"_s, {u"-q"_s, u"--image"_s, u"other-1-1"_s, u"--output"_s, u"images"_s, u"root"_s});
    for (int i = 1; i <= 4; ++i)
        write(u"nodes/n%1/machine.conf"_s.arg(i), "[machine]\nmac = 52:54:00:00:00:0" + QByteArray::number(i) + '\n');
    const QStringList config{u"-f"_s, u"--config"_s, m_folder.filePath(u"cid.conf"_s)};
    const auto cidd = launch(u"daemon/cidd"_s, config, "up and running");
    QVERIFY(cidd);
    const auto cidkid = launch(u"kid/cidkid"_s, config + QStringList{u"--machines-in"_s, u"nodes"_s}, "up and running");
    QVERIFY(cidkid);
    LinkClientOptions options;
    options.servers = {{u"127.0.0.1"_s, port}};
    options.fingerprints = {fingerprint};
    options.role = Role::Capt;
    options.secret = *readKeyFile(m_folder.filePath(u"capt_key"_s), {});
    LinkClient client(options);
    connect(&client, &LinkClient::connected, this, [this](Link *link) { m_link = link; });
    client.start();
    QTRY_VERIFY(m_link);
    QCOMPARE(runJob(u"demo.1"_s, u"n[1-4]"_s, u"tree"_s).state, JobState::Done);
    QCOMPARE(runJob(u"demo.2"_s, u"n1:ppn=2+n2:ppn=2"_s, u"other"_s).state, JobState::Done);
    QCOMPARE(runJob(u"demo.3"_s, u"n3,n4"_s, u"tree-1-1"_s).state, JobState::Done);
    m_link->close();
    for (QProcess *process : {cidkid.get(), cidd.get()}) {
        process->terminate();
        QVERIFY(process->waitForFinished(10'000));
        QVERIFY2(process->exitCode() == 0, qPrintable(process->program()));
    }
}

QTEST_GUILESS_MAIN(TestAgent)
#include "agent_test.moc"
