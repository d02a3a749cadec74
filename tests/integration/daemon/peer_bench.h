// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/conversation.h"
#include "common/link/link_client.h"
#include "tests/integration/daemon/raw_peer.h"
#include "tests/support/cluster.h"

#include <QSet>

namespace cid {

/// A cluster and peers of every kind for it.
class PeerBench : public QObject
{
    Q_OBJECT
protected:
    struct Peer
    {
        Role role;
        QByteArray secret;
        QString id = QStringLiteral("t");
        int epoch = 0;
        Channel channel = Channel::Control;
        QHostAddress from = {};
        QString key = {};
        bool fromPrivilegedPort = false;
    };
    using Maker = std::function<std::unique_ptr<RawPeer>(int)>;
    static constexpr int atOnce = 24;

    /// Runs \a count peers, some at once, and counts those that were let in; -1 where not all of them ended.
    [[nodiscard]] int welcomes(int count, const Maker &make, const std::function<void(RawPeer &)> &begin);
    /// Null where the server refuses. The link lives as long as the bench.
    [[nodiscard]] Link *connectAs(const Peer &peer);
    /// Asks \a count questions, some at once: the codes of the answers, "ok" for one that is no error.
    [[nodiscard]] QSet<QByteArray> codesOf(Link *link, int count, const std::function<Message(int)> &question);
    /// The frame of that proof, made for that hello and certificate (DER).
    [[nodiscard]] static QByteArray frameOf(Proof proof, const QByteArray &secret, const ServerHello &hello,
                                            const QByteArray &certificate);
    /// What cidd knows of nodes, jobs and discovered machines.
    [[nodiscard]] QByteArray picture() const;

    Cluster m_cluster;
    QObject m_owner;
};

} // namespace cid
