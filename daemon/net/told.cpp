// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/told.h"

#include "common/config/host_list.h"
#include "common/config/host_text.h"
#include "common/domain/clamp.h"
#include "common/domain/limits.h"
#include "common/wire/client_fields.h"
#include "common/wire/cost.h"
#include "daemon/net/limits.h"

namespace cid::told {

NodeStatus status(NodeStatus status)
{
    clamp(status);
    status.failure.log.clear();
    return status;
}

Deployment deployment(Deployment deployment)
{
    deployment.failure.log.clear();
    return deployment;
}

QString hosts(const QStringList &nodes)
{
    return briefHostList(foldHostList(nodes), domain::maxHosts);
}

QStringList hostTexts(const QStringList &nodes)
{
    return cutHostList(foldHostList(nodes), net::hostTextBytes);
}

Job brief(Job job, const JobCounts &counts, const QString &hosts)
{
    job.nodes.clear();
    job.counts = counts;
    job.hosts = hosts;
    return job;
}

Job withNodes(Job job)
{
    if (wire::costOf(job.nodes).bytes > net::olderClientsNodes)
        job.nodes.clear();
    return job;
}

} // namespace cid::told
