// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/core.h"
#include "gui/demo/demo_disk.h"

#include <QRandomGenerator>
#include <QTimer>

namespace cid {

/// Machines that are nothing but a state each: they report to a core as real ones do, take some seconds for a stage,
/// write at some hundred MB/s, and now and then one fails or falls silent. The same seed plays the same day. Lives on
/// the core's thread; the core is borrowed.
class DemoNodes : public QObject
{
    Q_OBJECT
public:
    explicit DemoNodes(Core &core, QObject *parent = nullptr);

    /// Everybody arrives; some racks get something to do.
    void begin();
    /// How much faster than life, at most; for tests.
    void setSpeed(int factor) { m_speed = factor; }
    /// Every node reports a byte more each second, for measurements: the interface has as much to do as ever.
    void makeEveryoneReport();

private:
    struct Machine
    {
        int number = 0; ///< 1... in the order of the names
        DemoDisk disk;
        SessionId session = 0;
        DeployOrder order;
        NodeState state = NodeState::Running;
        qint64 next = 0; ///< when the stage ends, ms of the core's clock
        double rate = 0; ///< bytes a second
        Progress progress;
        bool fails = false;
    };

    void arrive(const NodeName &name, NodeState state);
    void take(const NodeName &name, const DeployOrder &order);
    void tick();
    void step(const NodeName &name, Machine &machine);
    void install(const NodeName &name, Machine &machine);
    void enter(const NodeName &name, Machine &machine, NodeState state);
    void breakDown(const NodeName &name, Machine &machine);
    void finish(const NodeName &name, Machine &machine);
    void reportAll();
    [[nodiscard]] NodeCaller caller(const NodeName &name) const;
    [[nodiscard]] qint64 stageLength(NodeState state);
    void deploy(const JobId &job, const QStringList &nodes, const QString &image);

    Core &m_core;
    QHash<NodeName, Machine> m_machines;
    QStringList m_names;
    QStringList m_busy;
    QRandomGenerator m_random{2007};
    QTimer m_timer;
    QTimer m_reporter;
    SessionId m_lastSession = SessionId(1) << 40;
    int m_speed = 1;
};

} // namespace cid
