// SPDX-License-Identifier: GPL-3.0-or-later
// Operators edit the server's text files over the network, against a real cidd.
#include "common/client/cid_client.h"
#include "common/config/key_file.h"
#include "tests/support/cluster.h"

#include <QDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView imageDb =
    "# ours\n\n[image \"tree\"]   # the only one\n\tcurrent=1-1\n\n# the end, without a newline";

} // namespace

class TestDocuments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aFileComesByteForByte();
    void aSaveIsKeptAndNoted();
    void ofTwoOperatorsNobodyLosesAChange();
    void aMistakeIsNamedAndNothingIsWritten_data();
    void aMistakeIsNamedAndNothingIsWritten();
    void whatAnEditorOnTheServerDidIsAVersion();
    void anOldVersionComesBack();
    void whatCannotBeKeptIsNotInForce();
    void topConfigIsReadAndWritten();
    void anotherKeyMayNothing();
    void aFileThatIsTooLargeIsSaid();
    void aServerThatIsKilledHasTheOldTextOrTheNew();
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
    [[nodiscard]] std::unique_ptr<CidClient> client(ClientRole role = ClientRole::Operator) const;
    [[nodiscard]] QByteArray content(const QString &name) const;
    [[nodiscard]] DocumentReply read(const QString &name, qint64 version = 0) const;

    Cluster m_cluster;
    std::unique_ptr<CidClient> m_anna;
    std::unique_ptr<CidClient> m_ben;
};

void TestDocuments::initTestCase()
{
    QVERIFY(m_cluster.configure());
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n[1-3]\"]\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, imageDb.toByteArray()));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QCOMPARE(::chmod(QFile::encodeName(m_cluster.path(u"image_db"_s)).constData(), 0604), 0);
    QVERIFY2(m_cluster.startServer(), m_cluster.log(u"cidd"_s));
    m_anna = client();
    m_ben = client();
    QTRY_VERIFY(m_anna->isConnected() && m_ben->isConnected());
}

std::unique_ptr<CidClient> TestDocuments::client(ClientRole role) const
{
    const QString key = role == ClientRole::Operator ? u"operator_key"_s : u"capt_key"_s;
    ClientAccess access{{{u"127.0.0.1"_s, m_cluster.port()}},
                        {m_cluster.fingerprint()},
                        readKeyFile(m_cluster.path(key), {}).value_or(QByteArray())};
    auto made = std::make_unique<CidClient>(access, role, ClientThread::Shared);
    return made->start() ? std::move(made) : nullptr;
}

QByteArray TestDocuments::content(const QString &name) const
{
    QFile file(m_cluster.path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

DocumentReply TestDocuments::read(const QString &name, qint64 version) const
{
    return ask<DocumentReply>(*m_anna, DocumentRequest{name, version}).value_or(DocumentReply());
}

void TestDocuments::aFileComesByteForByte()
{
    const DocumentReply reply = read(u"image_db"_s);
    QCOMPARE(reply.text, imageDb.toByteArray());
    QCOMPARE(reply.path, m_cluster.path(u"image_db"_s));
    QVERIFY(reply.versions.isEmpty());
    QVERIFY(reply.problems.isEmpty());
    QCOMPARE(ask<DocumentReply>(*m_anna, DocumentRequest{u"passwd"_s, 0}).error().code, QByteArray("document.unknown"));
}

void TestDocuments::aSaveIsKeptAndNoted()
{
    const DocumentReply before = read(u"image_db"_s);
    QByteArray text = before.text;
    text.replace("\tcurrent=1-1\n", "\tcurrent=1-1\n\tkeep = 5   # five slots\n");
    const auto saved = ask<DocumentSaveReply>(*m_anna, DocumentSaveRequest{before.name, text, before.digest});
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().text));
    QCOMPARE(content(u"image_db"_s), text);
    struct stat info{};
    QCOMPARE(::stat(QFile::encodeName(before.path).constData(), &info), 0);
    QCOMPARE(info.st_mode & 07777, 0604U);
    QCOMPARE(info.st_uid, ::getuid());
    // cidd believes it at once.
    QCOMPARE(ask<ImagesReply>(*m_ben, ImagesRequest{})->definitions.first().keep, 5);
    const DocumentReply after = read(u"image_db"_s);
    QCOMPARE(after.digest, saved->digest);
    QCOMPARE(after.versions.size(), 2);
    QCOMPARE(after.versions[0].number, saved->version);
    QVERIFY2(after.versions[0].who.startsWith("operator "_L1), qPrintable(after.versions[0].who));
    QCOMPARE(after.versions[1].who, u"found"_s);
    QCOMPARE(read(u"image_db"_s, after.versions[1].number).text, imageDb.toByteArray());
    const auto events = ask<EventsReply>(*m_ben, EventsRequest{0, {}, {}, 500, false, {}});
    QVERIFY(events);
    const auto noted = std::find_if(events->events.begin(), events->events.end(), [](const Event &event) {
        return event.what == "document" && event.to == "image_db"_L1;
    });
    QVERIFY(noted != events->events.end());
    // The key's name, the address, and what the program says of itself.
    QVERIFY2(noted->who.startsWith("operator (127.0.0.1, "_L1), qPrintable(noted->who));
    QVERIFY(noted->time > 0);
}

void TestDocuments::ofTwoOperatorsNobodyLosesAChange()
{
    const DocumentReply start = read(u"image_db"_s);
    const auto annas = ask<DocumentSaveReply>(
        *m_anna, DocumentSaveRequest{start.name, "# anna was here\n" + start.text, start.digest});
    QVERIFY(annas);
    const auto bens =
        ask<DocumentSaveReply>(*m_ben, DocumentSaveRequest{start.name, start.text + "\n# ben too\n", start.digest});
    QVERIFY(!bens);
    QCOMPARE(bens.error().kind, ErrorKind::Conflict);
    QCOMPARE(bens.error().code, QByteArray("document.changed"));
    QCOMPARE(content(u"image_db"_s), "# anna was here\n" + start.text);
    const DocumentReply now = read(u"image_db"_s);
    QVERIFY(ask<DocumentSaveReply>(*m_ben, DocumentSaveRequest{now.name, now.text + "\n# ben too\n", now.digest}));
    QCOMPARE(content(u"image_db"_s), "# anna was here\n" + start.text + "\n# ben too\n");
}

void TestDocuments::aMistakeIsNamedAndNothingIsWritten_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::newRow("an unknown key") << u"image_db"_s << QByteArray("[image \"a\"]\n  kurrent = 1-1\n") << u":2:3: "_s;
    QTest::newRow("no sections at all") << u"image_db"_s << QByteArray("nonsense\n") << u":1:"_s;
    QTest::newRow("bytes that are no text") << u"image_db"_s << QByteArray("# a\n\xff\xfe\x01") << u":2:1: "_s;
    QTest::newRow("a zero byte") << u"image_db"_s << QByteArray("# a\n# b\0c", 9) << u":2:4: "_s;
    QTest::newRow("a file of the server is included")
        << u"image_db"_s << QByteArray("include \"node_master\"\n") << u":1:1: "_s;
    QTest::newRow("too large") << u"image_db"_s << QByteArray(maxDocumentSize + 1, '#') << u":1:"_s;
    QTest::newRow("two nodes of one name") << u"node_db"_s << QByteArray("[node \"n1\"]\n[node \"n1\"]\n") << u":2:"_s;
    QTest::newRow("a value that does not fit") << u"top_config"_s << QByteArray("[ssh]\nport = many\n") << u":2:8: "_s;
}

void TestDocuments::aMistakeIsNamedAndNothingIsWritten()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    const DocumentReply before = read(name);
    const auto checked = ask<DocumentCheckReply>(*m_anna, DocumentCheckRequest{name, text});
    QVERIFY(checked);
    QVERIFY(!checked->problems.isEmpty());
    QVERIFY(checked->problems.first().line > 0);
    const auto saved = ask<DocumentSaveReply>(*m_anna, DocumentSaveRequest{name, text, before.digest});
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, QByteArray("document.wrong"));
    QVERIFY2(saved.error().text.startsWith(before.path + place), qPrintable(saved.error().text));
    QCOMPARE(read(name).text, before.text);
}

void TestDocuments::whatAnEditorOnTheServerDidIsAVersion()
{
    const DocumentReply before = read(u"image_db"_s);
    QVERIFY(m_cluster.write(u"image_db"_s, before.text + "# by hand\n"));
    const DocumentReply found = read(u"image_db"_s);
    QVERIFY(ask<DocumentSaveReply>(*m_anna, DocumentSaveRequest{found.name, found.text + "# by net\n", found.digest}));
    const DocumentReply after = read(u"image_db"_s);
    QCOMPARE(after.versions.size(), before.versions.size() + 2);
    QCOMPARE(after.versions[1].who, u"found"_s);
    QCOMPARE(read(u"image_db"_s, after.versions[1].number).text, before.text + "# by hand\n");
}

void TestDocuments::anOldVersionComesBack()
{
    const DocumentReply now = read(u"image_db"_s);
    const QByteArray old = read(u"image_db"_s, 1).text;
    QCOMPARE(old, imageDb.toByteArray());
    const auto saved = ask<DocumentSaveReply>(*m_anna, DocumentSaveRequest{now.name, old, now.digest});
    QVERIFY(saved);
    QVERIFY(saved->version > now.versions.first().number);
    QCOMPARE(content(u"image_db"_s), imageDb.toByteArray());
    QCOMPARE(ask<DocumentReply>(*m_anna, DocumentRequest{now.name, 999}).error().code,
             QByteArray("document.no-version"));
}

void TestDocuments::whatCannotBeKeptIsNotInForce()
{
    const DocumentReply before = read(u"image_db"_s);
    const DocumentSaveRequest request{before.name, before.text + "# never\n", before.digest};
    const QString versions = m_cluster.path(u"state/documents/image_db"_s);
    QVERIFY(QDir().exists(versions) && QDir().rename(versions, versions + u".away"_s));
    QVERIFY(m_cluster.write(u"state/documents/image_db"_s, "a file in the place of the folder"));
    const auto refused = ask<DocumentSaveReply>(*m_anna, request);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, QByteArray("document.write"));
    QCOMPARE(content(u"image_db"_s), before.text);
    QVERIFY(QFile::remove(versions) && QDir().rename(versions + u".away"_s, versions));
    const DocumentReply after = read(u"image_db"_s);
    QCOMPARE(after.versions.size(), before.versions.size());
    QVERIFY(ask<DocumentSaveReply>(*m_anna, request));
}

void TestDocuments::topConfigIsReadAndWritten()
{
    QFile shipped(QStringLiteral(CID_SOURCE_DIR "/blancmange/top_config"));
    QVERIFY(shipped.open(QIODevice::ReadOnly));
    QFile packages(QStringLiteral(CID_SOURCE_DIR "/blancmange/top_config.packages"));
    QVERIFY(packages.open(QIODevice::ReadOnly));
    // A text that comes by the network brings no include with it.
    const QByteArray text = shipped.readAll().replace("include \"top_config.packages\"\n", packages.readAll());
    const DocumentReply none = read(u"top_config"_s);
    QCOMPARE(none.text, QByteArray());
    QVERIFY(ask<DocumentSaveReply>(*m_anna, DocumentSaveRequest{none.name, text, none.digest}));
    QCOMPARE(content(u"top_config"_s), text);
    struct stat info{};
    QCOMPARE(::stat(QFile::encodeName(none.path).constData(), &info), 0);
    QCOMPARE(info.st_mode & 07777, 0640U);
}

void TestDocuments::anotherKeyMayNothing()
{
    const auto scheduler = client(ClientRole::Scheduler);
    QTRY_VERIFY(scheduler->isConnected());
    const DocumentReply now = read(u"image_db"_s);
    QCOMPARE(ask<DocumentReply>(*scheduler, DocumentRequest{now.name, 0}).error().code, QByteArray("role.not-allowed"));
    QCOMPARE(ask<DocumentSaveReply>(*scheduler, DocumentSaveRequest{now.name, "# mine\n", now.digest}).error().code,
             QByteArray("role.not-allowed"));
    QCOMPARE(content(u"image_db"_s), now.text);
}

void TestDocuments::aFileThatIsTooLargeIsSaid()
{
    const QByteArray before = content(u"image_db"_s);
    QByteArray large = before;
    while (large.size() < 5'000'000)
        large += "# a line that says nothing, again and again\n";
    QVERIFY(m_cluster.write(u"image_db"_s, large));
    const auto reply = ask<DocumentReply>(*m_anna, DocumentRequest{u"image_db"_s, 0});
    QVERIFY(!reply);
    QCOMPARE(reply.error().code, QByteArray("document.too-large"));
    QVERIFY2(reply.error().text.startsWith(m_cluster.path(u"image_db:"_s)), qPrintable(reply.error().text));
    QVERIFY(m_anna->isConnected());
    QVERIFY(m_cluster.write(u"image_db"_s, before));
}

void TestDocuments::aServerThatIsKilledHasTheOldTextOrTheNew()
{
    DocumentReply now = read(u"image_db"_s);
    const QByteArray next = now.text + "\n# after the kill\n";
    m_anna->ask<DocumentSaveReply>(DocumentSaveRequest{now.name, next, now.digest},
                                   [](const Result<DocumentSaveReply> &) { });
    m_cluster.killServer();
    QTRY_VERIFY(!m_anna->isConnected());
    const QByteArray there = content(u"image_db"_s);
    QVERIFY(there == now.text || there == next);
    QVERIFY(m_cluster.startServer());
    QTRY_VERIFY_WITH_TIMEOUT(m_anna->isConnected(), 40'000);
    QCOMPARE(read(u"image_db"_s).text, there);
}

void TestDocuments::cleanupTestCase()
{
    m_anna.reset();
    m_ben.reset();
    QVERIFY(m_cluster.stopServer());
}

QTEST_GUILESS_MAIN(TestDocuments)
#include "documents_test.moc"
