// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/error.h"

#include <QByteArray>
#include <QString>

// The messages that every connection begins with. PROTOCOL.md has the grammar.
namespace cid {

/// Which secret a peer proves that it holds, and so what it may ask.
enum class Role : quint8 {
    Enrol, ///< key: may ask for a node's own secret, nothing else
    Node, ///< node.key: speaks for one node
    Capt, ///< capt_key or a [scheduler]'s: deploys catalogued images where node_db allows it, waits, cancels its own
          ///< jobs
    Operator, ///< operator_key: everything; an [operator]'s: what its rights say
};

/// What a connection carries. Bulk data never shares one with control messages.
enum class Channel : quint8 { Control, Data };

/// Server's first message inside TLS.
struct ServerHello
{
    int minVersion = 0;
    int maxVersion = 0;
    QByteArray nonce; ///< 32 random bytes
    bool operator==(const ServerHello &) const = default;
};

/// Client's answer: HMAC-SHA256 under the role's secret over everything that names this one connection.
struct Proof
{
    int version = 0;
    Role role = Role::Enrol;
    Channel channel = Channel::Control;
    QString id; ///< the node's name for Role::Node; free text for the log otherwise, which nobody proves
    int epoch = 0; ///< of the node's secret, 0 for other roles
    QByteArray nonce; ///< 32 random bytes
    QByteArray mac; ///< 32 bytes
    QString key =
        {}; ///< the name of the key in cidd's cid.conf for Role::Capt and Role::Operator; empty: the unnamed one
    bool operator==(const Proof &) const = default;
};

/// Server's yes.
struct Welcome
{
    int version = 0;
    qint64 serverTime = 0; ///< ms since the epoch
    int heartbeatMs = 0; ///< a Ping at least this often in each direction without other traffic
    QString serverName; ///< "cidd 0.1.0"
    bool operator==(const Welcome &) const = default;
};

/// Either side's no, to a request or to the whole connection. Answers carry the request's number.
struct ErrorReply
{
    Error error;
    bool operator==(const ErrorReply &) const = default;
};

/// A request was carried out and is on disk.
struct OkReply
{
    bool operator==(const OkReply &) const = default;
};

struct Ping
{
    bool operator==(const Ping &) const = default;
};

struct Pong
{
    bool operator==(const Pong &) const = default;
};

} // namespace cid
