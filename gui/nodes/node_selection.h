// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"

#include <QObject>
#include <QSet>

namespace cid {

/// The nodes that are selected, by name: table and heat map show the same, and it survives sorting, filtering and a
/// lost connection.
class NodeSelection : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] const QSet<NodeName> &nodes() const { return m_nodes; }
    [[nodiscard]] bool contains(const NodeName &node) const { return m_nodes.contains(node); }
    /// The one that the pane shows; empty where there is none.
    [[nodiscard]] const NodeName &current() const { return m_current; }

    void set(const QSet<NodeName> &nodes, const NodeName &current);
    void clear() { set({}, {}); }

Q_SIGNALS:
    void changed();
    void currentChanged(const QString &node);

private:
    QSet<NodeName> m_nodes;
    NodeName m_current;
};

} // namespace cid
