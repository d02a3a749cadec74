// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/change_set.h"

#include <map>
#include <set>

namespace cid {

/// What may be erased on which node, for whom, until when. A plain value of one thread; the Recorder alone changes it,
/// together with the store.
class Permissions
{
public:
    void put(const Permission &permission);
    void remove(const PermissionKey &key);

    /// Null where there is none. A deployment uses its own and no other.
    [[nodiscard]] const Permission *find(const PermissionKey &key) const;
    [[nodiscard]] QList<Permission> ofNode(const NodeName &node) const;
    [[nodiscard]] QList<Permission> all() const;
    /// Those whose time has come.
    [[nodiscard]] QList<Permission> due(qint64 now) const;

private:
    std::map<PermissionKey, Permission> m_all;
    std::set<std::pair<qint64, PermissionKey>> m_ends; ///< of those that end by themselves
};

} // namespace cid
