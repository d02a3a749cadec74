// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes are provisioned over a network that delays, cuts, doubles, garbles, reorders and swallows. Judged by an
// observer that reads only the event log and the nodes' own records.
#include "tests/faults/fault_proxy.h"
#include "tests/faults/observer.h"
#include "tests/support/cluster.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int nodeCount = 8;

bool isLong()
{
    return qEnvironmentVariableIntValue("NOTP_TEST_LONG") == 1;
}

} // namespace

class TestBadNetwork : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyNodeEndsAndNothingIsDoneTwice_data();
    void everyNodeEndsAndNothingIsDoneTwice();

private:
    void prepare(Cluster &cluster);
    [[nodiscard]] Ran deploy(const Cluster &cluster, const QString &job, const QString &image);
    void judge(const Cluster &cluster);

    QList<QByteArray> m_digests;
};

void TestBadNetwork::everyNodeEndsAndNothingIsDoneTwice_data()
{
    QTest::addColumn<QList<Fault>>("faults");
    QTest::addColumn<int>("perMille");
    const QList<Fault> all{Fault::Delay, Fault::Cut, Fault::Duplicate, Fault::Garble, Fault::Reorder, Fault::Silence};
    QTest::newRow("everything at once") << all << 15;
    QTest::newRow("connections fall silent") << QList<Fault>{Fault::Silence} << 8;
    if (!isLong())
        return;
    QTest::newRow("much of everything") << all << 60;
    QTest::newRow("late") << QList<Fault>{Fault::Delay} << 300;
    QTest::newRow("cut") << QList<Fault>{Fault::Cut} << 40;
    QTest::newRow("twice") << QList<Fault>{Fault::Duplicate} << 40;
    QTest::newRow("garbled") << QList<Fault>{Fault::Garble} << 40;
    QTest::newRow("out of order") << QList<Fault>{Fault::Reorder} << 40;
}

void TestBadNetwork::prepare(Cluster &cluster)
{
    QVERIFY(cluster.configure("stage_timeout = 20s\nretries = 8\nheartbeat = 1s\n"));
    QVERIFY(cluster.write(u"node_db"_s, "[node \"n[1-8]\"]\nmac = 52:54:00:00:00:[01-08]\n"));
    QVERIFY(cluster.write(u"image_db"_s, "[image \"a\"]\ncurrent = 1-1\n[image \"b\"]\ncurrent = 1-1\n"));
    for (int i = 0; i < 50; ++i)
        QVERIFY(cluster.write(u"root/usr/%1"_s.arg(i), QByteArray(20'000, static_cast<char>('a' + i % 26))));
    QVERIFY(cluster.pack(u"a-1-1"_s, u"root"_s));
    QVERIFY(cluster.write(u"root/etc/motd"_s, "b"));
    QVERIFY(cluster.pack(u"b-1-1"_s, u"root"_s));
    m_digests.clear();
    for (const QString &image : {u"a-1-1"_s, u"b-1-1"_s}) {
        QFile manifest(cluster.path(u"images/%1.manifest"_s.arg(image)));
        QVERIFY(manifest.open(QIODevice::ReadOnly));
        m_digests.append(QCryptographicHash::hash(manifest.readAll(), QCryptographicHash::Sha256).toHex());
    }
    for (int i = 1; i <= nodeCount; ++i)
        QVERIFY(cluster.addMachine(u"n%1"_s.arg(i), "52:54:00:00:00:0" + QByteArray::number(i)));
    QVERIFY(cluster.startServer());
}

Ran TestBadNetwork::deploy(const Cluster &cluster, const QString &job, const QString &image)
{
    const auto capt = cluster.begin(
        u"capt/cidcapt"_s, {u"-q"_s, u"-j"_s, job, u"-n"_s, u"n[1-8]"_s, u"-i"_s, image, u"--timeout"_s, u"2min"_s});
    // The proxy lives in this thread: it works while we wait.
    if (!QTest::qWaitFor([&] { return capt->state() == QProcess::NotRunning; }, 150'000))
        qWarning("job %s does not end: %s", qPrintable(job), cluster.ctl({u"nodes"_s}).out.constData());
    return Cluster::ended(*capt, 1'000);
}

void TestBadNetwork::judge(const Cluster &cluster)
{
    const QList<SeenEvent> events = Observer::readEvents(cluster.path(u"state/state.db"_s));
    const QList<SeenRecord> records = Observer::readRecords(cluster.path(u"nodes"_s));
    QVERIFY(events.size() > 10 * nodeCount);
    QVERIFY(records.size() >= nodeCount);
    const QStringList wrong = Observer::brokenChains(events) + Observer::unendedJobs(events)
        + Observer::doubleWork(events) + Observer::wrongImages(events, records, m_digests);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestBadNetwork::everyNodeEndsAndNothingIsDoneTwice()
{
    QFETCH(QList<Fault>, faults);
    QFETCH(int, perMille);
    const quint32 seed = qEnvironmentVariableIsSet("NOTP_SEED") ? qEnvironmentVariable("NOTP_SEED").toUInt()
                                                                : QRandomGenerator::global()->generate();
    qInfo("seed %u (NOTP_SEED=%u repeats it)", seed, seed);
    Cluster cluster;
    prepare(cluster);
    if (QTest::currentTestFailed())
        return;
    FaultProxy proxy(cluster.port(), {faults, perMille, seed});
    QVERIFY(proxy.port() != 0);
    QVERIFY(cluster.startNodes({}, proxy.port()));
    const Ran first = deploy(cluster, u"job.1"_s, u"a"_s);
    const Ran second = deploy(cluster, u"job.2"_s, u"b"_s);
    // A node may have failed for a reason; nothing else is an end.
    QVERIFY2(first.code == 0 || first.code == 1, first.err);
    QVERIFY2(second.code == 0 || second.code == 1, second.err);
    int harm = 0;
    for (const int count : proxy.done())
        harm += count;
    qInfo("%d times harm was done", harm);
    QVERIFY2(harm > 0, "the network was good");
    // Whatever happened, each node has a way on.
    proxy.heal();
    const Ran last = deploy(cluster, u"job.3"_s, u"a"_s);
    QVERIFY2(last.code == 0, last.err + cluster.ctl({u"nodes"_s}).out);
    QVERIFY(cluster.stopNodes());
    QVERIFY(cluster.stopServer());
    judge(cluster);
}

QTEST_GUILESS_MAIN(TestBadNetwork)
#include "bad_network_test.moc"
