// SPDX-License-Identifier: GPL-3.0-or-later
// What a job would come to.
#include "daemon/core/job_desk.h"

namespace cid {

using namespace Qt::StringLiterals;

Result<QList<Forecast>> JobDesk::plan(const DeployCommand &command)
{
    const auto nodes = findNodes(command.nodes);
    if (!nodes)
        return fail(nodes.error());
    const auto image = m_state.catalogue.resolve(command.image);
    if (!image)
        return fail(image.error());
    QList<Forecast> rows;
    for (const NodeRecord *node : *nodes) {
        Forecast row{node->facts.name, true, {}, {}};
        const Status allowed = mayHave(command, *node, *image);
        const QList<DeploymentId> &waiting = m_state.jobs.waiting(node->facts.name);
        if (!allowed) {
            row.eligible = false;
            row.reason = allowed.error().text;
        } else if (node->rival) {
            row.eligible = false;
            row.reason = node->notice;
        } else if (!waiting.isEmpty() && !isReturn(*m_state.jobs.deployment(waiting.last()))) {
            row.action = u"install"_s;
            row.reason = u"waits for job %1"_s.arg(m_state.jobs.deployment(waiting.last())->job);
        } else if (!command.reinstall && m_dispatcher.alreadyRuns(*node, image->image.id, image->image.digest)) {
            row.action = u"nothing"_s;
        } else {
            row.action = node->isConnected() ? u"install"_s : u"install once it is up"_s;
        }
        rows.append(row);
    }
    return rows;
}

} // namespace cid
