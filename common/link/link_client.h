// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link.h"

#include <QHostAddress>

#include <memory>

namespace cid {

struct ServerAddress
{
    QString host; ///< a name or a numeric address
    quint16 port = 38008;
    bool operator==(const ServerAddress &) const = default;
};

/// Whom to connect to, how to know them, and who we are.
struct LinkClientOptions
{
    QList<ServerAddress> servers; ///< tried in this order
    QList<QByteArray> fingerprints; ///< lower-case hex; any one of them will do, none: nobody is trusted
    Role role = Role::Enrol;
    Channel channel = Channel::Control;
    QString id; ///< the node's name for Role::Node, free text for the log otherwise
    int epoch = 0;
    QByteArray secret; ///< the bytes, not their hex
    int connectMs = limits::connectDeadlineMs; ///< for one server, until TCP stands
    int answerMs = limits::answerDeadlineMs; ///< from then on, until it has said Welcome
    QHostAddress localAddress; ///< null: the system chooses
    bool fromPrivilegedPort = false; ///< where we are allowed to: a sign that root of this machine asks
    QString key = {}; ///< the name of a client's key; empty: the unnamed one
};

/// One walk through the servers until one takes us. Lives on its owner's thread; used once.
class LinkClient : public QObject
{
    Q_OBJECT
public:
    explicit LinkClient(LinkClientOptions options, QObject *parent = nullptr);
    ~LinkClient() override;

    void start();

    /// True for errors that the next try will hardly cure: "link.wrong-server" (none of the fingerprints),
    /// "link.refused" (our proof), "link.version".
    [[nodiscard]] static bool isFatal(const Error &error);

Q_SIGNALS:
    /// The link has no parent: the receiver takes it. Without a receiver it deletes itself after closed().
    void connected(cid::Link *link);
    /// No server took us; the error is the fatal one where there was one, else the last.
    void failed(const cid::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace cid
