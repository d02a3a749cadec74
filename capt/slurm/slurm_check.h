// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/slurm/slurm_conf.h"

#include <QMap>

#include <functional>

namespace cid {

/// What is wrong, why that matters, and what mends it.
struct SlurmFinding
{
    QByteArray code; ///< "hook.missing"
    QString what;
    QString why;
    QString mend;
    bool operator==(const SlurmFinding &) const = default;
};

/// What the check looks at, so that it can be tried without Slurm.
struct SlurmSurroundings
{
    QMap<QString, QString> config; ///< as scontrol show config says it
    QStringList partitions; ///< as scontrol --oneliner show partitions says them, a line each
    std::chrono::seconds longest{0}; ///< that a deployment may take
    QString keyFile; ///< that the hooks prove
    bool keepsNodes = false; ///< nobody gets a node of that key's jobs before they are released
    QString slurmUser;
    std::function<bool(const QString &path)> isExecutable;
    std::function<bool(const QString &path)> isReadableBySlurm;
    QStringList images; ///< of image_db; empty: not known on this machine
};

/// In the order in which they hurt.
[[nodiscard]] QList<SlurmFinding> checkSlurm(const SlurmSurroundings &around, const SlurmConf &conf);

} // namespace cid
