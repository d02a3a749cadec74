// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/slurm/scontrol.h"
#include "capt/slurm/slurm_check.h"
#include "common/config/cid_conf.h"

namespace cid {

/// cid-slurm check: asks slurmctld for its configuration and holds it against notP's. Used once.
class SlurmCheckup : public QObject
{
    Q_OBJECT
public:
    SlurmCheckup(SlurmConf conf, CidConf cidConf, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void finished(const cid::Result<QList<cid::SlurmFinding>> &findings);

private:
    void look(const QStringList &partitions);

    const SlurmConf m_conf;
    const CidConf m_cidConf;
    Scontrol m_scontrol;
    QMap<QString, QString> m_config;
};

} // namespace cid
