// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QMap>
#include <QObject>
#include <QStringList>

#include <functional>

namespace cid {

/// What a Slurm node is for slurmctld.
struct SlurmNode
{
    QString name;
    QString state; ///< "IDLE+DRAIN", as scontrol says it
    qint64 slurmdSince = 0; ///< when its slurmd began, seconds since the epoch; 0: never, or not known
};

/// Asks slurmctld by its own program, scontrol: the one interface that stays as Slurm goes on. Each question is a
/// process of its own with a deadline of half a minute. Lives on the main thread.
class Scontrol : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Status &)>;
    using Nodes = std::function<void(const Result<QList<SlurmNode>> &)>;
    using Text = std::function<void(const Result<QString> &)>;
    using Lines = std::function<void(const Result<QStringList> &)>;
    using Config = std::function<void(const Result<QMap<QString, QString>> &)>;

    /// \a slurmConf: empty where scontrol finds it by itself.
    Scontrol(const QString &binFolder, QString slurmConf, QObject *parent = nullptr);

    /// \a nodes: a list as Slurm folds it.
    void showNodes(const QString &nodes, const Nodes &then);
    /// Every line "Key = value" of slurmctld's configuration.
    void showConfig(const Config &then);
    /// "CONFIGURING"; empty where there is no such job any more.
    void showJobState(const QString &job, const Text &then);
    /// A line for each partition.
    void showPartitions(const Lines &then);
    /// No job is started there any more. Of \a reason sinfo shows 20 characters.
    void drain(const QString &node, const QString &reason, const Done &then);
    /// Back into the queue, where it waits for a person. Slurm does so with batch jobs alone.
    void requeueAndHold(const QString &job, const QString &comment, const Done &then);

private:
    void run(const QStringList &arguments, const std::function<void(const Result<QByteArray> &)> &then);
    void run(const QStringList &arguments, const Done &then);

    const QString m_program;
    const QString m_slurmConf;
};

/// The output of scontrol --oneliner show nodes.
[[nodiscard]] QList<SlurmNode> parseNodes(const QByteArray &text);
/// The output of scontrol show config.
[[nodiscard]] QMap<QString, QString> parseConfig(const QByteArray &text);

/// A job can begin there: slurmd answers, and the node is neither down nor being started.
[[nodiscard]] bool isResponding(const SlurmNode &node);

} // namespace cid
