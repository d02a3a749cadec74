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

QStringList Authority::replaceKeys(const ServerKeys &keys)
{
    QStringList gone;
    for (auto before = m_keys.clients.cbegin(); before != m_keys.clients.cend(); ++before) {
        const auto now = keys.clients.constFind(before.key());
        if (now == keys.clients.cend() || *now != *before)
            gone.append(before.key());
    }
    m_keys.enrol = keys.enrol;
    m_keys.clients = keys.clients;
    return gone;
}

Result<QByteArray> Authority::secretOfClient(KeyKind kind, const QString &name) const
{
    const auto key = m_keys.clients.constFind(name);
    if (key != m_keys.clients.cend() && key->kind == kind)
        return key->secret;
    return fail(makeError(ErrorKind::NotFound, "key.unknown", u"cid.conf has no key of that name"_s));
}

Result<QByteArray> Authority::secretFor(const Proof &claim)
{
    switch (claim.role) {
    case Role::Enrol:
        return m_keys.enrol;
    case Role::Capt:
        return secretOfClient(KeyKind::Scheduler, claim.key.isEmpty() ? unnamedScheduler() : claim.key);
    case Role::Operator:
        return secretOfClient(KeyKind::Operator, claim.key.isEmpty() ? unnamedOperator() : claim.key);
    case Role::Node:
        break;
    }
    const NodeRecord *node = m_registry.find(claim.id);
    if (!node || claim.epoch < 1 || node->facts.epoch != claim.epoch)
        return fail(makeError(ErrorKind::NotFound, "node.unknown", u"No such node, or its key was replaced"_s));
    return secretOfNode(claim.id, claim.epoch);
}

} // namespace cid
