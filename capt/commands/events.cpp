// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "capt/output/node_cells.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class Events final : public Command
{
public:
    Events()
        : Command({u"events"_s, {}, tr("Show what happened."), 0, 0})
    { }

    void addOptions(QCommandLineParser &parser) const override
    {
        parser.addOptions({
            {{u"f"_s, u"follow"_s}, tr("Go on showing what happens.")},
            {u"node"_s, tr("Only about that node."), u"NODE"_s},
            {u"job"_s, tr("Only about that job."), u"ID"_s},
            {u"limit"_s, tr("Begin with the newest N; 100 by default."), u"N"_s, u"100"_s},
        });
    }

    void run(const CommandContext &context) override
    {
        m_context.emplace(context);
        m_isFollowing = context.parser.isSet(u"follow"_s);
        request();
    }

    void resume() override
    {
        if (m_isFollowing)
            request();
    }

private:
    void request()
    {
        const QCommandLineParser &parser = m_context->parser;
        const EventsRequest question{
            m_last, parser.value(u"node"_s), parser.value(u"job"_s), parser.value(u"limit"_s).toInt(), m_isFollowing,
            {}};
        const QPointer<Events> self = this;
        m_context->client.follow<EventsReply>(
            question, [self](const Result<EventsReply> &reply) { return self && self->take(reply); });
    }

    bool take(const Result<EventsReply> &reply)
    {
        if (!reply) {
            if (!m_isFollowing || !CidClient::isLinkError(reply.error()))
                failWith(reply.error());
            return false;
        }
        Records records{eventKeys(), {}};
        for (const Event &event : reply->events) {
            records.rows.append(eventCells(event));
            m_last = std::max(m_last, event.id);
        }
        const bool hasColour = m_context->terminal.hasColour;
        writeOut(m_hasHeader || (m_isFollowing && m_context->format == OutputFormat::Json)
                     ? formatRows(records, m_context->format, hasColour)
                     : format(records, m_context->format, hasColour));
        m_hasHeader = true;
        if (!m_isFollowing)
            Q_EMIT finished(ExitCode::Success);
        return m_isFollowing;
    }

    std::optional<CommandContext> m_context;
    qint64 m_last = -1;
    bool m_isFollowing = false;
    bool m_hasHeader = false;
};

} // namespace

std::unique_ptr<Command> makeEvents()
{
    return std::make_unique<Events>();
}

} // namespace cid
