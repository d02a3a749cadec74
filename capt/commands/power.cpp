// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "capt/terminal.h"

#include <QPointer>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// power status, on, off and cycle: the machines are told of as they come to their end, in a table at once where it is
/// no terminal's.
class PowerCommand final : public Command
{
public:
    PowerCommand(PowerAct act, const QString &summary)
        : Command({u"power "_s + powerActName(act), u"HOSTLIST"_s, summary, 1, 1})
        , m_act(act)
    { }

    void addOptions(QCommandLineParser &parser) const override
    {
        if (m_act == PowerAct::Off || m_act == PowerAct::Cycle)
            parser.addOption({u"take"_s, tr("Also machines that jobs hold.")});
    }

    void run(const CommandContext &context) override
    {
        const auto hosts = hostsFrom(context.arguments.first(), u"HOSTLIST"_s);
        if (!hosts)
            return;
        const bool isChange = m_act != PowerAct::Look;
        if (isChange && context.parser.isSet(u"dry-run"_s)) {
            writeOut(tr("power %1 of %2 would be ordered\n").arg(powerActName(m_act), *hosts));
            Q_EMIT finished(ExitCode::Success);
            return;
        }
        const bool takesAway = m_act == PowerAct::Off || m_act == PowerAct::Cycle;
        if (takesAway && !isConfirmed(context, tr("Power %1 of %2?").arg(powerActName(m_act), *hosts)))
            return;
        const bool take = takesAway && context.parser.isSet(u"take"_s);
        context.client.follow<PowerReply>(PowerRequest{*hosts, m_act, take},
                                          [self = QPointer(this), context](const Result<PowerReply> &reply) {
                                              return self && self->heard(context, reply);
                                          });
    }

private:
    bool heard(const CommandContext &context, const Result<PowerReply> &reply)
    {
        if (!reply) {
            failWith(reply.error());
            return false;
        }
        m_rows += reply->rows;
        if (reply->more) {
            for (const PowerRow &row : m_act == PowerAct::Look ? QList<PowerRow>() : reply->rows)
                writeError(
                    tr("%1: %2\n")
                        .arg(row.node,
                             row.problem.isEmpty() ? QString(powerStateName(row.state)) : printable(row.problem)));
            return true;
        }
        std::sort(m_rows.begin(), m_rows.end(), [](const auto &a, const auto &b) { return a.node < b.node; });
        bool isWell = true;
        Records records{{u"node"_s, u"power"_s, u"section"_s, u"problem"_s}, {}};
        for (const PowerRow &row : std::as_const(m_rows)) {
            isWell = isWell && row.problem.isEmpty();
            const Tone tone = !row.problem.isEmpty() ? Tone::Bad : Tone::Plain;
            records.rows.append({row.node, {powerStateName(row.state), tone}, row.section, {row.problem, tone}});
        }
        print(context, records);
        Q_EMIT finished(isWell ? ExitCode::Success : ExitCode::NodeFailed);
        return false;
    }

    const PowerAct m_act;
    QList<PowerRow> m_rows;
};

} // namespace

std::unique_ptr<Command> makePowerStatus()
{
    return std::make_unique<PowerCommand>(PowerAct::Look, Command::tr("Show whether machines have power."));
}

std::unique_ptr<Command> makePowerOn()
{
    return std::make_unique<PowerCommand>(PowerAct::On, Command::tr("Switch machines on."));
}

std::unique_ptr<Command> makePowerOff()
{
    return std::make_unique<PowerCommand>(
        PowerAct::Off, Command::tr("Ask machines' systems to go down, and switch off those that do not."));
}

std::unique_ptr<Command> makePowerCycle()
{
    return std::make_unique<PowerCommand>(PowerAct::Cycle, Command::tr("Switch machines off, and on again."));
}

} // namespace cid
