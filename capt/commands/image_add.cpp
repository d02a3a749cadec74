// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "capt/commands/task_command.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class ImageAdd final : public TaskCommand
{
public:
    ImageAdd()
        : TaskCommand({u"image add"_s, u"IMAGE"_s, tr("Catalogue an image file that lies in its folder."), 1, 1})
    { }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({u"anew"_s, tr("Make the manifest anew where there is one.")});
    }

    void run(const CommandContext &context) override
    {
        const bool isAnew = context.parser.isSet(u"anew"_s);
        const QString question =
            tr("Make the manifest of %1 anew? Its digest may change: jobs that asked for the old one "
               "fail then.");
        if (isAnew && !isConfirmed(context, question.arg(context.arguments.first())))
            return;
        followTask(context, ImageAddRequest{context.arguments.first(), isAnew});
    }
};

} // namespace

std::unique_ptr<Command> makeImageAdd()
{
    return std::make_unique<ImageAdd>();
}

} // namespace cid
