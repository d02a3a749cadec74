// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "capt/output/file_cells.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class ImageFiles final : public Command
{
public:
    ImageFiles()
        : Command({u"image files"_s, u"IMAGE [PATTERN]"_s, tr("Show the files of an image."), 1, 2})
    { }

    void run(const CommandContext &context) override
    {
        m_context.emplace(context);
        QString pattern = context.arguments.value(1);
        while (pattern.startsWith(u'/'))
            pattern.remove(0, 1);
        const QPointer<ImageFiles> self = this;
        context.client.follow<ImageFilesReply>(
            ImageFilesRequest{context.arguments.first(), pattern},
            [self](const Result<ImageFilesReply> &reply) { return self && self->take(reply); });
    }

private:
    bool take(const Result<ImageFilesReply> &reply)
    {
        if (!reply) {
            failWith(reply.error());
            return false;
        }
        for (const ImageEntry &file : reply->files)
            m_records.rows.append(fileCells(file));
        if (!reply->last)
            return true;
        print(*m_context, m_records);
        Q_EMIT finished(ExitCode::Success);
        return false;
    }

    std::optional<CommandContext> m_context;
    Records m_records{fileKeys(), {}};
};

} // namespace

std::unique_ptr<Command> makeImageFiles()
{
    return std::make_unique<ImageFiles>();
}

} // namespace cid
