// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Images final : public Command
{
public:
    Images()
        : Command({u"images"_s, {}, tr("Show the images that can be deployed."), 0, 0})
    { }

    void run(const CommandContext &context) override
    {
        ask<ImagesReply>(context, ImagesRequest{}, [this, context](const ImagesReply &reply) {
            Records records{{u"image"_s, u"current"_s, u"kind"_s, u"arch"_s, u"packed"_s, u"unpacked"_s, u"files"_s,
                             u"made"_s, u"digest"_s},
                            {}};
            for (const CatalogueImage &image : reply.images) {
                records.rows.append({image.id.toString(),
                                     {image.isCurrent ? u"yes"_s : QString(), QJsonValue(image.isCurrent)},
                                     image.kind == ImageKind::Darwin ? u"darwin"_s : u"linux"_s,
                                     image.arch,
                                     bytesCell(image.packedSize),
                                     bytesCell(image.unpackedSize),
                                     numberCell(image.entries),
                                     timeCell(image.madeAt),
                                     {QString::fromLatin1(image.digest.toHex().left(12)),
                                      QJsonValue(QString::fromLatin1(image.digest.toHex()))}});
            }
            print(context, records);
            for (const QString &problem : reply.problems)
                writeError(u"cidctl: "_s + printable(problem) + u'\n');
            Q_EMIT finished(ExitCode::Success);
        });
    }
};

} // namespace

std::unique_ptr<Command> makeImages()
{
    return std::make_unique<Images>();
}

} // namespace cid
