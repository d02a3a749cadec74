// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "capt/output/node_cells.h"

#include <QJsonDocument>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class NodeShow final : public Command
{
public:
    NodeShow()
        : Command({u"node show"_s, u"NODE"_s, tr("Show one node: timeline, hardware, log."), 1, 1})
    { }

    void run(const CommandContext &context) override
    {
        ask<NodeDetail>(context, NodeDetailRequest{context.arguments.first()},
                        [this, context](const NodeDetail &detail) {
                            if (context.format == OutputFormat::Table)
                                writeOut(nodeDetailText(detail, context.terminal.hasColour));
                            else if (context.format == OutputFormat::Json)
                                writeOut(QString::fromUtf8(QJsonDocument(nodeDetailJson(detail)).toJson()));
                            else
                                print(context, Records{nodeKeys(), {nodeCells(detail.status)}});
                            Q_EMIT finished(ExitCode::Success);
                        });
    }
};

} // namespace

std::unique_ptr<Command> makeNodeShow()
{
    return std::make_unique<NodeShow>();
}

} // namespace cid
