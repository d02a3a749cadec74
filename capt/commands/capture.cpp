// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "capt/commands/task_command.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Capture final : public TaskCommand
{
public:
    Capture()
        : TaskCommand({u"capture"_s, u"NODE"_s, tr("Make an image of the root that runs on a node."), 1, 1})
    { }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOptions({
            {u"image"_s, tr("The image's full name, which must be new."), u"NAME-VERSION-SUBVERSION"_s},
            {u"allow-changed"_s, tr("Keep the image also where files change while they are read.")},
        });
    }

    void run(const CommandContext &context) override
    {
        const QString node = context.arguments.first();
        const QString image = context.parser.value(u"image"_s);
        const auto id = ImageId::parse(image);
        if (!id) {
            failWith(withContext(id.error(), u"--image"_s));
            return;
        }
        if (context.parser.isSet(u"dry-run"_s)) {
            writeOut(tr("the root that runs on %1 would become %2\n").arg(node, image));
            Q_EMIT finished(ExitCode::Success);
            return;
        }
        if (isConfirmed(context, tr("Make the image %1 of what runs on %2?").arg(image, node)))
            followTask(context, CaptureRequest{node, image, context.parser.isSet(u"allow-changed"_s)});
    }
};

} // namespace

std::unique_ptr<Command> makeCapture()
{
    return std::make_unique<Capture>();
}

} // namespace cid
