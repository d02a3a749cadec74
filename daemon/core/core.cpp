// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/core.h"

#include "daemon/core/limits.h"

namespace cid {

Core::Core(StoreClient &store, const Clock &clock, JobDesk::Random random)
    : m_ledger(store)
    , m_state(m_ledger, clock)
    , m_recorder(m_state, m_announcer)
    , m_notes(m_recorder, clock)
    , m_prober(m_state, m_recorder, m_announcer)
    , m_dispatcher(m_state, m_recorder, m_prober, m_announcer)
    , m_jobs({m_state, m_recorder, m_prober, m_dispatcher, m_announcer}, std::move(random))
    , m_nodes({m_state, m_recorder, m_notes, m_prober, m_dispatcher, m_jobs, m_announcer})
    , m_enrolments(m_state, m_recorder, m_notes)
    , m_permissions(m_state, m_recorder, m_dispatcher)
    , m_holds(m_state, m_recorder)
    , m_power(m_state, m_recorder, m_dispatcher)
    , m_watchman(m_state, m_recorder, m_prober, m_dispatcher)
{ }

void Core::restore(const Snapshot &snapshot)
{
    m_state.startedAt = m_state.now();
    m_state.registry.restore(snapshot.nodes, m_state.now());
    m_state.jobs.restore(snapshot);
    for (const Permission &permission : snapshot.permissions)
        m_state.permissions.put(permission);
    for (const Hold &hold : snapshot.holds)
        m_state.holds.put(hold);
    m_state.lastDeployment = snapshot.lastDeployment;
    m_state.lastEvent = snapshot.lastEvent;
}

void Core::configure(const CoreConfiguration &configuration)
{
    const QStringList told = waitingToBeArmed(configuration);
    m_state.settings = configuration.settings;
    m_state.partitions = configuration.partitions;
    const QStringList removed = m_state.registry.define(configuration.nodes);
    m_permissions.forget(removed);
    m_holds.forget(removed);
    for (const NodeName &name : removed) {
        m_prober.gone(name);
        Q_EMIT m_announcer.nodeRemoved(name);
    }
    for (const NodeName &name : told)
        m_dispatcher.sendOrder(name);
    m_watchman.watch(configuration.nodes);
    for (const NodeDefinition &node : configuration.nodes)
        Q_EMIT m_announcer.nodeChanged(node.name);
}

// They wait for what an operator says about their disk, and it may have been said now.
QStringList Core::waitingToBeArmed(const CoreConfiguration &configuration) const
{
    QStringList names;
    for (const NodeDefinition &node : configuration.nodes) {
        const NodeRecord *record = m_state.registry.find(node.name);
        if (record && record->facts.state == NodeState::NotArmed
            && (record->definition != node || m_state.partitions != configuration.partitions))
            names.append(node.name);
    }
    return names;
}

void Core::look()
{
    m_watchman.look();
    m_permissions.look();
    m_holds.look();
}

void Core::setImages(QList<ImageDefinition> definitions, QList<CatalogueImage> images, QStringList problems)
{
    m_state.catalogue.set(std::move(definitions), std::move(images), std::move(problems));
}

std::optional<NodeStatus> Core::statusOf(const NodeName &node) const
{
    const NodeRecord *record = m_state.registry.find(node);
    if (!record)
        return std::nullopt;
    return m_recorder.statusOf(*record);
}

} // namespace cid
