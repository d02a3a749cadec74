// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/enrol_desk.h"
#include "daemon/core/hold_desk.h"
#include "daemon/core/job_desk.h"
#include "daemon/core/node_desk.h"
#include "daemon/core/permission_desk.h"
#include "daemon/core/power_desk.h"
#include "daemon/core/watchman.h"

namespace cid {

/// What comes from the configuration files.
struct CoreConfiguration
{
    QList<NodeDefinition> nodes;
    QList<PartitionDefinition> partitions;
    CoreSettings settings;
};

/// The workflow with all its desks. Lives on the main thread; the store and the clock outlive it.
class Core
{
public:
    Core(StoreClient &store, const Clock &clock, JobDesk::Random random);

    /// Before anything else: where the last run stopped.
    void restore(const Snapshot &snapshot);
    void configure(const CoreConfiguration &configuration);
    void setImages(QList<ImageDefinition> definitions, QList<CatalogueImage> images, QStringList problems);

    [[nodiscard]] CoreState &state() { return m_state; }
    [[nodiscard]] Ledger &ledger() { return m_ledger; }
    [[nodiscard]] Announcer &announcer() { return m_announcer; }
    [[nodiscard]] NodeDesk &nodes() { return m_nodes; }
    [[nodiscard]] EnrolDesk &enrolments() { return m_enrolments; }
    [[nodiscard]] JobDesk &jobs() { return m_jobs; }
    [[nodiscard]] PermissionDesk &permissions() { return m_permissions; }
    [[nodiscard]] HoldDesk &holds() { return m_holds; }
    [[nodiscard]] PowerDesk &power() { return m_power; }
    /// Once a second: ends what takes too long, and what was given for a time.
    void look();
    [[nodiscard]] Watchman &watchman() { return m_watchman; }
    /// Something for the history that no desk does, such as a changed file.
    void note(Event event) { m_recorder.addEvent(std::move(event)); }
    /// Nothing where node_db does not name it.
    [[nodiscard]] std::optional<NodeStatus> statusOf(const NodeName &node) const;

private:
    [[nodiscard]] QStringList waitingToBeArmed(const CoreConfiguration &configuration) const;

    Ledger m_ledger;
    Announcer m_announcer;
    CoreState m_state;
    Recorder m_recorder;
    ClaimNotes m_notes;
    Prober m_prober;
    Dispatcher m_dispatcher;
    JobDesk m_jobs;
    NodeDesk m_nodes;
    EnrolDesk m_enrolments;
    PermissionDesk m_permissions;
    HoldDesk m_holds;
    PowerDesk m_power;
    Watchman m_watchman;
};

} // namespace cid
