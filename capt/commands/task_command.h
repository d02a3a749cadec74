// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/commands/command.h"

namespace cid {

/// A verb that lets cidd do something that takes a while: shows how far it is on a terminal, prints what it says.
class TaskCommand : public Command
{
protected:
    using Command::Command;

    /// Ends the verb with the last update or error.
    template <typename Question> void followTask(const CommandContext &context, const Question &question)
    {
        const QPointer<TaskCommand> self = this;
        context.client.follow<TaskUpdate>(
            question, [self](const Result<TaskUpdate> &update) { return self && self->take(update); });
    }

    /// What the exit code is once all is done.
    [[nodiscard]] virtual ExitCode lastCode() const { return ExitCode::Success; }
    /// One of the lines that cidd says.
    virtual void takeLine(const QString &line);

private:
    [[nodiscard]] bool take(const Result<TaskUpdate> &update);

    bool m_hasProgress = false;
};

} // namespace cid
