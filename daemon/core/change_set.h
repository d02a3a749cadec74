// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"

#include <QMap>

#include <optional>

namespace cid {

/// What is known of a node for good: the store's row.
struct NodeFacts
{
    NodeName name;
    NodeState state = NodeState::Unknown;
    qint64 since = 0; ///< of the state, ms since the epoch
    qint64 lastSeen = 0; ///< at the last change that was stored
    QString address;
    int epoch = 0; ///< of the node's secret that is valid now; 0: it has none
    bool adopted = false; ///< may enrol once although nothing else allows it
    ImageId image; ///< that runs, as accepted
    QByteArray digest;
    bool drifted = false;
    Failure failure;
    bool keyKept = false; ///< the machine has shown that its key outlived a start: only a window lets it enrol again
    qint64 enrolUntil = 0; ///< the end of that window, ms since the epoch; 0: none is open
    DeploymentId secretsFrom = 0; ///< the first deployment with which the key gets secret overlays; 0: none yet
    bool operator==(const NodeFacts &) const = default;
};

/// A node and the deployment that a permission belongs to; 0 for none.
using PermissionKey = std::pair<NodeName, DeploymentId>;

/// Everything that one turn of the event loop changed: one transaction. The newest value of each row.
struct ChangeSet
{
    QMap<NodeName, NodeFacts> nodes;
    QMap<JobId, Job> jobs;
    QMap<DeploymentId, Deployment> deployments;
    QMap<PermissionKey, std::optional<Permission>> permissions; ///< nothing: it was used, withdrawn, or ended
    QMap<NodeName, std::optional<Hold>> holds; ///< nothing: it ended
    QList<Event> events;

    [[nodiscard]] bool isEmpty() const
    {
        return nodes.isEmpty() && jobs.isEmpty() && deployments.isEmpty() && permissions.isEmpty() && holds.isEmpty()
            && events.isEmpty();
    }
};

/// One job as the store has it.
struct JobRecord
{
    Job job;
    QList<Deployment> deployments; ///< by id
};

/// What a start needs: all nodes, and of the rest what is not at its end.
struct Snapshot
{
    QList<NodeFacts> nodes;
    QList<Job> jobs;
    QList<Deployment> deployments; ///< of those jobs, finished ones too; by id
    QList<Permission> permissions;
    QList<Hold> holds;
    DeploymentId lastDeployment = 0;
    qint64 lastEvent = 0;
    bool operator==(const Snapshot &) const = default;
};

} // namespace cid
