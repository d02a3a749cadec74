// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/registry.h"

#include "daemon/core/limits.h"

#include <algorithm>

namespace cid {

void Registry::restore(const QList<NodeFacts> &facts, qint64 now)
{
    for (const NodeFacts &node : facts) {
        NodeRecord &record = m_nodes[node.name];
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
        NodeRecord &record = m_nodes[definition.name];
        record.definition = definition;
        record.facts.name = definition.name;
        record.defined = true;
        for (const QString &mac : definition.macs)
            byMac.insert(mac, definition.name);
    }
    for (const auto &[name, was] : wasDefined) {
        if (was && !m_nodes[name].defined)
            removed.append(name);
    }
    m_byMac = std::move(byMac);
    m_count = definitions.size();
    m_discovered.removeIf([this](const DiscoveredMachine &machine) {
        return std::any_of(machine.macs.begin(), machine.macs.end(),
                           [this](const QString &mac) { return m_byMac.contains(mac); });
    });
    return removed;
}

NodeRecord *Registry::find(const NodeName &name)
{
    const auto found = m_nodes.find(name);
    return found != m_nodes.end() && found->second.defined ? &found->second : nullptr;
}

const NodeRecord *Registry::find(const NodeName &name) const
{
    const auto found = m_nodes.find(name);
    return found != m_nodes.end() && found->second.defined ? &found->second : nullptr;
}

QList<NodeRecord *> Registry::findByMacs(const QStringList &macs)
{
    QList<NodeRecord *> result;
    for (const QString &mac : macs) {
        const auto name = m_byMac.constFind(mac.toLower());
        NodeRecord *record = name == m_byMac.constEnd() ? nullptr : find(*name);
        if (record && !result.contains(record))
            result.append(record);
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

void Registry::noteDiscovered(const QStringList &macs, const QString &address, const Inventory &inventory, qint64 now)
{
    const auto known =
        std::find_if(m_discovered.begin(), m_discovered.end(), [&macs](const DiscoveredMachine &machine) {
            return std::any_of(macs.begin(), macs.end(),
                               [&](const QString &mac) { return machine.macs.contains(mac); });
        });
    if (known != m_discovered.end()) {
        *known = {macs, address, inventory, known->firstSeen, now};
        return;
    }
    if (m_discovered.size() >= core::maxDiscovered) {
        const auto oldest = std::min_element(m_discovered.begin(), m_discovered.end(),
                                             [](const auto &a, const auto &b) { return a.lastSeen < b.lastSeen; });
        m_discovered.erase(oldest);
    }
    m_discovered.append({macs, address, inventory, now, now});
}

QList<DiscoveredMachine> Registry::discovered() const
{
    return m_discovered;
}

} // namespace cid
