// SPDX-License-Identifier: GPL-3.0-or-later
// The console with a cidd that dies and comes back, with another operator, with files that nobody should have written,
// and with a server that speaks nonsense.
#include "common/config/key_file.h"
#include "gui/app/connection_banner.h"
#include "gui/app/main_window.h"
#include "gui/documents/document_editor.h"
#include "gui/images/images_page.h"
#include "gui/nodes/capture_dialog.h"
#include "gui/nodes/capture_run.h"
#include "tests/support/cluster.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRandomGenerator>
#include <QSettings>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

const QByteArray imageDb = "# of the site\n[image \"tree\"]\ncurrent = 1-1\n\n# the end\n";

/// One operator's desktop.
class Desktop
{
public:
    explicit Desktop(const QString &folder)
        : m_settings(folder + u"/settings"_s, QSettings::IniFormat)
        , m_vault(folder + u"/keys"_s, false)
    {
        m_settings.setValue(u"documents/drafts"_s, folder + u"/drafts"_s);
        window = std::make_unique<MainWindow>(m_settings, m_vault);
        window->resize(1000, 700);
        window->show();
    }

    [[nodiscard]] DocumentBuffer &buffer() const
    {
        return qobject_cast<ImagesPage *>(window->page(u"images"_s))->editor().buffer();
    }
    [[nodiscard]] ConnectionBanner &banner() const { return *window->findChild<ConnectionBanner *>(); }
    [[nodiscard]] bool isConnected() const { return window->session() && window->session()->client().isConnected(); }

private:
    QSettings m_settings;
    KeyVault m_vault;

public:
    std::unique_ptr<MainWindow> window;
};

} // namespace

class ServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void aServerThatComesBackIsGoneOnWith();
    void twoOperatorsLoseNothing();
    void aFileThatNobodyShouldHaveWrittenIsSaid_data();
    void aFileThatNobodyShouldHaveWrittenIsSaid();
    void whatRunsOnANodeIsCaptured();
    void aCaptureThatIsCancelledLeavesNothing();
    void nonsenseIsNoServer_data();
    void nonsenseIsNoServer();
    void cleanupTestCase();

private:
    void open(Desktop &desktop);
    [[nodiscard]] QByteArray onDisk() const;

    Cluster m_cluster;
    ClientAccess m_access;
};

void ServerTest::initTestCase()
{
    QVERIFY(m_cluster.configure());
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n[1-2]\"]\nmac = 52:54:00:00:00:[01-02]\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, imageDb));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    for (int i = 1; i <= 2; ++i)
        QVERIFY(m_cluster.addMachine(u"n%1"_s.arg(i), "52:54:00:00:00:0" + QByteArray::number(i)));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
    const auto key = readKeyFile(m_cluster.path(u"operator_key"_s), {});
    QVERIFY(key);
    m_access = {{{u"127.0.0.1"_s, m_cluster.port()}}, {m_cluster.fingerprint()}, *key};
}

void ServerTest::init()
{
    QVERIFY(m_cluster.write(u"image_db"_s, imageDb));
}

void ServerTest::open(Desktop &desktop)
{
    desktop.window->openServer(u"the cluster"_s, m_access);
    QTRY_VERIFY_WITH_TIMEOUT(desktop.isConnected(), 20'000);
    desktop.window->showPage(u"images"_s);
    QTRY_VERIFY_WITH_TIMEOUT(desktop.buffer().isLoaded(), 20'000);
}

QByteArray ServerTest::onDisk() const
{
    QFile file(m_cluster.path(u"image_db"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

void ServerTest::aServerThatComesBackIsGoneOnWith()
{
    const QTemporaryDir folder;
    Desktop desktop(folder.path());
    open(desktop);
    QVERIFY(!desktop.banner().isVisible());
    desktop.buffer().replaceText("# not saved yet\n" + imageDb);
    m_cluster.killServer();
    QTRY_VERIFY_WITH_TIMEOUT(desktop.banner().isVisible(), 20'000);
    QVERIFY(desktop.buffer().isModified());
    QVERIFY(m_cluster.startServer());
    QTRY_VERIFY_WITH_TIMEOUT(desktop.isConnected(), 40'000);
    QTRY_VERIFY(!desktop.banner().isVisible());
    // What happens now is seen, and what was not saved can be.
    const Ran ran = m_cluster.capt({u"-j"_s, u"after"_s, u"-n"_s, u"n[1-2]"_s, u"-i"_s, u"tree"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err);
    const NodeBoard &board = desktop.window->session()->board();
    QTRY_COMPARE(board.count(NodeState::Running), 2);
    QSignalSpy saved(&desktop.buffer(), &DocumentBuffer::saved);
    desktop.buffer().save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(onDisk(), "# not saved yet\n" + imageDb);
}

void ServerTest::twoOperatorsLoseNothing()
{
    const QTemporaryDir folders[2];
    Desktop first(folders[0].path());
    Desktop second(folders[1].path());
    for (Desktop *desktop : {&first, &second})
        open(*desktop);
    first.buffer().replaceText(QByteArray(imageDb).replace("# of the site", "# of the first"));
    second.buffer().replaceText(QByteArray(imageDb).replace("# the end", "# of the second"));
    QSignalSpy firstSaved(&first.buffer(), &DocumentBuffer::saved);
    first.buffer().save();
    QTRY_COMPARE(firstSaved.size(), 1);
    // The second one's way is blocked until it has both.
    QSignalSpy merged(&second.buffer(), &DocumentBuffer::merged);
    QSignalSpy secondSaved(&second.buffer(), &DocumentBuffer::saved);
    second.buffer().save();
    QTRY_VERIFY(merged.size() == 1 || secondSaved.size() == 1);
    if (secondSaved.isEmpty())
        second.buffer().save();
    QTRY_COMPARE(secondSaved.size(), 1);
    QCOMPARE(onDisk(),
             QByteArray(imageDb).replace("# of the site", "# of the first").replace("# the end", "# of the second"));

    // Both change the same line: one of them decides, and both texts are there to choose from.
    first.buffer().load();
    QTRY_COMPARE(first.buffer().text(), onDisk());
    first.buffer().replaceText(onDisk().replace("# of the second", "# mine"));
    second.buffer().replaceText(onDisk().replace("# of the second", "# yours"));
    first.buffer().save();
    QTRY_COMPARE(firstSaved.size(), 2);
    merged.clear();
    second.buffer().save();
    QTRY_COMPARE(merged.size(), 1);
    QCOMPARE(merged[0][0].toInt(), 1);
    QVERIFY(second.buffer().text().contains("# mine") && second.buffer().text().contains("# yours"));
    QVERIFY(onDisk().contains("# mine") && !onDisk().contains("# yours"));
}

void ServerTest::aFileThatNobodyShouldHaveWrittenIsSaid_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("5 MB") << QByteArray("# a line of a very long file\n").repeated(180'000);
    QByteArray noise(100'000, '\0');
    for (char &byte : noise)
        byte = static_cast<char>(QRandomGenerator::global()->generate());
    QTest::newRow("noise") << noise;
    QTest::newRow("one endless line") << QByteArray(700'000, 'x');
    QTest::newRow("zeros") << QByteArray(50'000, '\0');
    QTest::newRow("a broken section") << QByteArray("[image \"tree\n[[[\n= =\n");
    QTest::newRow("nothing") << QByteArray();
}

void ServerTest::aFileThatNobodyShouldHaveWrittenIsSaid()
{
    QFETCH(QByteArray, text);
    const QTemporaryDir folder;
    Desktop desktop(folder.path());
    open(desktop);
    QVERIFY(m_cluster.write(u"image_db"_s, text));
    QSignalSpy failed(&desktop.buffer(), &DocumentBuffer::failed);
    QSignalSpy loaded(&desktop.buffer(), &DocumentBuffer::loaded);
    desktop.buffer().load();
    QTRY_VERIFY_WITH_TIMEOUT(failed.size() + loaded.size() > 0, 20'000);
    if (!failed.isEmpty())
        QVERIFY(failed[0][0].value<Error>().text.contains(u"image_db"_s));
    else if (!text.isEmpty())
        QTRY_VERIFY(!desktop.buffer().problems().isEmpty());
    QTest::qWait(50); // It is painted.
    QVERIFY(desktop.isConnected());
    // And back to what it was.
    QVERIFY(m_cluster.write(u"image_db"_s, imageDb));
    desktop.buffer().load();
    QTRY_COMPARE(desktop.buffer().text(), imageDb);
    QVERIFY(!desktop.buffer().isModified());
}

void ServerTest::whatRunsOnANodeIsCaptured()
{
    const QTemporaryDir folder;
    Desktop desktop(folder.path());
    open(desktop);
    Session &session = *desktop.window->session();
    QTRY_COMPARE(session.board().count(NodeState::Running), 2);
    QTRY_VERIFY(!session.images().images.isEmpty());
    QCOMPARE(CaptureDialog::freeName(session, u"n1"_s), u"tree-1-2"_s);
    auto *dialog = new CaptureDialog(session, {u"n1"_s, u"tree-1-2"_s, false}, desktop.window.get());
    QSignalSpy captured(dialog, &CaptureDialog::captured);
    dialog->show();
    dialog->begin();
    QTRY_COMPARE_WITH_TIMEOUT(captured.size(), 1, 40'000);
    QVERIFY(QFile::exists(m_cluster.path(u"images/tree-1-2.gz"_s)));
    QCOMPARE(m_cluster.ctl({u"image"_s, u"verify"_s, u"tree-1-2"_s}).code, 0);
    QTRY_COMPARE(session.images().images.size(), 2);
    QVERIFY(dialog->findChild<QPlainTextEdit *>()->toPlainText().contains("tree-1-2"_L1));
}

void ServerTest::aCaptureThatIsCancelledLeavesNothing()
{
    const QTemporaryDir folder;
    Desktop desktop(folder.path());
    open(desktop);
    auto run = std::make_unique<CaptureRun>(m_access, CaptureRequest{u"n2"_s, u"tree-1-3"_s, false});
    QSignalSpy failed(run.get(), &CaptureRun::failed);
    run->start();
    QTest::qWait(20);
    run.reset(); // Its connection goes, and the capture with it.
    QCOMPARE(failed.size(), 0);
    // The node is free for another one soon.
    auto again = std::make_unique<CaptureRun>(m_access, CaptureRequest{u"n1"_s, u"tree-1-2"_s, false});
    QSignalSpy refused(again.get(), &CaptureRun::failed);
    again->start();
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, 20'000);
    QCOMPARE(refused[0][0].value<Error>().code, QByteArray("image.exists"));
}

void ServerTest::nonsenseIsNoServer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("silence") << QByteArray();
    QTest::newRow("text") << QByteArray("HTTP/1.1 200 OK\r\n\r\n<html>");
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
    QTest::newRow("half of TLS") << QByteArray::fromHex("160303007a0200007603030000");
}

void ServerTest::nonsenseIsNoServer()
{
    QFETCH(QByteArray, answer);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket *peer = server.nextPendingConnection();
        peer->write(answer);
        if (answer.isEmpty())
            peer->close();
    });
    const QTemporaryDir folder;
    Desktop desktop(folder.path());
    desktop.window->openServer(u"nonsense"_s,
                               {{{u"127.0.0.1"_s, server.serverPort()}}, m_access.fingerprints, m_access.secret});
    const auto said = [&] { return desktop.banner().findChild<QLabel *>()->text(); };
    QTRY_VERIFY_WITH_TIMEOUT(said().contains(u"127.0.0.1"_s), 20'000);
    QVERIFY(desktop.banner().isVisible());
    QVERIFY(!desktop.isConnected());
}

void ServerTest::cleanupTestCase()
{
    QVERIFY(m_cluster.stopNodes());
    QVERIFY(m_cluster.stopServer());
}

QTEST_MAIN(ServerTest)
#include "server_test.moc"
