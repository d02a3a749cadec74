// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/permissions.h"

namespace cid {

void Permissions::put(const Permission &permission)
{
    const PermissionKey key{permission.node, permission.deployment};
    remove(key);
    m_all.emplace(key, permission);
    if (permission.endsAt != 0)
        m_ends.emplace(permission.endsAt, key);
}

void Permissions::remove(const PermissionKey &key)
{
    const auto found = m_all.find(key);
    if (found == m_all.end())
        return;
    m_ends.erase({found->second.endsAt, key});
    m_all.erase(found);
}

const Permission *Permissions::find(const PermissionKey &key) const
{
    const auto found = m_all.find(key);
    return found == m_all.end() ? nullptr : &found->second;
}

QList<Permission> Permissions::ofNode(const NodeName &node) const
{
    QList<Permission> result;
    for (auto it = m_all.lower_bound({node, 0}); it != m_all.end() && it->first.first == node; ++it)
        result.append(it->second);
    return result;
}

QList<Permission> Permissions::all() const
{
    QList<Permission> result;
    for (const auto &[key, permission] : m_all)
        result.append(permission);
    return result;
}

QList<Permission> Permissions::due(qint64 now) const
{
    QList<Permission> result;
    for (auto it = m_ends.begin(); it != m_ends.end() && it->first <= now; ++it)
        result.append(m_all.at(it->second));
    return result;
}

} // namespace cid
