// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/node_key.h"

namespace cid {

using namespace Qt::StringLiterals;

QByteArray formatNodeKey(const NodeKey &key)
{
    return "node " + key.node.toUtf8() + "\nepoch " + QByteArray::number(key.epoch) + "\nsecret " + key.secret.toHex()
        + '\n';
}

Result<NodeKey> parseNodeKey(const QByteArray &text)
{
    NodeKey key;
    bool isGood = true;
    for (const QByteArray &line : text.trimmed().split('\n')) {
        const qsizetype blank = line.indexOf(' ');
        const QByteArray word = line.left(blank);
        const QByteArray value = blank < 0 ? QByteArray() : line.mid(blank + 1).trimmed();
        if (word == "node")
            key.node = QString::fromUtf8(value);
        else if (word == "epoch")
            key.epoch = value.toInt();
        else if (word == "secret" && value.size() == 64)
            key.secret = QByteArray::fromHex(value);
        else
            isGood = false;
    }
    if (!isGood || !isValidNodeName(key.node) || key.epoch < 1 || key.secret.size() != 32) {
        return fail(makeError(ErrorKind::Corrupt, "node-key.bad",
                              u"node.key: expected the lines \"node\", \"epoch\" and \"secret\""_s));
    }
    return key;
}

} // namespace cid
