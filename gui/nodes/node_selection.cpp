// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_selection.h"

namespace cid {

void NodeSelection::set(const QSet<NodeName> &nodes, const NodeName &current)
{
    const bool isOther = nodes != m_nodes;
    const bool isElsewhere = current != m_current;
    m_nodes = nodes;
    m_current = current;
    if (isOther)
        Q_EMIT changed();
    if (isElsewhere)
        Q_EMIT currentChanged(m_current);
}

} // namespace cid
