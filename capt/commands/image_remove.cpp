// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class ImageRemove final : public Command
{
public:
    ImageRemove()
        : Command({u"image remove"_s, u"IMAGE"_s, tr("Delete an image that nobody needs."), 1, 1})
    { }

    void run(const CommandContext &context) override
    {
        const QString image = context.arguments.first();
        // Look first: nobody is asked about what cannot be done.
        ask<OkReply>(context, ImageRemoveRequest{image, true}, [this, context, image](const OkReply &) {
            if (context.parser.isSet(u"dry-run"_s)) {
                writeOut(tr("%1 would be deleted\n").arg(image));
                Q_EMIT finished(ExitCode::Success);
            } else if (isConfirmed(context, tr("Delete %1 with its manifest?").arg(image))) {
                ask<OkReply>(context, ImageRemoveRequest{image, false},
                             [this](const OkReply &) { Q_EMIT finished(ExitCode::Success); });
            }
        });
    }
};

} // namespace

std::unique_ptr<Command> makeImageRemove()
{
    return std::make_unique<ImageRemove>();
}

} // namespace cid
