// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/commands/command_list.h"
#include "common/config/check_configuration.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

class ConfigCheck final : public Command
{
public:
    ConfigCheck()
        : Command({u"config check"_s, u"[FILE]"_s, tr("Check cid.conf and the node_db and image_db that it names."), 0,
                   1, false})
    { }

    void run(const CommandContext &context) override
    {
        const QString file =
            context.arguments.isEmpty() ? context.parser.value(u"config"_s) : context.arguments.first();
        const QList<Error> mistakes = checkConfiguration(file);
        for (const Error &mistake : mistakes)
            writeError(printable(mistake.text) + u'\n');
        if (mistakes.isEmpty())
            writeOut(tr("%1 and what it names are right\n").arg(file));
        Q_EMIT finished(mistakes.isEmpty() ? ExitCode::Success : ExitCode::Usage);
    }
};

} // namespace

std::unique_ptr<Command> makeConfigCheck()
{
    return std::make_unique<ConfigCheck>();
}

} // namespace cid
