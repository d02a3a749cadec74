// SPDX-License-Identifier: GPL-3.0-or-later
// cidd, the server: knows every node, serves images, runs the provisioning workflow.
#include "common/base/logging.h"
#include "common/base/printable.h"
#include "common/base/standard_files.h"
#include "common/service/epoll_dispatcher.h"
#include "common/service/service_notifier.h"
#include "common/service/turn_probe.h"
#include "common/service/unix_signals.h"
#include "daemon/farewells.h"
#include "daemon/key_maker.h"
#include "daemon/server_daemon.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QHostInfo>
#include <QLoggingCategory>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <sys/resource.h>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcMain, "cid.main")

constexpr int usageError = 2;
constexpr int startError = 1;

int complain(const QString &text, int code)
{
    std::fprintf(stderr, "cidd: %s\n", escaped(text.toUtf8(), true).constData());
    return code;
}

int makeKeys(const CidConf &conf)
{
    const auto fingerprint = makeServerKeys(conf);
    if (!fingerprint)
        return complain(fingerprint.error().text, startError);
    std::printf("server_fingerprint = %s\n", fingerprint->constData());
    return 0;
}

/// CID_TURN_PROBE=SECONDS says that often in the log how long the longest turn of the loop was.
void watchTurns(QAbstractEventDispatcher *dispatcher, const QString &loop)
{
    const int seconds = qEnvironmentVariableIntValue("CID_TURN_PROBE");
    if (seconds > 0)
        (new TurnProbe(loop, dispatcher))->report(std::chrono::seconds(seconds));
}

/// Each node has two connections while it installs; systemd's unit allows enough, a shell's usual limit is for programs
/// that would misuse it.
void allowManyConnections()
{
    rlimit files = {};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

// The operators' scripts look for this function's name.
void server_loop(const QString &name) // NOLINT(readability-identifier-naming)
{
    qCInfo(lcMain, "server_loop (handler): Dropping connection to %ls", qUtf16Printable(name));
}

void lookUpName(const QString &address, const Farewells::Found &found)
{
    QHostInfo::lookupHost(address, qApp, [address, found](const QHostInfo &info) {
        const bool isNamed = info.error() == QHostInfo::NoError && info.hostName() != address;
        found(isNamed ? info.hostName() : QString());
    });
}

void handleSignal(int number, ServerDaemon &daemon, ServiceNotifier &notifier)
{
    if (number != SIGHUP) {
        notifier.stopping();
        daemon.stop();
        return;
    }
    notifier.reloading();
    daemon.reload([&notifier](const Status &reloaded) {
        if (reloaded)
            qCInfo(lcMain, "Read the configuration again");
        else
            qCWarning(lcMain, "Kept the old configuration: %ls", qUtf16Printable(reloaded.error().text));
        notifier.ready();
    });
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"The server of notP: brings nodes into images."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"f"_s, u"Stay in the foreground (cidd always does)."_s},
        {u"config"_s, u"Read FILE instead of /etc/cid/cid.conf."_s, u"FILE"_s, u"/etc/cid/cid.conf"_s},
        {u"state-dir"_s, u"Keep the state in DIR."_s, u"DIR"_s},
        {u"genkey"_s, u"Make the key files that are missing, print server_fingerprint and exit."_s},
    });
}

} // namespace

int main(int argc, char **argv)
{
    guardStandardFiles();
    qputenv("QT_NO_GLIB", "1"); // For the loops of other threads.
    auto *loop = new EpollDispatcher; // The application takes it.
    QCoreApplication::setEventDispatcher(loop);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"cidd"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CID_VERSION));
    QCommandLineParser parser;
    describe(parser);
    parser.process(application);
    if (!parser.positionalArguments().isEmpty())
        return complain(u"unexpected argument \"%1\"; see --help"_s.arg(parser.positionalArguments().constFirst()),
                        usageError);
    auto conf = loadCidConf(parser.value(u"config"_s));
    if (!conf)
        return complain(conf.error().text, usageError);
    if (parser.isSet(u"genkey"_s))
        return makeKeys(*conf);
    if (parser.isSet(u"state-dir"_s))
        conf->stateDir = parser.value(u"state-dir"_s);
    installLogHandler(conf->debug);
    allowManyConnections();
    watchTurns(loop, u"main loop"_s);
    ServiceNotifier notifier;
    UnixSignals unixSignals({SIGTERM, SIGINT, SIGHUP});
    ServerDaemon daemon(parser.value(u"config"_s), *conf);
    daemon.setLoops([](const QString &name) {
        auto *dispatcher = new EpollDispatcher;
        watchTurns(dispatcher, name);
        return dispatcher;
    });
    const Status started = daemon.start();
    if (!started)
        return complain(started.error().text, startError);
    qCInfo(lcMain, "Cid Daemon up and running on port %d", daemon.port());
    Farewells farewells(lookUpName);
    QObject::connect(&farewells, &Farewells::told, &application, server_loop);
    QObject::connect(&daemon, &ServerDaemon::nodeLeft, &farewells, &Farewells::add);
    QObject::connect(&daemon, &ServerDaemon::summaryChanged, &notifier, &ServiceNotifier::status);
    QObject::connect(&daemon, &ServerDaemon::stopped, &application, [] { QCoreApplication::exit(0); });
    QObject::connect(&daemon, &ServerDaemon::broken, &application, [](const Error &error) {
        qCCritical(lcMain, "The state cannot be stored: %ls", qUtf16Printable(error.text));
        QCoreApplication::exit(startError);
    });
    QObject::connect(&unixSignals, &UnixSignals::received, &application,
                     [&](int number) { handleSignal(number, daemon, notifier); });
    notifier.ready();
    notifier.status(daemon.summary());
    return QCoreApplication::exec();
}
