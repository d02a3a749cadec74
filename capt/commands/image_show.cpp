// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "common/config/host_list.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// One fact: its key for programs, its word for people.
struct Fact
{
    QString key;
    Cell cell;
};

/// Whose cidkid reports from a node that runs the image.
Cell agentOf(const ImageDetail &detail)
{
    const QString own = detail.image.ownAgent;
    switch (detail.definition.agent) {
    case AgentSource::Blancmange:
        return own.isEmpty() ? u"blancmange"_s : u"blancmange, instead of its own %1"_s.arg(own);
    case AgentSource::Image:
        return {own.isEmpty() ? u"image, which holds no cidkid where notP looks"_s : u"image: %1"_s.arg(own),
                own.isEmpty() ? Tone::Bad : Tone::Plain};
    case AgentSource::None:
        break;
    }
    return u"none"_s;
}

QList<Fact> factsOf(const ImageDetail &detail)
{
    const CatalogueImage &image = detail.image;
    const bool isSigned = !image.signedBy.isEmpty();
    const auto nodes = [](const QStringList &names) {
        return Cell{foldHostList(names), QJsonValue(QJsonArray::fromStringList(names))};
    };
    return {
        {u"image"_s, image.id.toString()},
        {u"current"_s, {image.isCurrent ? u"yes"_s : u"no"_s, QJsonValue(image.isCurrent)}},
        {u"kind"_s, image.kind == ImageKind::Darwin ? u"darwin"_s : u"linux"_s},
        {u"arch"_s, image.arch},
        {u"file"_s, detail.path},
        {u"packed"_s, bytesCell(image.packedSize)},
        {u"unpacked"_s, bytesCell(image.unpackedSize)},
        {u"files"_s, numberCell(image.entries)},
        {u"inodes"_s, numberCell(image.inodes)},
        {u"blocks"_s, numberCell(image.blocks)},
        {u"chunks"_s, numberCell(image.chunks)},
        {u"made"_s, timeCell(image.madeAt)},
        {u"digest"_s, QString::fromLatin1(image.digest.toHex())},
        {u"signature"_s,
         {detail.signature,
          isSigned                                 ? Tone::Good
              : detail.definition.requireSignature ? Tone::Bad
                                                   : Tone::Plain}},
        {u"starts"_s,
         {image.startProblem.isEmpty() ? u"yes"_s : image.startProblem,
          image.startProblem.isEmpty() ? Tone::Plain : Tone::Bad}},
        {u"agent"_s, agentOf(detail)},
        {u"ready"_s,
         detail.definition.ready.isEmpty() ? u"when its cidkid comes"_s : detail.definition.ready.join(u", "_s)},
        {u"packages"_s,
         {detail.packages < 0 ? Command::tr("not listed") : QString::number(detail.packages),
          QJsonValue(detail.packages)}},
        {u"running"_s, nodes(detail.running)},
        {u"deploying"_s, nodes(detail.deploying)},
    };
}

class ImageShow final : public Command
{
public:
    ImageShow()
        : Command({u"image show"_s, u"IMAGE"_s, tr("Show one image: sizes, signature, packages, who runs it."), 1, 1})
    { }

    void run(const CommandContext &context) override
    {
        ask<ImageDetail>(context, ImageShowRequest{context.arguments.first()},
                         [this, context](const ImageDetail &detail) {
                             show(context, factsOf(detail));
                             Q_EMIT finished(ExitCode::Success);
                         });
    }

private:
    void show(const CommandContext &context, const QList<Fact> &facts)
    {
        if (context.format == OutputFormat::Csv) {
            Records records{{}, {{}}};
            for (const Fact &fact : facts) {
                records.keys.append(fact.key);
                records.rows.first().append(fact.cell);
            }
            print(context, records);
            return;
        }
        QString text;
        QJsonObject object;
        for (const Fact &fact : facts) {
            const QString word = coloured(printable(fact.cell.text), fact.cell.tone, context.terminal.hasColour);
            if (!fact.cell.text.isEmpty())
                text += fact.key.leftJustified(14) + word + u'\n';
            object.insert(fact.key, fact.cell.value);
        }
        writeOut(context.format == OutputFormat::Json ? QString::fromUtf8(QJsonDocument(object).toJson()) : text);
    }
};

} // namespace

std::unique_ptr<Command> makeImageShow()
{
    return std::make_unique<ImageShow>();
}

} // namespace cid
