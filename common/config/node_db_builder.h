// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/node_db.h"
#include "common/config/node_networks.h"

#include <QSet>

namespace cid {

/// Makes a NodeDb of a checked document. Used by NodeDb alone.
class NodeDbBuilder
{
public:
    [[nodiscard]] Result<NodeDb> build(const Document &document);

private:
    [[nodiscard]] Status readGroup(const Section &section);
    [[nodiscard]] Status readNodes(const Section &section);
    [[nodiscard]] Status readPartition(const Section &section);
    [[nodiscard]] Status readMacs(const Section &section, const QStringList &names);
    [[nodiscard]] Status addNode(NodeDefinition node, const Section &section);
    void applyGroups(NodeDefinition &node) const;
    void fillGroups();

    NodeDb m_db;
    QList<const Section *> m_groupSections;
    QHash<QString, QList<qsizetype>> m_sectionsOf; ///< by a group's name, places in m_groupSections
    QHash<NodeName, QSet<QString>> m_memberOf; ///< what groups say of their nodes
    const Section *m_defaults = nullptr;
    QHash<NodeName, QStringList> m_macs;
    QHash<QString, Place> m_macPlaces;
    QHash<NodeName, Place> m_nodePlaces;
    NodeNetworks m_networks;
};

} // namespace cid
