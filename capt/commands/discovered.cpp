// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Discovered final : public Command
{
public:
    Discovered()
        : Command(
              {u"discovered"_s, {}, tr("Show machines that node_db does not name, in the order of power-on."), 0, 0})
    { }

    void run(const CommandContext &context) override
    {
        askAndPrint<DiscoveredReply>(context, DiscoveredRequest{}, [](const DiscoveredReply &reply) {
            Records records{{u"mac"_s, u"address"_s, u"arch"_s, u"memory"_s, u"disks"_s, u"first_seen"_s}, {}};
            for (const DiscoveredMachine &machine : reply.machines) {
                QStringList disks;
                for (const Disk &disk : machine.inventory.disks)
                    disks.append(disk.path + u' ' + formatBytes(disk.size));
                records.rows.append({machine.macs.join(u' '), machine.address, machine.inventory.arch,
                                     bytesCell(machine.inventory.memory), disks.join(u"; "_s),
                                     timeCell(machine.firstSeen)});
            }
            return records;
        });
    }
};

} // namespace

std::unique_ptr<Command> makeDiscovered()
{
    return std::make_unique<Discovered>();
}

} // namespace cid
