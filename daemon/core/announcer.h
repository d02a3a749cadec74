// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deploy_order.h"
#include "common/domain/power.h"

#include <QObject>

namespace cid {

/// What the core tells the world. Everything is on the disk when it is told, except a node's progress.
class Announcer : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    /// The node's status changed; progress alone comes at most as often as the node reports it.
    void nodeChanged(const cid::NodeName &node);
    void nodeRemoved(const cid::NodeName &node);
    void jobChanged(const cid::JobId &job);
    /// One deployment of that job is new or changed.
    void deploymentChanged(const cid::JobId &job, cid::DeploymentId deployment);
    void eventHappened(const cid::Event &event);
    /// To be sent to the node's session, where it has one.
    void orderReady(const cid::NodeName &node, const cid::DeployOrder &order);
    /// Each of the nodes is to be asked whether it is there.
    void probeReady(const QStringList &nodes);
    /// The node did not answer: its connection is worth nothing.
    void nodeSilent(const cid::NodeName &node);
    /// The node is to hold the image that it started against these tests, for that many seconds.
    void readyTestsWanted(const cid::NodeName &node, const QStringList &tests, qint64 within);
    void orderCancelled(const cid::NodeName &node, cid::DeploymentId deployment);
    /// A job needs the machine: it is to be switched on, or off and on. What came of it goes to PowerDesk::ended().
    void powerWanted(const cid::NodeName &node, cid::PowerAct act);
};

} // namespace cid
