// SPDX-License-Identifier: GPL-3.0-or-later
// Every question on the data channel has an end, whatever the server does and whenever it was asked.
#include "kid/agent/data_channel.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace cid;

namespace {

bool isAnswered(Answers &answers)
{
    const CancelToken atOnce;
    atOnce.cancel();
    const auto result = answers.wait(atOnce);
    return result || result.error().kind != ErrorKind::Cancelled;
}

} // namespace

class DataChannelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noQuestionIsForgotten_data();
    void noQuestionIsForgotten();
};

void DataChannelTest::noQuestionIsForgotten_data()
{
    QTest::addColumn<bool>("accepts");
    QTest::newRow("nobody listens") << false;
    QTest::newRow("somebody takes the connection and ends it") << true;
}

void DataChannelTest::noQuestionIsForgotten()
{
    QFETCH(bool, accepts);
    QTcpServer peer;
    QVERIFY(peer.listen(QHostAddress::LocalHost));
    connect(&peer, &QTcpServer::newConnection, &peer, [&peer] {
        while (QTcpSocket *socket = peer.nextPendingConnection())
            socket->abort();
    });
    LinkClientOptions options;
    options.servers = {{QStringLiteral("127.0.0.1"), peer.serverPort()}};
    options.fingerprints = {QByteArray(64, '0')};
    options.role = Role::Node;
    options.secret = QByteArray(32, 's');
    if (!accepts)
        peer.close();
    DataChannel channel(options);
    for (int round = 0; round < 20; ++round) {
        std::vector<std::shared_ptr<Answers>> asked;
        // One before every turn of the event loop, until the first one is answered: some come just when it fails.
        do {
            asked.push_back(channel.ask({ManifestRequest{1, 0}, [](const Message &) { return true; }}));
            QCoreApplication::processEvents();
        } while (!isAnswered(*asked.front()));
        const auto isDone = [&asked] {
            return std::all_of(asked.begin(), asked.end(), [](const auto &one) { return isAnswered(*one); });
        };
        QVERIFY2(QTest::qWaitFor(isDone, 10'000), QByteArray::number(round));
    }
}

QTEST_GUILESS_MAIN(DataChannelTest)
#include "data_channel_test.moc"
