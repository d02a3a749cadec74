// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/host_list.h"
#include "common/config/schema.h"
#include "common/domain/node.h"

#include <QHash>
#include <QSet>

namespace cid {

/// What node_db says: every node with the defaults and its groups' settings applied. A plain value.
class NodeDb
{
public:
    /// As loadCidConf(). Two nodes of one name, and one hardware address of two nodes, are mistakes, too.
    [[nodiscard]] static Result<NodeDb> load(const QString &path);
    /// The same of a document that is not on the disk yet.
    [[nodiscard]] static Result<NodeDb> read(const Document &document);

    [[nodiscard]] const QList<NodeDefinition> &nodes() const { return m_nodes; }
    [[nodiscard]] const NodeDefinition *find(const NodeName &name) const;
    [[nodiscard]] const QList<PartitionDefinition> &partitions() const { return m_partitions; }
    /// NotFound "group.unknown"
    [[nodiscard]] Result<QStringList> group(const QString &name) const;
    /// group() for expandHostList(); valid as long as this object.
    [[nodiscard]] HostGroups groups() const;
    /// The node that people and schedulers mean: where node_db has no "n1.cluster" that is n1. A name that no node has,
    /// and one that could be another's ("n1.cluster" beside the nodes n1 and n1.lab), stays as it is.
    [[nodiscard]] NodeName meantBy(const QString &name) const;
    /// expandHostList() with these groups and meantBy().
    [[nodiscard]] Result<QStringList> expand(const QString &hosts) const;

    /// Writes the hardware addresses of machines that were given names: changes or adds a [node "name"] section each.
    /// Refused "node-db.pattern" where the node comes from a section for many nodes that names addresses.
    [[nodiscard]] static Status adopt(const QString &path, const QList<std::pair<NodeName, QStringList>> &machines);

private:
    friend class NodeDbBuilder;

    QList<NodeDefinition> m_nodes;
    QHash<NodeName, qsizetype> m_index;
    QSet<QString> m_shortNames; ///< "n1" of each node "n1.cluster"
    QList<PartitionDefinition> m_partitions;
    QHash<QString, QStringList> m_groups;
};

[[nodiscard]] const Schema &nodeDbSchema();

} // namespace cid
