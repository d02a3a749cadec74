// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/authority.h"

#include "common/link/keys.h"

namespace cid {

using namespace Qt::StringLiterals;

Authority::Authority(ServerKeys keys, const Registry &registry)
    : m_keys(std::move(keys))
    , m_registry(registry)
{ }

QByteArray Authority::secretOfNode(const NodeName &node, int epoch) const
{
    return nodeSecret(m_keys.nodeMaster, node, epoch);
}

QByteArray Authority::hostKeySeedOf(const NodeName &node) const
{
    return hostKeySeed(m_keys.nodeMaster, node);
}

QString Authority::diskOwnerOf(const NodeName &node) const
{
    return QString::fromLatin1(diskOwner(m_keys.nodeMaster, node).left(16).toHex());
}

Result<QByteArray> Authority::secretFor(Role role, const QString &id, int epoch)
{
    switch (role) {
    case Role::Enrol:
        return m_keys.enrol;
    case Role::Capt:
        return m_keys.capt;
    case Role::Operator:
        return m_keys.operators;
    case Role::Node:
        break;
    }
    const NodeRecord *node = m_registry.find(id);
    if (!node || epoch < 1 || node->facts.epoch != epoch)
        return fail(makeError(ErrorKind::NotFound, "node.unknown", u"No such node, or its key was replaced"_s));
    return secretOfNode(id, epoch);
}

} // namespace cid
