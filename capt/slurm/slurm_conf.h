// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/schema.h"

#include <QHash>

namespace cid {

/// What cid-slurm.conf says; a key that is not there has the default below. Paths are absolute.
struct SlurmConf
{
    QString cidConf; ///< by default cid.conf beside the file
    QString key; ///< the name of a section [scheduler "NAME"] of cid.conf; empty: its capt_key
    QStringList images; ///< that jobs may ask for, by name or full name; none: whatever cidd lets the key deploy
    QString image; ///< for jobs that name none; empty: their nodes stay as they are
    QHash<QString, QString> partitions; ///< partition to image, for jobs that name none
    std::chrono::milliseconds timeout{0}; ///< of a deployment; 0: cid.conf's deadline
    std::chrono::seconds waitForSlurmd{300}; ///< after the image is up; 0: not at all
    QString binFolder = QStringLiteral("/usr/bin"); ///< where scontrol is
    QString slurmConf; ///< Slurm's own; empty: where scontrol looks by itself
    bool drain = true; ///< nodes that failed
    bool operator==(const SlurmConf &) const = default;
};

[[nodiscard]] const Schema &slurmConfSchema();

/// The defaults where there is no such file. Io where it cannot be read; else the first of its mistakes, with
/// file:line:column.
[[nodiscard]] Result<SlurmConf> loadSlurmConf(const QString &path);

} // namespace cid
