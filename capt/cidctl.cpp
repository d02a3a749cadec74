// SPDX-License-Identifier: GPL-3.0-or-later
// cidctl, the operator's view of cidd on a terminal.
#include "capt/commands/command_list.h"
#include "common/base/standard_files.h"

#include <QLoggingCategory>

#include <csignal>
#include <cstdio>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

int complain(const QString &text, ExitCode code)
{
    writeError(u"cidctl: "_s + printable(text, true) + u'\n');
    return static_cast<int>(code);
}

void describe(QCommandLineParser &parser)
{
    parser.addOptions({
        {{u"h"_s, u"help"_s}, u"Show what there is."_s},
        {{u"v"_s, u"version"_s}, u"Show the version."_s},
        {u"config"_s, u"Read FILE instead of /etc/cid/cid.conf."_s, u"FILE"_s, u"/etc/cid/cid.conf"_s},
        {u"key"_s, u"Prove the key of cid.conf's section [operator \"NAME\"] instead of operator_key."_s, u"NAME"_s},
        {u"key-file"_s, u"Read the key from FILE, whatever cid.conf names."_s, u"FILE"_s},
        {{u"o"_s, u"output"_s}, u"How to print: table, json or csv."_s, u"FORMAT"_s, u"table"_s},
        {{u"y"_s, u"yes"_s}, u"Do not ask."_s},
        {u"dry-run"_s, u"Show what would be done."_s},
    });
}

QString helpText(const QCommandLineParser &parser)
{
    QString text = u"Usage: cidctl [options] VERB ...\nThe operator's view of cidd.\n\nVerbs:\n"_s;
    for (const auto &command : allCommands()) {
        const CommandSyntax &syntax = command->syntax();
        text += u"  "_s + (syntax.words + u' ' + syntax.arguments).leftJustified(30) + syntax.summary + u'\n';
    }
    const QString options = parser.helpText();
    return text + u"\nOptions of all verbs; \"cidctl VERB --help\" shows its own:\n"_s
        + options.mid(options.indexOf(u"  -h"_s));
}

QString helpText(const Command &command, const QCommandLineParser &parser)
{
    const CommandSyntax &syntax = command.syntax();
    const QString options = parser.helpText();
    return u"Usage: cidctl %1 [options] %2\n%3\n\n"_s.arg(syntax.words, syntax.arguments, syntax.summary)
        + options.mid(options.indexOf(u"  -h"_s));
}

// Runs the verb once there is a connection, where it needs one.
class Ctl : public QObject
{
public:
    Ctl(std::unique_ptr<Command> command, const CidConf &conf, const QCommandLineParser &parser, QStringList arguments)
        : m_conf(conf)
        , m_client(m_conf, ClientRole::Operator, {parser.value(u"key"_s), parser.value(u"key-file"_s)})
        , m_command(std::move(command))
        , m_context{m_conf,
                    m_client,
                    parser,
                    std::move(arguments),
                    *outputFormatFromName(parser.value(u"output"_s)),
                    Terminal::standardOutput()}
    {
        connect(m_command.get(), &Command::finished, this,
                [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); });
        connect(&m_client, &CidClient::connected, this, &Ctl::begin);
        connect(&m_client, &CidClient::tryFailed, this, [this](const Error &error) {
            // Somebody waits at the terminal: say at once that nobody is there. Later the connection may come back.
            if (!m_hasBegun)
                QCoreApplication::exit(complain(error.text, exitCodeOf(error)));
        });
    }

    [[nodiscard]] Status start()
    {
        if (m_command->syntax().needsServer)
            return m_client.start();
        QMetaObject::invokeMethod(this, &Ctl::begin, Qt::QueuedConnection);
        return {};
    }

private:
    void begin()
    {
        if (m_hasBegun)
            m_command->resume();
        else
            m_command->run(m_context);
        m_hasBegun = true;
    }

    const CidConf m_conf;
    CidClient m_client;
    const std::unique_ptr<Command> m_command;
    const CommandContext m_context;
    bool m_hasBegun = false;
};

int run(std::unique_ptr<Command> command, const QCommandLineParser &parser, const QStringList &arguments)
{
    const CommandSyntax &syntax = command->syntax();
    if (arguments.size() < syntax.minimum || arguments.size() > syntax.maximum)
        return complain(u"usage: cidctl %1 [options] %2"_s.arg(syntax.words, syntax.arguments), ExitCode::Usage);
    if (!outputFormatFromName(parser.value(u"output"_s)))
        return complain(u"-o: found \"%1\", expected table, json or csv"_s.arg(parser.value(u"output"_s)),
                        ExitCode::Usage);
    CidConf conf;
    if (syntax.needsServer) {
        auto loaded = loadCidConf(parser.value(u"config"_s));
        if (!loaded)
            return complain(loaded.error().text, ExitCode::Usage);
        conf = std::move(*loaded);
    }
    Ctl ctl(std::move(command), conf, parser, arguments);
    const Status started = ctl.start();
    return started ? QCoreApplication::exec() : complain(started.error().text, ExitCode::Usage);
}

} // namespace

int main(int argc, char **argv)
{
    guardStandardFiles();
    qputenv("QT_NO_GLIB", "1");
    std::signal(SIGPIPE, SIG_DFL); // cidctl events | head
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"cidctl"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CID_VERSION));
    QLoggingCategory::setFilterRules(u"cid.*=false"_s);
    QCommandLineParser first; // finds the verb; the options of the verb are not known yet
    describe(first);
    first.parse(QCoreApplication::arguments());
    if (first.isSet(u"version"_s)) {
        writeOut(u"cidctl %1\n"_s.arg(QCoreApplication::applicationVersion()));
        return 0;
    }
    QStringList words = first.positionalArguments();
    if (first.isSet(u"help"_s) && words.isEmpty()) {
        writeOut(helpText(first));
        return 0;
    }
    auto command = findCommand(words);
    if (!command)
        return complain(command.error().text, ExitCode::Usage);
    QCommandLineParser parser;
    describe(parser);
    (*command)->addOptions(parser);
    if (first.isSet(u"help"_s)) {
        writeOut(helpText(**command, parser));
        return 0;
    }
    if (!parser.parse(QCoreApplication::arguments()))
        return complain(parser.errorText() + u"; see cidctl %1 --help"_s.arg((*command)->syntax().words),
                        ExitCode::Usage);
    const qsizetype verbWords = (*command)->syntax().words.split(u' ').size();
    return run(std::move(*command), parser, parser.positionalArguments().mid(verbWords));
}
