// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "capt/output/file_cells.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QJsonArray jsonOf(const Records &records)
{
    return QJsonDocument::fromJson(format(records, OutputFormat::Json, false).toUtf8()).array();
}

class ImageDiff final : public Command
{
public:
    ImageDiff()
        : Command({u"image diff"_s, u"FROM TO"_s, tr("Show what is not the same in two images."), 2, 2})
    { }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOption({u"all"_s, tr("Show also files of which only the time differs.")});
    }

    void run(const CommandContext &context) override
    {
        m_context.emplace(context);
        const QPointer<ImageDiff> self = this;
        context.client.follow<ImageDiffReply>(
            ImageDiffRequest{context.arguments[0], context.arguments[1]},
            [self](const Result<ImageDiffReply> &reply) { return self && self->take(reply); });
    }

private:
    bool take(const Result<ImageDiffReply> &reply)
    {
        if (!reply) {
            failWith(reply.error());
            return false;
        }
        const bool showsAll = m_context->parser.isSet(u"all"_s);
        for (const PackageChange &change : reply->packages)
            m_packages.rows.append(packageChangeCells(change));
        for (const FileChange &change : reply->files) {
            if (showsAll || change.what != u"time"_s)
                m_files.rows.append(fileChangeCells(change));
            else
                ++m_onlyTimes;
        }
        if (!reply->last)
            return true;
        show(*reply);
        Q_EMIT finished(ExitCode::Success);
        return false;
    }

    void show(const ImageDiffReply &reply) const
    {
        const bool hasColour = m_context->terminal.hasColour;
        if (m_context->format == OutputFormat::Csv) {
            writeOut(format(m_files, OutputFormat::Csv, false));
            return;
        }
        if (m_context->format == OutputFormat::Json) {
            const QJsonObject object{{u"from"_s, reply.from.toString()},
                                     {u"to"_s, reply.to.toString()},
                                     {u"packages_known"_s, reply.packagesKnown},
                                     {u"packages"_s, jsonOf(m_packages)},
                                     {u"files"_s, jsonOf(m_files)},
                                     {u"bytes_to_fetch"_s, reply.bytesToFetch},
                                     {u"chunks_to_fetch"_s, reply.chunksToFetch},
                                     {u"packed"_s, reply.packedSize}};
            writeOut(QString::fromUtf8(QJsonDocument(object).toJson()));
            return;
        }
        if (!m_packages.rows.isEmpty())
            writeOut(format(m_packages, OutputFormat::Table, hasColour) + u'\n');
        else if (!reply.packagesKnown)
            writeOut(tr("packages: not known, one of the images has no package list\n\n"));
        if (!m_files.rows.isEmpty())
            writeOut(format(m_files, OutputFormat::Table, hasColour) + u'\n');
        writeOut(tr("%n package(s), ", nullptr, static_cast<int>(m_packages.rows.size()))
                 + tr("%n file(s)", nullptr, static_cast<int>(m_files.rows.size()))
                 + (m_onlyTimes > 0 ? tr(" and the time of %1 more").arg(m_onlyTimes) : QString()) + u'\n');
        writeOut(
            tr("a node that has %1 fetches %2 of %3 (%n chunk(s))\n", nullptr, static_cast<int>(reply.chunksToFetch))
                .arg(reply.from.toString(), formatBytes(reply.bytesToFetch), formatBytes(reply.packedSize)));
    }

    std::optional<CommandContext> m_context;
    Records m_packages{packageChangeKeys(), {}};
    Records m_files{fileChangeKeys(), {}};
    qint64 m_onlyTimes = 0;
};

} // namespace

std::unique_ptr<Command> makeImageDiff()
{
    return std::make_unique<ImageDiff>();
}

} // namespace cid
