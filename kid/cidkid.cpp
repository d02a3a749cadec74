// SPDX-License-Identifier: GPL-3.0-or-later
// cidkid, the agent on every node: says which image runs and carries out provisioning.
#include "common/base/logging.h"
#include "common/base/printable.h"
#include "common/base/standard_files.h"
#include "common/service/service_notifier.h"
#include "common/service/unix_signals.h"
#include "kid/agent/plan_viewer.h"
#include "kid/machine/reach.h"
#include "kid/report/machine_report.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>

#include <csignal>
#include <cstdio>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcMain, "cid.main")

constexpr int usageError = 2;
constexpr int startError = 1;
constexpr int poolThreads = 8;
constexpr std::chrono::seconds reachPatience{5};

int complain(const QString &text, int code)
{
    std::fprintf(stderr, "cidkid: %s\n", escaped(text.toUtf8(), true).constData());
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

/// Into \a file, which nobody else may read; "-" is standard output.
int report(const QString &confPath, const QString &file)
{
    LocalProcessRunner runner;
    LocalFileSystem files;
    const QByteArray text = machineReport({&runner, &files, {}, confPath});
    if (file == u"-"_s)
        return std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stdout)
                    == static_cast<size_t>(text.size())
                && std::fflush(stdout) == 0
            ? 0
            : complain(u"standard output takes no more"_s, startError);
    const Status written = files.replace(QFileInfo(file).absoluteFilePath(), text, 0600);
    return written ? 0 : complain(written.error().text, startError);
}

/// What all machines of one process share; outlives the agents.
struct Workshop
{
    Workshop(const CidConf &cidConf, bool isCrowd)
        : conf(cidConf)
        , files(isCrowd ? Durability::None : Durability::Full)
    {
        pool.setMaxThreadCount(poolThreads);
    }

    [[nodiscard]] AgentTools tools() { return {&pool, &runner, &files, &conf}; }

    CidConf conf;
    LocalProcessRunner runner;
    LocalFileSystem files;
    QThreadPool pool;
};

void giveUp(const QString &machine, const Error &error)
{
    qCCritical(lcMain, "%ls: %ls", qUtf16Printable(machine), qUtf16Printable(error.text));
    QCoreApplication::exit(startError);
}

std::unique_ptr<QObject> startAgent(std::unique_ptr<Machine> machine, Workshop &workshop)
{
    const QString name = machine->name();
    auto agent = std::make_unique<Agent>(std::move(machine), workshop.tools());
    QObject::connect(agent.get(), &Agent::identified, agent.get(), [](const QString &node, const QString &image) {
        qCInfo(lcMain, "Host (%ls), Image (%ls)", qUtf16Printable(node), qUtf16Printable(image));
    });
    QObject::connect(agent.get(), &Agent::goingDown, agent.get(), [] { QCoreApplication::exit(0); });
    QObject::connect(agent.get(), &Agent::failed, agent.get(), [name](const Error &error) { giveUp(name, error); });
    agent->start();
    return agent;
}

/// Ends the program after the last one of \a waiting machines.
std::unique_ptr<QObject> startViewer(std::unique_ptr<Machine> machine, Workshop &workshop,
                                     const std::shared_ptr<int> &waiting)
{
    const QString name = machine->name();
    auto viewer = std::make_unique<PlanViewer>(std::move(machine), workshop.tools());
    QObject::connect(viewer.get(), &PlanViewer::viewed, viewer.get(), [waiting](const QString &text) {
        std::fputs(qUtf8Printable(text), stdout);
        if (--*waiting == 0)
            QCoreApplication::exit(0);
    });
    QObject::connect(viewer.get(), &PlanViewer::failed, viewer.get(),
                     [name](const Error &error) { giveUp(name, error); });
    viewer->start();
    return viewer;
}

void describeOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"The agent of notP on every node."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"f"_s, u"Stay in the foreground (cidkid always does)."_s},
        {u"config"_s, u"Read FILE instead of /etc/cid/cid.conf."_s, u"FILE"_s, u"/etc/cid/cid.conf"_s},
        {u"plan"_s, u"Say what the order that waits for this node would do to which disk; do nothing."_s},
        {u"report"_s,
         u"Write all that a bug report needs of this machine to FILE (-: standard output); do nothing else."_s,
         u"FILE"_s},
        {u"reach"_s, u"Say whether a server of cid.conf answers through INTERFACE; do nothing else."_s, u"INTERFACE"_s},
        {u"machine"_s, u"Be the agent of a pretended machine: disk:FILE or dir:FOLDER."_s, u"MACHINE"_s},
        {u"machines-in"_s, u"One pretended machine for each folder in FOLDER."_s, u"FOLDER"_s},
    });
}

} // namespace

int main(int argc, char **argv)
{
    guardStandardFiles();
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"cidkid"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CID_VERSION));
    QCommandLineParser parser;
    describeOptions(parser);
    parser.process(application);
    if (parser.isSet(u"report"_s))
        return report(parser.value(u"config"_s), parser.value(u"report"_s));
    const auto conf = loadCidConf(parser.value(u"config"_s));
    if (!conf)
        return complain(conf.error().text, usageError);
    if (parser.isSet(u"reach"_s)) {
        const auto reached = reachServer(conf->servers, parser.value(u"reach"_s), reachPatience);
        return reached ? 0 : complain(reached.error().text, startError);
    }
    const auto names = machineNames(parser);
    if (!names)
        return complain(names.error().text, usageError);
    installLogHandler(conf->debug);
    UnixSignals unixSignals({SIGTERM, SIGINT});
    QObject::connect(&unixSignals, &UnixSignals::received, &application, [] { QCoreApplication::exit(0); });
    Workshop workshop(*conf, names->size() > 1);
    std::vector<std::unique_ptr<Machine>> machines;
    machines.reserve(static_cast<size_t>(names->size()));
    for (const QString &name : *names) {
        auto machine = openMachine(name, {&workshop.runner, &workshop.files});
        if (!machine)
            return complain(machine.error().text, startError);
        machines.push_back(std::move(*machine));
    }
    const bool isPlan = parser.isSet(u"plan"_s);
    ServiceNotifier notifier;
    if (!isPlan)
        qCInfo(lcMain, "Cidkid up and running!");
    const auto waiting = std::make_shared<int>(machines.size());
    std::vector<std::unique_ptr<QObject>> running; // Their destructors wait for the pool.
    running.reserve(machines.size());
    for (std::unique_ptr<Machine> &machine : machines)
        running.push_back(isPlan ? startViewer(std::move(machine), workshop, waiting)
                                 : startAgent(std::move(machine), workshop));
    notifier.ready();
    return QCoreApplication::exec();
}
