// SPDX-License-Identifier: GPL-3.0-or-later
// One cidd and a thousand nodes, each with its own TLS connection and key: how long does a scheduler wait?
// Prints figures; fails only where a node is lost. BENCH_NODES sets their number (100 by default, 1,000 with
// tools/test --long). The peer is the same call for one node on the same server, in the same run.
#include "tests/support/cluster.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <sys/resource.h>

using namespace cid;
using namespace Qt::StringLiterals;

class BenchThousandNodes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyNodeGoesThroughADeployment();
    void whatRunsAlreadyIsAnsweredAtOnce();
    void nobodyIsLost();
    void cleanupTestCase();

private:
    [[nodiscard]] qint64 capt(const QString &job, const QString &hosts, const QString &image);
    [[nodiscard]] qint64 best(const QString &name, const QString &hosts);

    Cluster m_cluster;
    QString m_all;
    int m_count = 100;
};

void BenchThousandNodes::initTestCase()
{
    if (qEnvironmentVariableIntValue("NOTP_TEST_LONG") == 1)
        m_count = 1'000;
    if (qEnvironmentVariableIsSet("BENCH_NODES"))
        m_count = std::clamp(qEnvironmentVariableIntValue("BENCH_NODES"), 2, 4'000);
    // Each node has two connections at work, each with a descriptor at both ends.
    rlimit files = {};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &files), 0);
    files.rlim_cur = files.rlim_max;
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &files), 0);
    m_all = u"n[0001-%1]"_s.arg(m_count, 4, 10, QLatin1Char('0'));
    QVERIFY(m_cluster.configure("unproved_per_address = 4000\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tiny\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "tiny"));
    QVERIFY(m_cluster.pack(u"tiny-1-1"_s, u"root"_s));
    QByteArray nodes;
    for (int i = 1; i <= m_count; ++i) {
        const QString name = u"n%1"_s.arg(i, 4, 10, QLatin1Char('0'));
        const QByteArray high = QByteArray::number(i / 256, 16).rightJustified(2, '0');
        const QByteArray low = QByteArray::number(i % 256, 16).rightJustified(2, '0');
        const QByteArray mac = "52:54:00:00:" + high + ':' + low;
        nodes += "[node \"" + name.toLatin1() + "\"]\nmac = " + mac + '\n';
        QVERIFY(m_cluster.addMachine(name, mac));
    }
    QVERIFY(m_cluster.write(u"node_db"_s, nodes));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
}

// Milliseconds of one whole call, the start of the process included; -1 where it did not end with 0.
qint64 BenchThousandNodes::capt(const QString &job, const QString &hosts, const QString &image)
{
    QElapsedTimer timer;
    timer.start();
    const Ran ran =
        m_cluster.run(u"capt/cidcapt"_s,
                      {u"-q"_s, u"-j"_s, job, u"-n"_s, hosts, u"-i"_s, image, u"--timeout"_s, u"10min"_s}, 600'000);
    if (ran.code != 0)
        qWarning("%d: %s", ran.code, ran.err.right(2'000).constData());
    return ran.code == 0 ? timer.elapsed() : -1;
}

qint64 BenchThousandNodes::best(const QString &name, const QString &hosts)
{
    QList<qint64> times;
    for (int i = 0; i < 7; ++i)
        times << capt(name + QString::number(i), hosts, u"tiny"_s);
    std::sort(times.begin(), times.end());
    qInfo("%s: median %lld ms, %lld to %lld", qPrintable(name), times[3], times.first(), times.last());
    return times.first() < 0 ? -1 : times[3];
}

void BenchThousandNodes::everyNodeGoesThroughADeployment()
{
    const qint64 all = capt(u"all"_s, m_all, u"tiny"_s);
    QVERIFY(all >= 0);
    qInfo("%d nodes through a whole deployment: %.1f s, %.2f ms a node", m_count, static_cast<double>(all) / 1000,
          static_cast<double>(all) / m_count);
}

void BenchThousandNodes::whatRunsAlreadyIsAnsweredAtOnce()
{
    const qint64 one = best(u"one-node-"_s, u"n0001"_s);
    const qint64 all = best(u"all-nodes-"_s, m_all);
    QVERIFY(one > 0 && all > 0);
    qInfo("already right: %d nodes take %.2f times as long as one", m_count,
          static_cast<double>(all) / static_cast<double>(one));
}

void BenchThousandNodes::nobodyIsLost()
{
    const Ran ran = m_cluster.ctl({u"nodes"_s, u"-o"_s, u"json"_s});
    const QJsonArray nodes = QJsonDocument::fromJson(ran.out).array();
    QCOMPARE(nodes.size(), m_count);
    for (const auto &node : nodes)
        QVERIFY2(node[u"state"_s].toString() == u"running"_s && node[u"image"_s].toString() == u"tiny-1-1"_s,
                 qPrintable(node[u"node"_s].toString() + u": "_s + node[u"state"_s].toString()));
}

void BenchThousandNodes::cleanupTestCase()
{
    QVERIFY(m_cluster.stopNodes());
    QVERIFY(m_cluster.stopServer());
}

QTEST_GUILESS_MAIN(BenchThousandNodes)
#include "thousand_nodes.moc"
