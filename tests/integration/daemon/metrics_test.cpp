// SPDX-License-Identifier: GPL-3.0-or-later
// A real Prometheus reads cidd's figures, and everything that notP brings for it is asked of it.
#include "tests/support/cluster.h"

#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

#include <csignal>
#include <sys/prctl.h>

using namespace cid;
using namespace Qt::StringLiterals;

class TestMetrics : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatHappenedStandsInTheFigures();
    void nothingElseIsThere_data();
    void nothingElseIsThere();
    void onlyThisMachineIsAnswered();
    void promtoolFindsNothingToComplainOf_data();
    void promtoolFindsNothingToComplainOf();
    void prometheusKnowsEveryExpression_data();
    void prometheusKnowsEveryExpression();
    void aPortThatIsTakenIsNamed();
    void cleanupTestCase();

private:
    struct Answer
    {
        int code = 0;
        QByteArray type;
        QByteArray body;
    };
    [[nodiscard]] Answer get(const QUrl &url, const QByteArray &verb = "GET");
    [[nodiscard]] QUrl metricsUrl(const QString &path = u"/metrics"_s) const;
    [[nodiscard]] QJsonObject ask(const QString &path, const QString &query);
    [[nodiscard]] bool startPrometheus();
    [[nodiscard]] static QString packaged(const QString &name)
    {
        return QStringLiteral(CID_SOURCE_DIR "/packaging/prometheus/") + name;
    }

    Cluster m_cluster;
    QNetworkAccessManager m_network;
    QProcess m_prometheus;
    quint16 m_port = 0;
    quint16 m_prometheusPort = 0;
};

TestMetrics::Answer TestMetrics::get(const QUrl &url, const QByteArray &verb)
{
    QNetworkRequest request(url);
    request.setTransferTimeout(20'000);
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, verb));
    QEventLoop loop;
    connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->rawHeader("Content-Type"),
            reply->readAll()};
}

QUrl TestMetrics::metricsUrl(const QString &path) const
{
    return u"http://127.0.0.1:%1%2"_s.arg(m_port).arg(path);
}

QJsonObject TestMetrics::ask(const QString &path, const QString &query)
{
    QUrl url(u"http://127.0.0.1:%1%2"_s.arg(m_prometheusPort).arg(path));
    if (!query.isEmpty())
        url.setQuery(u"query="_s + QString::fromLatin1(QUrl::toPercentEncoding(query)));
    return QJsonDocument::fromJson(get(url).body).object();
}

bool TestMetrics::startPrometheus()
{
    m_prometheusPort = Cluster::freePort();
    const QByteArray conf = "global: {scrape_interval: 1s, evaluation_interval: 1s}\nrule_files: ["
        + QFile::encodeName(packaged(u"notp-rules.yml"_s))
        + "]\nscrape_configs:\n- job_name: notp\n  static_configs: [{targets: ['127.0.0.1:" + QByteArray::number(m_port)
        + "']}]\n";
    if (!m_cluster.write(u"prometheus.yml"_s, conf))
        return false;
    m_prometheus.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_prometheus.setProcessChannelMode(QProcess::MergedChannels);
    m_prometheus.start(u"prometheus"_s,
                       {u"--config.file="_s + m_cluster.path(u"prometheus.yml"_s),
                        u"--storage.tsdb.path="_s + m_cluster.path(u"tsdb"_s),
                        u"--web.listen-address=127.0.0.1:%1"_s.arg(m_prometheusPort)});
    // Two readings at the least: a rate needs them.
    const auto hasTwo = [this] {
        const QJsonObject answer =
            ask(u"/api/v1/query"_s, u"count_over_time(notp_build_info[1m]) >= 3"_s)[u"data"_s].toObject();
        return !answer[u"result"_s].toArray().isEmpty();
    };
    return QTest::qWaitFor(hasTwo, 60'000);
}

void TestMetrics::initTestCase()
{
    if (QStandardPaths::findExecutable(u"prometheus"_s).isEmpty())
        QFAIL("prometheus is missing: run tools/setup");
    m_port = Cluster::freePort();
    QVERIFY(m_cluster.configure("metrics_port = " + QByteArray::number(m_port) + '\n'));
    QVERIFY(m_cluster.write(u"node_db"_s,
                            "[node \"n1\"]\nmac = 52:54:00:00:00:01\n[node \"n2\"]\nmac = 52:54:00:00:00:02\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "one"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.addMachine(u"n1"_s, "52:54:00:00:00:01"));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
    // n2 is switched off. Prometheus sees these ends happen: what grew before its first look it cannot know.
    QVERIFY2(startPrometheus(), m_prometheus.readAll());
    const Ran good = m_cluster.capt({u"-j"_s, u"good"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s});
    QVERIFY2(good.code == 0, good.out + good.err);
    const Ran late =
        m_cluster.capt({u"-j"_s, u"late"_s, u"-n"_s, u"n2"_s, u"-i"_s, u"tree"_s, u"--timeout"_s, u"2s"_s});
    QCOMPARE(late.code, 5);
    QTest::qWait(3'000); // Prometheus looks again.
}

void TestMetrics::whatHappenedStandsInTheFigures()
{
    const Answer answer = get(metricsUrl());
    QCOMPARE(answer.code, 200);
    QVERIFY2(answer.type.startsWith("application/openmetrics-text; version=1.0.0"), answer.type);
    QVERIFY(answer.body.endsWith("# EOF\n"));
    for (const QByteArray sample :
         {"notp_nodes{state=\"running\"} 1", "notp_nodes_connected 1", "notp_nodes_running{image=\"tree-1-1\"} 1",
          "notp_deployments_ended_total{result=\"done\"} 1", "notp_deployments_ended_total{result=\"failed\"} 1",
          "notp_deployment_failures_total{code=\"job.deadline\"} 1", "notp_jobs_ended_total{result=\"done\"} 1",
          "notp_stage_duration_seconds_count{stage=\"installing\"} 1"})
        QVERIFY2(answer.body.contains('\n' + sample + '\n'), sample + " is not in\n" + answer.body);
    static const QRegularExpression sent(u"notp_image_sent_bytes_total ([1-9][0-9]+)"_s);
    QVERIFY(sent.match(QString::fromUtf8(answer.body)).hasMatch());
}

void TestMetrics::nothingElseIsThere_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<int>("code");
    QTest::newRow("another path") << u"/"_s << QByteArray("GET") << 404;
    QTest::newRow("below it") << u"/metrics/x"_s << QByteArray("GET") << 404;
    QTest::newRow("boot files") << u"/boot"_s << QByteArray("GET") << 404;
    QTest::newRow("something written") << u"/metrics"_s << QByteArray("POST") << 405;
    QTest::newRow("a long address") << u"/metrics?"_s + QString(600, u'x') << QByteArray("GET") << 414;
}

void TestMetrics::nothingElseIsThere()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, verb);
    QFETCH(int, code);
    QCOMPARE(get(metricsUrl(path), verb).code, code);
}

void TestMetrics::onlyThisMachineIsAnswered()
{
    QTcpSocket other;
    other.connectToHost(u"127.0.0.2"_s, m_port);
    QVERIFY(!other.waitForConnected(5'000));
    QCOMPARE(other.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestMetrics::promtoolFindsNothingToComplainOf_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("of the figures") << QStringList{u"check"_s, u"metrics"_s};
    QTest::newRow("of the alerts") << QStringList{u"check"_s, u"rules"_s, packaged(u"notp-rules.yml"_s)};
}

void TestMetrics::promtoolFindsNothingToComplainOf()
{
    QFETCH(QStringList, arguments);
    QProcess promtool;
    promtool.start(u"promtool"_s, arguments);
    // It knows the older form alone, in which a counter's head bears the ending of its samples.
    QString text = QString::fromUtf8(get(metricsUrl()).body);
    text.replace(QRegularExpression(u"# TYPE (\\w+) counter\n(# UNIT .*\n)?# HELP \\w+ "_s),
                 u"# TYPE \\1_total counter\n# HELP \\1_total "_s);
    promtool.write(text.toUtf8());
    promtool.closeWriteChannel();
    const Ran ran = Cluster::ended(promtool);
    QVERIFY2(ran.code == 0, ran.out + ran.err);
}

// Those of the dashboard have to show something, here where everything happened; alerts have to be understood.
void TestMetrics::prometheusKnowsEveryExpression_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<bool>("hasData");
    QFile file(packaged(u"notp-dashboard.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray panels = QJsonDocument::fromJson(file.readAll())[u"panels"_s].toArray();
    QVERIFY(panels.size() >= 10);
    for (const auto &panel : panels) {
        for (const auto &target : panel[u"targets"_s].toArray()) {
            const QString expression = target[u"expr"_s].toString();
            // Nobody was refused.
            const bool hasData = !expression.contains(u"refused"_s);
            QTest::newRow(qPrintable(panel[u"title"_s].toString() + u": "_s + expression)) << expression << hasData;
        }
    }
    const QJsonArray groups = ask(u"/api/v1/rules"_s, {})[u"data"_s][u"groups"_s].toArray();
    QCOMPARE(groups.size(), 1);
    for (const auto &rule : groups.first()[u"rules"_s].toArray()) {
        QCOMPARE(rule[u"lastError"_s].toString(), QString());
        QTest::newRow(qPrintable(rule[u"name"_s].toString())) << rule[u"query"_s].toString() << false;
    }
}

void TestMetrics::prometheusKnowsEveryExpression()
{
    QFETCH(QString, expression);
    QFETCH(bool, hasData);
    const QJsonObject answer = ask(u"/api/v1/query"_s, expression);
    const QByteArray text = QJsonDocument(answer).toJson();
    QCOMPARE(answer[u"status"_s].toString(), u"success"_s);
    const QJsonArray result = answer[u"data"_s][u"result"_s].toArray();
    QVERIFY2(!hasData || !result.isEmpty(), text);
    for (const auto &series : result)
        QVERIFY2(!hasData || series[u"value"_s].toArray().last().toString() != u"NaN"_s, text);
}

void TestMetrics::aPortThatIsTakenIsNamed()
{
    Cluster second;
    QVERIFY(second.configure("metrics_port = " + QByteArray::number(m_port) + '\n'));
    QVERIFY(second.write(u"node_db"_s, {}));
    QVERIFY(second.write(u"image_db"_s, {}));
    const Ran ran = second.run(u"daemon/cidd"_s, {u"-f"_s});
    QVERIFY(ran.code != 0);
    QVERIFY2(ran.err.contains("metrics_port " + QByteArray::number(m_port)), ran.err);
}

void TestMetrics::cleanupTestCase()
{
    m_prometheus.terminate();
    QVERIFY(m_prometheus.waitForFinished(20'000));
    QVERIFY(m_cluster.stopNodes());
}

QTEST_GUILESS_MAIN(TestMetrics)
#include "metrics_test.moc"
