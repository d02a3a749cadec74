// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class NodeAdopt final : public Command
{
public:
    NodeAdopt()
        : Command({u"node adopt"_s, {}, tr("Name discovered machines, or let a running machine enrol once."), 0, 0})
    { }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOptions({
            {u"as"_s, tr("The names, in the order of power-on."), u"HOSTLIST"_s},
            {u"mac"_s, tr("Only the machine with this address; may be repeated."), u"MAC"_s},
        });
    }

    void run(const CommandContext &context) override
    {
        AdoptRequest request{context.parser.value(u"as"_s), context.parser.values(u"mac"_s),
                             context.parser.isSet(u"dry-run"_s)};
        for (QString &mac : request.macs)
            mac = mac.toLower();
        if (request.hosts.isEmpty()) {
            failWith(makeError(ErrorKind::Invalid, "cidctl.usage", tr("--as is missing: name the machines")));
            return;
        }
        const auto hosts = hostsFrom(request.hosts, u"--as"_s);
        if (!hosts)
            return;
        request.hosts = *hosts;
        if (!request.dryRun && !isConfirmed(context, tr("Write these names into node_db?")))
            return;
        askAndPrint<AdoptReply>(context, request, [](const AdoptReply &reply) {
            Records records{{u"node"_s, u"macs"_s}, {}};
            for (const Adoption &one : reply.adoptions)
                records.rows.append({one.node, one.macs.join(u' ')});
            return records;
        });
    }
};

} // namespace

std::unique_ptr<Command> makeNodeAdopt()
{
    return std::make_unique<NodeAdopt>();
}

} // namespace cid
