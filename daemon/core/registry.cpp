// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/registry.h"

#include <QSet>

namespace cid {

void Registry::restore(const QList<NodeFacts> &facts, qint64 now)
{
    for (const NodeFacts &node : facts) {
        NodeRecord &record = recordOf(node.name);
        record.facts = node;
        record.heard = now;
        record.inDoubt = true;
    }
}

QStringList Registry::define(const QList<NodeDefinition> &definitions)
{
    QStringList removed;
    QHash<QString, NodeName> byMac;
    std::map<NodeName, bool> wasDefined;
    for (auto &[name, record] : m_nodes)
        wasDefined[name] = std::exchange(record.defined, false);
    for (const NodeDefinition &definition : definitions) {
        NodeRecord &record = recordOf(definition.name);
        record.definition = definition;
        record.facts.name = definition.name;
        record.defined = true;
        for (const QString &mac : definition.macs)
            byMac.insert(mac, definition.name);
    }
    for (const auto &[name, was] : wasDefined) {
        NodeRecord &record = recordOf(name);
        if (!was || record.defined)
            continue;
        // Whatever is true of the moment ends here: a name that comes back begins without a connection.
        NodeRecord stored;
        stored.facts = record.facts;
        stored.heard = record.heard;
        stored.inDoubt = true;
        record = stored;
        removed.append(name);
    }
    m_byMac = std::move(byMac);
    m_count = definitions.size();
    m_discovered.removeKnown([this](const QString &mac) { return m_byMac.contains(mac.toLower()); });
    return removed;
}

NodeRecord &Registry::recordOf(const NodeName &name)
{
    NodeRecord *&record = m_byName[name];
    if (!record)
        record = &m_nodes[name];
    return *record;
}

NodeRecord *Registry::find(const NodeName &name)
{
    NodeRecord *record = m_byName.value(name);
    return record && record->defined ? record : nullptr;
}

const NodeRecord *Registry::find(const NodeName &name) const
{
    const NodeRecord *record = m_byName.value(name);
    return record && record->defined ? record : nullptr;
}

QList<NodeRecord *> Registry::findByMacs(const QStringList &macs)
{
    QList<NodeRecord *> result;
    QSet<const NodeRecord *> seen;
    for (const QString &mac : macs) {
        const auto name = m_byMac.constFind(mac.toLower());
        NodeRecord *record = name == m_byMac.constEnd() ? nullptr : find(*name);
        if (record && !seen.contains(record)) {
            seen.insert(record);
            result.append(record);
        }
    }
    return result;
}

QList<NodeRecord *> Registry::all()
{
    QList<NodeRecord *> result;
    result.reserve(m_count);
    for (auto &[name, record] : m_nodes) {
        if (record.defined)
            result.append(&record);
    }
    return result;
}

} // namespace cid
