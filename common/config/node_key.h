// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"

#include <QByteArray>

namespace cid {

/// Where the file lies in every root.
constexpr char nodeKeyPath[] = "etc/cid/node.key";

/// A node's own secret: lines "node <name>", "epoch <number>", "secret <64 hexadecimal digits>".
struct NodeKey
{
    NodeName node;
    int epoch = 0;
    QByteArray secret; ///< 32 bytes
    bool operator==(const NodeKey &) const = default;
};

[[nodiscard]] QByteArray formatNodeKey(const NodeKey &key);
/// Corrupt "node-key.bad"; never says what the secret was.
[[nodiscard]] Result<NodeKey> parseNodeKey(const QByteArray &text);

} // namespace cid
