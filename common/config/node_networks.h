// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/document.h"
#include "common/domain/node.h"

#include <QHash>

namespace cid {

/// What the sections of node_db say of addresses, gateways and name servers. Used by NodeDbBuilder alone.
class NodeNetworks
{
public:
    /// The values of a section of any type.
    [[nodiscard]] static Status check(const Section &section);
    /// What nodes inherit: everything but addresses.
    static void apply(const Section &section, NodeDefinition &node);
    /// The addresses that a section gives to its nodes, one each where there are many.
    [[nodiscard]] Status read(const Section &section, const QStringList &names);
    /// Gives a node that inherited everything its addresses; a gateway that it could not reach is a mistake.
    [[nodiscard]] Status settle(const Section &section, NodeDefinition &node) const;

private:
    [[nodiscard]] Status add(const NodeName &name, const QString &address, const Place &place);

    QHash<NodeName, QStringList> m_addresses;
    QHash<QString, Place> m_places; ///< by an address without its prefix
};

} // namespace cid
