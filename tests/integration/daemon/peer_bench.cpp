// SPDX-License-Identifier: GPL-3.0-or-later
// Connections whose context is called scope end before what they capture, which clazy does not see.
// clazy:excludeall=lambda-in-connect
#include "tests/integration/daemon/peer_bench.h"

#include "common/link/keys.h"
#include "common/wire/codec.h"

#include <QTest>

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Link *PeerBench::connectAs(const Peer &peer)
{
    LinkClientOptions options;
    options.servers = {{u"127.0.0.1"_s, m_cluster.port()}};
    options.fingerprints = {m_cluster.fingerprint()};
    options.role = peer.role;
    options.channel = peer.channel;
    options.id = peer.id;
    options.epoch = peer.epoch;
    options.secret = peer.secret;
    options.localAddress = peer.from;
    options.key = peer.key;
    options.fromPrivilegedPort = peer.fromPrivilegedPort;
    Link *link = nullptr;
    bool isOver = false;
    LinkClient client(options);
    connect(&client, &LinkClient::connected, &client, [&](Link *got) {
        link = got;
        link->setParent(&m_owner);
        isOver = true;
    });
    connect(&client, &LinkClient::failed, &client, [&](const Error &) { isOver = true; });
    client.start();
    static_cast<void>(QTest::qWaitFor([&] { return isOver; }, 15'000));
    return link;
}

int PeerBench::welcomes(int count, const Maker &make, const std::function<void(RawPeer &)> &begin)
{
    int started = 0;
    int over = 0;
    int let = 0;
    const QObject scope; // The connections end before what they write to.
    std::function<void()> next = [&] {
        if (started == count)
            return;
        RawPeer *peer = make(started++).release();
        connect(peer, &RawPeer::ended, &scope, [&, peer](bool wasWelcome) {
            let += wasWelcome ? 1 : 0;
            ++over;
            peer->deleteLater();
            next();
        });
        begin(*peer);
    };
    for (int i = 0; i < atOnce; ++i)
        next();
    static_cast<void>(QTest::qWaitFor([&] { return over == count; }, 20'000 + count * 40));
    return over == count ? let : -1;
}

QSet<QByteArray> PeerBench::codesOf(Link *link, int count, const std::function<Message(int)> &question)
{
    QSet<QByteArray> codes;
    Conversation conversation(link);
    int asked = 0;
    int answered = 0;
    std::function<void()> next = [&] {
        if (asked == count)
            return;
        conversation.ask(question(asked++), 20s, [&](const Result<Message> &answer) {
            codes.insert(answer ? QByteArray("ok") : answer.error().code);
            ++answered;
            next();
        });
    };
    for (int i = 0; i < atOnce; ++i)
        next();
    if (!QTest::qWaitFor([&] { return answered == count; }, 20'000 + count * 20))
        codes.insert("not answered");
    return codes;
}

QByteArray PeerBench::frameOf(Proof proof, const QByteArray &secret, const ServerHello &hello,
                              const QByteArray &certificate)
{
    proof.version = hello.maxVersion;
    proof.nonce = randomBytes(32);
    proof.mac = proofMac(secret, proof, hello.nonce, sha256(certificate));
    return *encodeFrame({0, proof});
}

QByteArray PeerBench::picture() const
{
    return m_cluster.ctl({u"nodes"_s, u"-o"_s, u"csv"_s}).out + m_cluster.ctl({u"jobs"_s, u"-o"_s, u"csv"_s}).out
        + m_cluster.ctl({u"discovered"_s, u"-o"_s, u"csv"_s}).out;
}

} // namespace cid
