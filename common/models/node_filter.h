// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/host_list.h"
#include "common/models/node_board.h"

namespace cid {

/// Which nodes somebody wants to see:
///   filter = *( term blank )                    all terms hold
///   term   = [ "-" ] ( word / key operator value )
///   key    = node, group, stage, image, wanted, job, address, reason, rate, progress, left, elapsed, seen, attempt, is
///   operator = ":" / "=" / "!=" / "<" / "<=" / ">" / ">="
///   value  = one or several values, separated by commas: one of them is enough. "*" stands for anything.
/// A word is a host list, a group or a part of a node's name. rate counts MB/s, progress percent; times take units
/// ("elapsed>10min"). A plain value.
class NodeFilter
{
public:
    /// Where a mistake stands in the text, in characters.
    struct Mark
    {
        qsizetype start = 0;
        qsizetype length = 0;
        bool operator==(const Mark &) const = default;
    };
    /// A node to be judged.
    struct Subject
    {
        const NodeStatus &status;
        const NodeFigures &figures;
        qint64 now = 0; ///< ms since the epoch
    };
    using Predicate = std::function<bool(const Subject &)>;

    /// Everything passes.
    NodeFilter() = default;
    /// Invalid "filter.*"; arguments start and length say where. \a groups makes @group known.
    [[nodiscard]] static Result<NodeFilter> parse(const QString &text, const HostGroups &groups = {});
    [[nodiscard]] static Mark markOf(const Error &error);

    [[nodiscard]] bool matches(const Subject &subject) const;
    [[nodiscard]] bool isEmpty() const { return m_terms.isEmpty(); }
    /// What passes can change while nodes report.
    [[nodiscard]] bool isLive() const { return m_isLive; }

    [[nodiscard]] static QStringList keys();
    /// What a key's value can be, where that is a closed list: the names of stages, and of is.
    [[nodiscard]] static QStringList valuesOf(const QString &key);

private:
    QList<Predicate> m_terms;
    bool m_isLive = false;
};

/// \a text with "*" for any characters; nothing else is special. Case does not matter.
[[nodiscard]] bool matchesPattern(QStringView text, QStringView pattern);

} // namespace cid
