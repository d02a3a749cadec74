// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "capt/commands/task_command.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class ImageVerify final : public TaskCommand
{
public:
    ImageVerify()
        : TaskCommand({u"image verify"_s, u"IMAGE"_s, tr("Hold every chunk of an image against its manifest."), 1, 1})
    { }

    void run(const CommandContext &context) override
    {
        followTask(context, ImageVerifyRequest{context.arguments.first()});
    }
};

} // namespace

std::unique_ptr<Command> makeImageVerify()
{
    return std::make_unique<ImageVerify>();
}

} // namespace cid
