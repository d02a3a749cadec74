// SPDX-License-Identifier: GPL-3.0-or-later
// What machines get that start from the network.
#include "tests/support/cluster.h"

#include <QTcpSocket>
#include <QTest>

#include <sys/stat.h>

using namespace cid;
using namespace Qt::StringLiterals;

class TestBootHttp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aMachineThatNobodyKnowsGetsBlancmange();
    void theFilesComeWhole();
    void nothingElseIsThere_data();
    void nothingElseIsThere();
    void aNodeOnItsDiskIsLeftThere();
    void connectionsHaveACap();

private:
    struct Answer
    {
        int code = 0;
        QByteArray body;
    };
    [[nodiscard]] Answer ask(const QByteArray &request) const;
    [[nodiscard]] Answer get(const QByteArray &path) const
    {
        return ask("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    Cluster m_cluster;
    quint16 m_port = 0;
};

TestBootHttp::Answer TestBootHttp::ask(const QByteArray &request) const
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, m_port);
    if (!socket.waitForConnected())
        return {};
    socket.write(request);
    QByteArray all;
    qsizetype length = -1;
    qsizetype end = -1;
    while (length < 0 || all.size() < end + 4 + length) {
        if (!socket.waitForReadyRead(10'000))
            break;
        all += socket.readAll();
        end = all.indexOf("\r\n\r\n");
        const QByteArray head = all.left(end).toLower();
        const qsizetype at = head.indexOf("content-length:");
        if (end >= 0)
            length = at < 0 ? 0 : head.mid(at + 15).split('\r').first().trimmed().toLongLong();
    }
    return {all.split(' ').value(1).toInt(), all.mid(end + 4)};
}

void TestBootHttp::initTestCase()
{
    m_port = Cluster::freePort();
    QVERIFY(m_cluster.configure(
        "boot_dir = boot\nboot_append = console=ttyS0\nhttp_port = " + QByteArray::number(m_port) + "\n"));
    QVERIFY(m_cluster.write(u"boot/vmlinuz"_s, QByteArray(3'000'001, 'k')));
    QVERIFY(m_cluster.write(u"boot/blancmange-initramfs.gz"_s, QByteArray(100, 'i')));
    QVERIFY(m_cluster.write(u"boot/secret"_s, "secret"));
    QCOMPARE(::mkfifo(QFile::encodeName(m_cluster.path(u"boot/undionly.kpxe"_s)).constData(), 0600), 0);
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n1\"]\nmac = 52:54:00:00:00:01\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "one"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.addMachine(u"n1"_s, "52:54:00:00:00:01"));
    QVERIFY(m_cluster.startServer());
}

void TestBootHttp::aMachineThatNobodyKnowsGetsBlancmange()
{
    const Answer unknown = get("/boot?mac=52:54:00:00:00:99");
    QCOMPARE(unknown.code, 200);
    QVERIFY2(unknown.body.startsWith("#!ipxe\n"), unknown.body);
    QVERIFY2(unknown.body.contains("kernel /boot/vmlinuz initrd=blancmange-initramfs.gz cid.blancmange=ram"),
             unknown.body);
    QVERIFY2(unknown.body.contains(" console=ttyS0 ||"), unknown.body);
    // One that node_db knows and that waits, and one that says nothing of itself, are told the same.
    QCOMPARE(get("/boot?mac=52-54-00-00-00-01").body, unknown.body);
    QCOMPARE(get("/boot").body, unknown.body);
    QCOMPARE(get("/boot?mac=%00%ff").body, unknown.body);
    QVERIFY(!m_cluster.ctl({u"discovered"_s}).out.contains("52:54:00:00:00:99"));
}

void TestBootHttp::theFilesComeWhole()
{
    const Answer kernel = get("/boot/vmlinuz");
    QCOMPARE(kernel.code, 200);
    QVERIFY(kernel.body == QByteArray(3'000'001, 'k'));
}

void TestBootHttp::nothingElseIsThere_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("code");
    QTest::newRow("another file in boot_dir") << QByteArray("GET /boot/secret HTTP/1.1\r\nHost: x\r\n\r\n") << 404;
    QTest::newRow("a file that is missing") << QByteArray("GET /boot/ipxe.efi HTTP/1.1\r\nHost: x\r\n\r\n") << 404;
    QTest::newRow("a pipe") << QByteArray("GET /boot/undionly.kpxe HTTP/1.1\r\nHost: x\r\n\r\n") << 404;
    QTest::newRow("the root") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n\r\n") << 404;
    QTest::newRow("dots") << QByteArray("GET /boot/../cid.conf HTTP/1.1\r\nHost: x\r\n\r\n") << 404;
    QTest::newRow("written dots") << QByteArray("GET /boot/%2e%2e/cid.conf HTTP/1.1\r\nHost: x\r\n\r\n") << 404;
    QTest::newRow("a written slash") << QByteArray("GET /boot/..%2fkey HTTP/1.1\r\nHost: x\r\n\r\n") << 404;
    QTest::newRow("an absolute path") << QByteArray("GET /boot//etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n") << 404;
    QTest::newRow("a post") << QByteArray("POST /boot HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n") << 405;
    QTest::newRow("a long name") << "GET /boot?mac=" + QByteArray(2'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n" << 414;
}

void TestBootHttp::nothingElseIsThere()
{
    QFETCH(QByteArray, request);
    QFETCH(int, code);
    const Answer answer = ask(request);
    QCOMPARE(answer.code, code);
    QVERIFY(!answer.body.contains("secret") && !answer.body.contains("root:"));
}

void TestBootHttp::aNodeOnItsDiskIsLeftThere()
{
    QVERIFY(m_cluster.startNodes());
    const Ran ran = m_cluster.capt({u"-j"_s, u"1"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s, u"--timeout"_s, u"60s"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err);
    const QByteArray script = get("/boot?mac=52:54:00:00:00:01").body;
    QVERIFY2(script.contains("\nsanboot --no-describe --drive 0x80 || goto blancmange\n"), script);
    QVERIFY2(script.contains("\nchain --autofree /boot/grubx64.efi ||\nexit\n"), script);
    // Whether it runs or not.
    QVERIFY(m_cluster.stopNodes());
    QCOMPARE(get("/boot?mac=52:54:00:00:00:01").body, script);
    // The next start shall be an installation: once.
    const QByteArray serial = "CID";
    const Ran show = m_cluster.ctl({u"node"_s, u"show"_s, u"n1"_s});
    const qsizetype at = show.out.indexOf(serial);
    QVERIFY2(at >= 0, show.out);
    const QString disk = QString::fromLatin1(show.out.mid(at, 15));
    const Ran again =
        m_cluster.ctl({u"reinstall"_s, u"n1"_s, u"--serial"_s, disk, u"-i"_s, u"tree"_s, u"--take"_s, u"-y"_s});
    QVERIFY2(again.code == 0, again.out + again.err);
    QVERIFY(!get("/boot?mac=52:54:00:00:00:01").body.contains("sanboot"));
    QVERIFY(m_cluster.startNodes());
    QTRY_VERIFY_WITH_TIMEOUT(m_cluster.ctl({u"jobs"_s}).out.count("done") == 2, 60'000);
    QCOMPARE(get("/boot?mac=52:54:00:00:00:01").body, script);
    QCOMPARE(m_cluster.ctl({u"events"_s, u"--node"_s, u"n1"_s}).out.count("partitioning"), 4);
}

void TestBootHttp::connectionsHaveACap()
{
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < 80; ++i) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        sockets.back()->connectToHost(u"127.0.0.1"_s, m_port);
        QVERIFY(sockets.back()->waitForConnected());
    }
    const auto open = [&] {
        return std::count_if(sockets.begin(), sockets.end(),
                             [](const auto &socket) { return socket->state() == QTcpSocket::ConnectedState; });
    };
    QTRY_COMPARE_WITH_TIMEOUT(open(), 64, 10'000);
    sockets.clear();
    QTRY_COMPARE_WITH_TIMEOUT(get("/boot").code, 200, 10'000);
}

QTEST_GUILESS_MAIN(TestBootHttp)
#include "boot_http_test.moc"
