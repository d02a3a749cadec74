// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/swarm/measures.h"

#include "tests/support/cluster.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <sys/resource.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QMap<QString, double> turnsOf(const QByteArray &log)
{
    static const QRegularExpression line(u"--- (.+): longest turn ([0-9.]+) ms"_s);
    QMap<QString, double> longest;
    auto matches = line.globalMatch(QString::fromUtf8(log));
    while (matches.hasNext()) {
        const auto match = matches.next();
        double &turn = longest[match.captured(1)];
        turn = std::max(turn, match.captured(2).toDouble());
    }
    return longest;
}

double childrenSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

ProcessCost costOf(qint64 pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    QFile memory(u"/proc/%1/statm"_s.arg(pid));
    if (!stat.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly))
        return {};
    const QByteArray line = stat.readAll();
    const QByteArrayList fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    const QByteArrayList pages = memory.readAll().split(' ');
    if (fields.size() < 13 || pages.size() < 2)
        return {};
    const auto ticks = fields[11].toDouble() + fields[12].toDouble();
    return {ticks / static_cast<double>(::sysconf(_SC_CLK_TCK)),
            pages[1].toDouble() * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024 * 1024)};
}

double percentile(QList<double> values, double part)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<qsizetype>(static_cast<double>(values.size()) * part))];
}

QString longestTurns(const QByteArray &log)
{
    QStringList words;
    const auto turns = turnsOf(log);
    for (auto turn = turns.begin(); turn != turns.end(); ++turn)
        words << u"%1 %2"_s.arg(turn.key()).arg(turn.value(), 0, 'f', 1);
    return words.join(u", "_s);
}

double longestTurn(const QByteArray &log)
{
    const QList<double> turns = turnsOf(log).values();
    return turns.isEmpty() ? 0 : *std::max_element(turns.begin(), turns.end());
}

std::pair<double, double> opensslHandshake()
{
    const QTemporaryDir folder;
    const auto run = [&](const QStringList &arguments) {
        QProcess process;
        process.setWorkingDirectory(folder.path());
        process.start(u"openssl"_s, arguments);
        process.waitForFinished(30'000);
        return process.readAllStandardOutput();
    };
    run({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s,
         u"-keyout"_s, u"key"_s, u"-out"_s, u"cert"_s, u"-subj"_s, u"/CN=bench"_s});
    const QString port = QString::number(Cluster::freePort());
    QProcess server;
    server.setWorkingDirectory(folder.path());
    server.start(u"openssl"_s,
                 {u"s_server"_s, u"-accept"_s, port, u"-cert"_s, u"cert"_s, u"-key"_s, u"key"_s, u"-tls1_3"_s,
                  u"-quiet"_s, u"-num_tickets"_s, u"0"_s});
    if (!server.waitForStarted())
        return {0, 0};
    const double before = childrenSeconds();
    QByteArray said;
    if (!QTest::qWaitFor(
            [&] {
                said = run(
                    {u"s_time"_s, u"-connect"_s, u"127.0.0.1:"_s + port, u"-new"_s, u"-time"_s, u"3"_s, u"-tls1_3"_s});
                return said.contains("connections in");
            },
            20'000))
        return {0, 0};
    const double client = childrenSeconds() - before;
    const double serverSeconds = costOf(server.processId()).seconds;
    server.kill();
    server.waitForFinished();
    static const QRegularExpression count(u"(\\d+) connections in \\d+ real"_s);
    const double handshakes = count.match(QString::fromLatin1(said)).captured(1).toDouble();
    return handshakes > 0 ? std::pair(serverSeconds / handshakes, client / handshakes) : std::pair(0.0, 0.0);
}

} // namespace cid
