// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/node_db.h"

#include "common/config/node_db_builder.h"

#include <QSet>

namespace cid {

using namespace Qt::StringLiterals;

Result<NodeDb> NodeDb::load(const QString &path)
{
    const auto document = Document::load(path);
    return document ? read(*document) : fail(document.error());
}

Result<NodeDb> NodeDb::read(const Document &document)
{
    const QList<Error> mistakes = checkDocument(document, nodeDbSchema());
    if (!mistakes.isEmpty())
        return fail(mistakes.first());
    return NodeDbBuilder().build(document);
}

const NodeDefinition *NodeDb::find(const NodeName &name) const
{
    const auto found = m_index.constFind(name);
    return found == m_index.constEnd() ? nullptr : &m_nodes.at(*found);
}

Result<QStringList> NodeDb::group(const QString &name) const
{
    const auto found = m_groups.constFind(name);
    if (found != m_groups.constEnd())
        return *found;
    const QString near = nearestWord(name, m_groups.keys());
    return fail(makeError(ErrorKind::NotFound, "group.unknown",
                          u"node_db has no group \"%1\""_s.arg(name)
                              + (near.isEmpty() ? QString() : u"; did you mean \"%1\"?"_s.arg(near))));
}

HostGroups NodeDb::groups() const
{
    return [this](const QString &name) { return group(name); };
}

NodeName NodeDb::meantBy(const QString &name) const
{
    const qsizetype dot = name.indexOf(u'.');
    if (dot < 0 || m_index.contains(name))
        return name;
    const NodeName head = name.left(dot);
    return m_index.contains(head) && !m_shortNames.contains(head) ? head : name;
}

Result<QStringList> NodeDb::expand(const QString &hosts) const
{
    return expandHostList(hosts, groups(), [this](const QString &name) { return meantBy(name); });
}

Status NodeDb::adopt(const QString &path, const QList<std::pair<NodeName, QStringList>> &machines)
{
    const auto before = load(path);
    if (!before)
        return fail(before.error());
    auto document = Document::load(path);
    if (!document)
        return fail(document.error());
    QSet<QString> own;
    for (const Section &section : document->sections()) {
        if (section.type == "node"_L1)
            own.insert(section.name);
    }
    QList<Document::Change> changes;
    for (const auto &[name, macs] : machines) {
        if (!own.contains(name) && before->find(name)) {
            return fail(makeError(
                ErrorKind::Refused, "node-db.pattern",
                u"%1: %2 is defined together with other nodes; write its address there by hand"_s.arg(path, name)));
        }
        changes.append({u"node"_s, name, u"mac"_s, macs.join(u", "_s)});
    }
    const Status set = document->set(changes);
    if (!set)
        return set;
    const auto after = NodeDbBuilder().build(*document);
    return after ? document->save() : Status(fail(after.error()));
}

} // namespace cid
