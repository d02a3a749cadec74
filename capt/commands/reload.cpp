// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Reload final : public Command
{
public:
    Reload()
        : Command({u"reload"_s, {}, tr("Let cidd read node_db, image_db and the images again."), 0, 0})
    { }

    void run(const CommandContext &context) override
    {
        ask<OkReply>(context, ReloadRequest{}, [this](const OkReply &) { Q_EMIT finished(ExitCode::Success); });
    }
};

} // namespace

std::unique_ptr<Command> makeReload()
{
    return std::make_unique<Reload>();
}

} // namespace cid
