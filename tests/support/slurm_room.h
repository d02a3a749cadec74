// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/cluster.h"

#include <map>

namespace cid {

/// A real Slurm on the loopback, of a munged, a slurmctld as the user slurm, and a slurmd for each node, in a folder
/// that its user may look into. All of it ends with the object. Needs root.
class SlurmRoom
{
public:
    /// Nodes n1 to n\a nodes. The folder is the cluster's.
    SlurmRoom(const Cluster &cluster, int nodes);
    ~SlurmRoom();

    /// Whether the machine has Slurm's programs.
    [[nodiscard]] static bool isThere();
    /// \a lines: more of slurm.conf, after what every test needs.
    [[nodiscard]] bool configure(const QByteArray &lines) const;
    [[nodiscard]] bool start();
    /// \a isAnew: as after the start of the machine, with another boot time.
    [[nodiscard]] bool startNode(int number, bool isAnew = false);
    void killNode(int number);

    /// One of Slurm's programs, to its end.
    Ran run(const QString &program, const QStringList &arguments, int timeoutMs = 60'000) const;
    /// Of a job: its state as scontrol says it; empty where there is none.
    [[nodiscard]] QString stateOf(const QString &job) const
    {
        return fieldOf(QStringLiteral("job"), job, QStringLiteral("JobState"));
    }
    /// "Reason" of node "n1" and the like.
    [[nodiscard]] QString fieldOf(const QString &kind, const QString &name, const QString &field) const;
    [[nodiscard]] QString path(const QString &name) const { return m_folder + u'/' + name; }
    [[nodiscard]] QByteArray log(const QString &program) const;

private:
    [[nodiscard]] bool startController();
    [[nodiscard]] std::unique_ptr<QProcess> launch(const QString &program, const QStringList &arguments,
                                                   const QString &logName) const;

    const QString m_folder;
    const int m_nodes;
    quint16 m_controllerPort = 0;
    std::unique_ptr<QProcess> m_munged;
    std::unique_ptr<QProcess> m_controller;
    std::map<int, std::unique_ptr<QProcess>> m_slurmds;
};

} // namespace cid
