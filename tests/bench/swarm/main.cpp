// SPDX-License-Identifier: GPL-3.0-or-later
// Thousands of nodes against a real cidd over real TLS: what does each thing cost?
//   bench_swarm [memory|storm|report|cancel|noop|deploy|serve|core]...
// Prints figures; fails only where something is lost. Without a word it does all but core with twenty nodes, as a test.
// BENCH_NODES (1,000), BENCH_SECONDS of reporting (30), BENCH_MB of the image that is served (256), NOTP_SEED.
// Processor time and ratios mean something on a machine that others use, too; times hardly.
#include "common/service/epoll_dispatcher.h"
#include "tests/bench/swarm/core_swarm.h"
#include "tests/bench/swarm/serving.h"
#include "tests/bench/swarm/swarm.h"

#include <QCoreApplication>
#include <QNetworkProxy>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <functional>
#include <map>
#include <sys/resource.h>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

int setting(const char *name, int byDefault)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : byDefault;
}

template <typename... Values> void say(const char *format, Values... values)
{
    std::printf(format, values...);
    std::printf("\n");
    std::fflush(stdout);
}

bool waitFor(const std::function<bool()> &what, int ms)
{
    return QTest::qWaitFor(what, ms);
}

/// Meanwhile the nodes of this process go on.
Ran ended(QProcess &process, int ms)
{
    static_cast<void>(waitFor([&process] { return process.state() == QProcess::NotRunning; }, ms));
    return Cluster::ended(process, 0);
}

double elapsedSeconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

void sayTurns(Swarm &swarm)
{
    QTest::qWait(1'200); // The probe's last line.
    say("  longest turns in ms: %s", qPrintable(longestTurns(swarm.newLog())));
    say("  connections that failed so far: %s", qPrintable(swarm.failedTries()));
}

bool measureMemory(Swarm &swarm)
{
    if (!swarm.enrolAll())
        return false;
    swarm.disconnectAll();
    QTest::qWait(500);
    const double before = swarm.cost().megabytes;
    if (!swarm.connectAll(1s * swarm.size() / 2'000))
        return false;
    const double after = swarm.cost().megabytes;
    say("memory: %d nodes, %.0f MB before, %.0f MB with them: %.0f KB a node", swarm.size(), before, after,
        (after - before) * 1024 / swarm.size());
    return true;
}

bool measureStorm(Swarm &swarm)
{
    if (!swarm.enrolAll())
        return false;
    const auto [server, client] = opensslHandshake();
    QElapsedTimer timer;
    timer.start();
    double before = swarm.cost().seconds;
    if (!swarm.connectAll(5s))
        return false;
    const double cost = swarm.cost().seconds - before;
    say("storm: %d nodes, begun within 5 s, are in after %.1f s; cidd %.2f s, %.2f ms a node", swarm.size(),
        elapsedSeconds(timer), cost, cost * 1000 / swarm.size());
    if (server > 0)
        say("  openssl s_server needs %.2f ms a handshake: cidd %.1f times as much", server * 1000,
            cost / swarm.size() / server);
    sayTurns(swarm);
    swarm.cluster().killServer();
    if (!waitFor([&] { return swarm.arrivedCount() == 0; }, 60'000) || !swarm.cluster().startServer())
        return false;
    timer.restart();
    before = swarm.cost().seconds;
    if (!swarm.waitUntilAllArrived(120s))
        return false;
    say("  cidd killed and started: all back after %.1f s; cidd %.2f s", elapsedSeconds(timer),
        swarm.cost().seconds - before);
    sayTurns(swarm);
    return true;
}

bool measureReports(Swarm &swarm)
{
    std::unique_ptr<QProcess> capt;
    if (!swarm.putToWork(capt) || !swarm.openConsole())
        return false;
    const int seconds = setting("BENCH_SECONDS", 30);
    QElapsedTimer clock;
    clock.start();
    QList<double> delays;
    const QObject scope;
    QObject::connect(&swarm.mirror(), &NodeMirror::rowsChanged, &scope, [&](const QList<int> &rows) {
        const qint64 now = clock.nsecsElapsed() / 1000;
        for (const int row : rows) {
            if (const qint64 sent = swarm.mirror().nodes()[row].progress.written; sent > 0)
                delays.append(static_cast<double>(now - sent) / 1000);
        }
    });
    // Each has its own moment in the second.
    std::vector<std::unique_ptr<QTimer>> timers;
    qint64 reports = 0;
    for (const auto &node : swarm.nodes()) {
        timers.push_back(std::make_unique<QTimer>());
        QTimer &timer = *timers.back();
        timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer, &QTimer::timeout, &scope, [&, node = node.get()] {
            node->report(clock.nsecsElapsed() / 1000);
            ++reports;
        });
        QTimer::singleShot(static_cast<int>(swarm.random().bounded(1'000)), &timer, [&timer] { timer.start(1'000); });
    }
    QTest::qWait(2'000);
    delays.clear();
    reports = 0;
    [[maybe_unused]] const QByteArray past = swarm.newLog();
    const double before = swarm.cost().seconds;
    QTest::qWait(seconds * 1'000);
    const double cost = swarm.cost().seconds - before;
    const qint64 counted = reports;
    timers.clear();
    int lost = 0;
    const bool isWhole = waitFor(
        [&] {
            lost = 0;
            for (const auto &node : swarm.nodes()) {
                const int row = swarm.mirror().rowOf(node->name());
                lost += row < 0 || swarm.mirror().nodes()[row].progress.written != node->lastReport();
            }
            return lost == 0;
        },
        10'000);
    say("report: %d nodes once a second for %d s, %lld reports: cidd %.1f %% of a core, %.0f us a report", swarm.size(),
        seconds, static_cast<long long>(counted), cost * 100 / seconds, cost * 1e6 / static_cast<double>(counted));
    say("  to the console's delta: median %.0f ms, 99 %% %.0f ms, longest %.0f ms; last reports lost: %d; %.0f MB",
        percentile(delays, 0.5), percentile(delays, 0.99), percentile(delays, 1), lost, swarm.cost().megabytes);
    sayTurns(swarm);
    capt->kill();
    capt->waitForFinished();
    return isWhole;
}

bool measureCancel(Swarm &swarm)
{
    std::unique_ptr<QProcess> capt;
    if (!swarm.putToWork(capt))
        return false;
    QTest::qWait(1'200);
    [[maybe_unused]] const QByteArray past = swarm.newLog();
    const double before = swarm.cost().seconds;
    QElapsedTimer timer;
    timer.start();
    const Ran cancelled = swarm.cluster().ctl({u"cancel"_s, u"work"_s, u"--yes"_s});
    say("cancel: a job of %d nodes: cidctl answered with %d after %.2f s", swarm.size(), cancelled.code,
        elapsedSeconds(timer));
    const Ran told = ended(*capt, 60'000);
    say("  cidcapt ended with %d after %.2f s; cidd %.2f s", told.code, elapsedSeconds(timer),
        swarm.cost().seconds - before);
    sayTurns(swarm);
    return cancelled.code == 0;
}

bool measureDeployment(Swarm &swarm)
{
    if (!swarm.enrolAll() || !swarm.connectAll(1s * swarm.size() / 2'000))
        return false;
    [[maybe_unused]] const QByteArray past = swarm.newLog();
    const double before = swarm.cost().seconds;
    QElapsedTimer timer;
    timer.start();
    const auto capt = swarm.capt(u"whole"_s);
    const Ran ran = ended(*capt, 120'000 + swarm.size() * 50);
    const double cost = swarm.cost().seconds - before;
    say("deploy: %d nodes, cidcapt ended with %d after %.1f s; cidd %.2f s, %.2f ms a node", swarm.size(), ran.code,
        elapsedSeconds(timer), cost, cost * 1000 / swarm.size());
    sayTurns(swarm);
    if (ran.code != 0)
        qWarning("%s", ran.err.right(1'000).constData());
    return ran.code == 0;
}

bool measureNoop(Swarm &swarm)
{
    if (!measureDeployment(swarm) || !swarm.waitUntilAllArrived(60s))
        return false;
    QList<double> times;
    for (int i = 0; i < 5; ++i) {
        QElapsedTimer timer;
        timer.start();
        const auto capt = swarm.capt(u"again-%1"_s.arg(i));
        if (const Ran ran = ended(*capt, 60'000); ran.code != 0) {
            qWarning("%d: %s", ran.code, ran.err.right(1'000).constData());
            return false;
        }
        times.append(elapsedSeconds(timer));
    }
    say("noop: cidcapt for %d nodes that are right: median %.2f s, longest %.2f s", swarm.size(),
        percentile(times, 0.5), percentile(times, 1));
    sayTurns(swarm);
    return true;
}

using Measure = bool (*)(Swarm &);
const std::map<QString, Measure> &measures()
{
    static const std::map<QString, Measure> all{{u"memory"_s, measureMemory},     {u"storm"_s, measureStorm},
                                                {u"report"_s, measureReports},    {u"cancel"_s, measureCancel},
                                                {u"deploy"_s, measureDeployment}, {u"noop"_s, measureNoop}};
    return all;
}

bool run(const QString &what, int nodes)
{
    if (what == u"core")
        return measureCore();
    if (what == u"serve")
        return measureServing(setting("BENCH_MB", 256));
    const auto found = measures().find(what);
    if (found == measures().end()) {
        std::fprintf(stderr, "bench_swarm: what is \"%s\"?\n", qPrintable(what));
        return false;
    }
    Swarm swarm(nodes, static_cast<quint32>(setting("NOTP_SEED", 2007)));
    const bool isGood = swarm.begin() && found->second(swarm);
    if (!isGood)
        std::fprintf(stderr, "bench_swarm: %s did not come to its end\n", qPrintable(what));
    return isGood;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
    QCoreApplication application(argc, argv);
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy); // Else every bind() asks for one.
    rlimit files = {};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max = std::max<rlim_t>(files.rlim_max, 200'000);
    if (::setrlimit(RLIMIT_NOFILE, &files) != 0) { // Who is not root takes what there is.
        ::getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
    const QStringList words = QCoreApplication::arguments().mid(1);
    bool isGood = true;
    if (words.isEmpty()) {
        if (!qEnvironmentVariableIsSet("BENCH_SECONDS"))
            qputenv("BENCH_SECONDS", "2");
        for (const auto &measure : measures())
            isGood = run(measure.first, 20) && isGood;
        isGood = measureServing(8) && isGood;
        return isGood ? 0 : 1;
    }
    for (const QString &word : words)
        isGood = run(word, setting("BENCH_NODES", 1'000)) && isGood;
    return isGood ? 0 : 1;
}
