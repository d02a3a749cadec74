// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/slurm/slurm_conf.h"

#include <QProcessEnvironment>

#include <optional>

namespace cid {

/// What slurmctld tells PrologSlurmctld and EpilogSlurmctld of a job (slurm.conf(5), Prolog and Epilog Scripts).
struct SlurmJob
{
    QString id; ///< SLURM_JOB_ID: also of one task of an array, and of one component of a heterogeneous job
    QString nodes; ///< SLURM_JOB_NODELIST, folded
    QString partition;
    QString constraints; ///< as sbatch -C has it
    QString comment;

    [[nodiscard]] static SlurmJob fromEnvironment(const QProcessEnvironment &environment);
};

/// The feature of a node that runs that image: "img_debian" for debian-12-1, or for any full name of it.
[[nodiscard]] QString featureOf(const QString &image);

/// The image that the job asks for: the one of its constraints (img_NAME), else of its comment (image=NAME), else its
/// partition's, else the configured one; none where nothing names any. Where "|" leaves a choice of images, the first.
/// Invalid "slurm.several" where it asks for several at once, Refused "slurm.not-allowed" for one that is not among
/// images.
[[nodiscard]] Result<std::optional<QString>> imageOf(const SlurmJob &job, const SlurmConf &conf);

} // namespace cid
