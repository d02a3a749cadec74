// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/exit_code.h"
#include "capt/output/records.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace cid {

/// How a verb of cidctl is spelled.
struct CommandSyntax
{
    QString words; ///< "nodes", "node show"
    QString arguments; ///< "NODE", "[HOSTLIST]"; empty: none
    QString summary; ///< one sentence
    int minimum = 0; ///< of the arguments
    int maximum = 0;
    bool needsServer = true;
};

/// What a verb works with; all borrowed, all outlive it.
struct CommandContext
{
    const CidConf &conf;
    CidClient &client; ///< connected where the verb needs it
    const QCommandLineParser &parser;
    QStringList arguments; ///< without the verb's own words
    OutputFormat format = OutputFormat::Table;
    Terminal terminal;
};

/// One verb of cidctl. Used once: run() begins, finished() ends it.
class Command : public QObject
{
    Q_OBJECT
public:
    [[nodiscard]] const CommandSyntax &syntax() const { return m_syntax; }
    /// The verb's own options.
    virtual void addOptions(QCommandLineParser &parser) const { Q_UNUSED(parser) }
    virtual void run(const CommandContext &context) = 0;
    /// The connection is back after it was lost: what follows a row asks again.
    virtual void resume() { }

Q_SIGNALS:
    void finished(cid::ExitCode code);

protected:
    explicit Command(CommandSyntax syntax)
        : m_syntax(std::move(syntax))
    { }

    /// Prints the error and finishes.
    void failWith(const Error &error);
    void print(const CommandContext &context, const Records &records);
    /// Asks, prints an error where there is one, and hands the answer over; the verb finishes by itself.
    template <typename Answer, typename Question>
    void ask(const CommandContext &context, const Question &question, const std::function<void(const Answer &)> &take)
    {
        context.client.ask<Answer>(question, [self = QPointer<Command>(this), take](const Result<Answer> &answer) {
            if (self && answer)
                take(*answer);
            else if (self)
                self->failWith(answer.error());
        });
    }
    /// ask() for verbs that are done once the answer is printed.
    template <typename Answer, typename Question>
    void askAndPrint(const CommandContext &context, const Question &question,
                     const std::function<Records(const Answer &)> &records)
    {
        ask<Answer>(context, question, [this, context, records](const Answer &answer) {
            print(context, records(answer));
            Q_EMIT finished(ExitCode::Success);
        });
    }
    /// readHostInput(), or the error is printed and the verb is over.
    [[nodiscard]] std::optional<QString> hostsFrom(const QString &argument, const QString &option);
    /// True where the user says yes, or said so with --yes. Without a terminal and without --yes it prints what to do
    /// and is false.
    [[nodiscard]] bool isConfirmed(const CommandContext &context, const QString &question);

private:
    const CommandSyntax m_syntax;
};

} // namespace cid
