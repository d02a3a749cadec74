// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_command.h"

#include <QCoreApplication>
#include <QProcess>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

struct NodeCommandWords
{
    Q_DECLARE_TR_FUNCTIONS(NodeCommand)
};

} // namespace

Result<NodeCommand> NodeCommand::of(const QString &pattern, const NodeName &node, const QString &action)
{
    QStringList words = QProcess::splitCommand(pattern);
    if (words.isEmpty()) {
        return fail(makeError(ErrorKind::Invalid, "command.empty",
                              NodeCommandWords::tr("The settings name no command for that.")));
    }
    // A name that begins with "-" would be an option.
    if (!isValidNodeName(node)) {
        return fail(makeError(ErrorKind::Invalid, "command.bad-node",
                              NodeCommandWords::tr("\"%1\" is no name for a command line.").arg(node)));
    }
    words.replaceInStrings(u"%a"_s, action);
    words.replaceInStrings(u"%n"_s, node);
    return NodeCommand{words.takeFirst(), words};
}

Status NodeCommand::startDetached() const
{
    if (QProcess::startDetached(program, arguments))
        return {};
    return fail(makeError(
        ErrorKind::Unavailable, "command.not-started",
        NodeCommandWords::tr("\"%1\" could not be started: set another command in the settings.").arg(program)));
}

} // namespace cid
