// SPDX-License-Identifier: GPL-3.0-or-later
// cidkid, the agent on every node: says which image runs and carries out provisioning.
#include "common/base/logging.h"
#include "common/service/service_notifier.h"
#include "common/service/unix_signals.h"
#include "kid/agent/agent.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QLoggingCategory>

#include <csignal>
#include <cstdio>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcMain, "cid.main")

constexpr int usageError = 2;
constexpr int startError = 1;

int complain(const QString &text, int code)
{
    std::fprintf(stderr, "cidkid: %s\n", qUtf8Printable(text));
    return code;
}

/// What --machine and --machines-in name; the machine that cidkid runs on where there is neither.
Result<QStringList> machineNames(const QCommandLineParser &parser)
{
    QStringList names = parser.values(u"machine"_s);
    if (parser.isSet(u"machines-in"_s)) {
        const QDir folder(parser.value(u"machines-in"_s));
        for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            names.append(u"dir:"_s + folder.absoluteFilePath(name));
        if (names.isEmpty())
            return fail(makeError(ErrorKind::NotFound, "machine.none", u"%1 holds no machines"_s.arg(folder.path())));
    }
    return names.isEmpty() ? QStringList{u"real"_s} : names;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"cidkid"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CID_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The agent of notP on every node."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"f"_s, u"Stay in the foreground (cidkid always does)."_s},
        {u"config"_s, u"Read FILE instead of /etc/cid/cid.conf."_s, u"FILE"_s, u"/etc/cid/cid.conf"_s},
        {u"machine"_s, u"Be the agent of a pretended machine: disk:FILE or dir:FOLDER."_s, u"MACHINE"_s},
        {u"machines-in"_s, u"One pretended machine for each folder in FOLDER."_s, u"FOLDER"_s},
    });
    parser.process(application);
    const auto conf = loadCidConf(parser.value(u"config"_s));
    if (!conf)
        return complain(conf.error().text, usageError);
    const auto names = machineNames(parser);
    if (!names)
        return complain(names.error().text, usageError);
    installLogHandler(conf->debug);
    UnixSignals unixSignals({SIGTERM, SIGINT});
    ServiceNotifier notifier;
    LocalProcessRunner runner;
    const bool isCrowd = names->size() > 1;
    LocalFileSystem files(isCrowd ? Durability::None : Durability::Full);
    QThreadPool shared;
    shared.setMaxThreadCount(8);
    std::vector<std::unique_ptr<Agent>> agents; // Their destructors wait for the pool.
    for (const QString &name : *names) {
        auto machine = openMachine(name, {&runner, &files});
        if (!machine)
            return complain(machine.error().text, startError);
        agents.push_back(std::make_unique<Agent>(std::move(*machine), AgentTools{&shared, &runner, &files, &*conf}));
        QObject::connect(agents.back().get(), &Agent::identified, &application,
                         [](const QString &node, const QString &image) {
                             qCInfo(lcMain, "Host (%ls), Image (%ls)", qUtf16Printable(node), qUtf16Printable(image));
                         });
        QObject::connect(agents.back().get(), &Agent::goingDown, &application, [] { QCoreApplication::exit(0); });
        QObject::connect(agents.back().get(), &Agent::failed, &application, [name](const Error &error) {
            qCCritical(lcMain, "%ls: %ls", qUtf16Printable(name), qUtf16Printable(error.text));
            QCoreApplication::exit(startError);
        });
    }
    qCInfo(lcMain, "Cidkid up and running!");
    for (const auto &agent : agents)
        agent->start();
    QObject::connect(&unixSignals, &UnixSignals::received, &application, [] { QCoreApplication::exit(0); });
    notifier.ready();
    return QCoreApplication::exec();
}
