// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/slurm/slurm_conf.h"

namespace cid {

/// How Slurm learns that a node changes its image.
enum class SlurmWay : quint8 {
    Prolog, ///< the hook waits until slurmd is back; Slurm itself knows nothing of restarts
    Features, ///< images are changeable features (node_features/helpers): Slurm awaits the restart
};

/// What cid-slurm configure makes its text of.
struct SlurmPlan
{
    SlurmWay way = SlurmWay::Prolog;
    QStringList images; ///< names
    QStringList nodes; ///< in the order of node_db
    std::chrono::seconds longest{0}; ///< that a deployment may take
    QString programs; ///< the folder of cid-slurm-prolog and its relatives
};

/// One file of Slurm's, or lines for it.
struct SlurmText
{
    QString file; ///< "slurm.conf"
    QString text;
};

/// Lines for slurm.conf, job_submit.lua whole, and for the second way helpers.conf whole.
[[nodiscard]] QList<SlurmText> slurmTexts(const SlurmPlan &plan, const SlurmConf &conf);

} // namespace cid
