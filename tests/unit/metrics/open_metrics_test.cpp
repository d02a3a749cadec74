// SPDX-License-Identifier: GPL-3.0-or-later
// The text that Prometheus reads, held against one written by hand.
#include "daemon/metrics/open_metrics.h"

#include <QTest>

#include <limits>

using namespace cid;
using namespace Qt::StringLiterals;

class TestOpenMetrics : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindIsWrittenAsTheSpecificationSays();
    void aLabelHoldsWhateverItIs_data();
    void aLabelHoldsWhateverItIs();
    void numbersAreWrittenAsTheyAre_data();
    void numbersAreWrittenAsTheyAre();
    void aDurationCountsWhereItBelongs();
};

void TestOpenMetrics::everyKindIsWrittenAsTheSpecificationSays()
{
    using Kind = OpenMetrics::Kind;
    static constexpr double bounds[] = {0.5, 1};
    Histogram histogram(bounds);
    for (const double seconds : {0.25, 0.5, 0.75, 8.0})
        histogram.add(seconds);
    OpenMetrics metrics;
    metrics.family(Kind::Gauge, "notp_nodes", "Nodes.");
    metrics.sample(3, {{"state", u"running"_s}});
    metrics.sample(0, {{"state", u"lost"_s}, {"group", u"rack1"_s}});
    metrics.family(Kind::Counter, "notp_sent_bytes", "Bytes.", "bytes");
    metrics.sample(12);
    metrics.family(Kind::Histogram, "notp_took_seconds", "Time.", "seconds");
    metrics.sample(histogram, {{"stage", u"x"_s}});
    QCOMPARE(metrics.text(),
             QByteArray("# TYPE notp_nodes gauge\n"
                        "# HELP notp_nodes Nodes.\n"
                        "notp_nodes{state=\"running\"} 3\n"
                        "notp_nodes{state=\"lost\",group=\"rack1\"} 0\n"
                        "# TYPE notp_sent_bytes counter\n"
                        "# UNIT notp_sent_bytes bytes\n"
                        "# HELP notp_sent_bytes Bytes.\n"
                        "notp_sent_bytes_total 12\n"
                        "# TYPE notp_took_seconds histogram\n"
                        "# UNIT notp_took_seconds seconds\n"
                        "# HELP notp_took_seconds Time.\n"
                        "notp_took_seconds_bucket{stage=\"x\",le=\"0.5\"} 2\n"
                        "notp_took_seconds_bucket{stage=\"x\",le=\"1\"} 3\n"
                        "notp_took_seconds_bucket{stage=\"x\",le=\"+Inf\"} 4\n"
                        "notp_took_seconds_count{stage=\"x\"} 4\n"
                        "notp_took_seconds_sum{stage=\"x\"} 9.5\n"
                        "# EOF\n"));
}

void TestOpenMetrics::aLabelHoldsWhateverItIs_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("quotes") << u"say \"no\""_s << QByteArray(R"(say \"no\")");
    QTest::newRow("a backslash") << u"a\\n"_s << QByteArray(R"(a\\n)");
    QTest::newRow("a second line") << u"a\nnotp_nodes 7"_s << QByteArray(R"(a\nnotp_nodes 7)");
    QTest::newRow("other alphabets") << u"節点"_s << QByteArray("節点");
}

void TestOpenMetrics::aLabelHoldsWhateverItIs()
{
    QFETCH(QString, value);
    QFETCH(QByteArray, text);
    OpenMetrics metrics;
    metrics.family(OpenMetrics::Kind::Gauge, "x", "X.");
    metrics.sample(1, {{"label", value}});
    QVERIFY2(metrics.text().contains("x{label=\"" + text + "\"} 1\n"), metrics.text());
}

void TestOpenMetrics::numbersAreWrittenAsTheyAre_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a whole one") << 1e6 << QByteArray("1000000");
    QTest::newRow("a very small one") << 0.0005 << QByteArray("0.0005");
    QTest::newRow("a very large one") << 1e30 << QByteArray("1e+30");
    QTest::newRow("more bytes than an int holds") << 12345678901234.0 << QByteArray("12345678901234");
    QTest::newRow("a part") << 0.1 << QByteArray("0.1");
    QTest::newRow("below zero") << -2.5 << QByteArray("-2.5");
    QTest::newRow("without end") << std::numeric_limits<double>::infinity() << QByteArray("+Inf");
}

void TestOpenMetrics::numbersAreWrittenAsTheyAre()
{
    QFETCH(double, value);
    QFETCH(QByteArray, text);
    OpenMetrics metrics;
    metrics.family(OpenMetrics::Kind::Gauge, "x", "X.");
    metrics.sample(value);
    QVERIFY2(metrics.text().contains("\nx " + text + "\n"), metrics.text());
}

void TestOpenMetrics::aDurationCountsWhereItBelongs()
{
    static constexpr double bounds[] = {1, 10};
    Histogram histogram(bounds);
    for (const double seconds : {0.0, 1.0, 1.000001, 10.0, 10.5, 1e9})
        histogram.add(seconds);
    QCOMPARE(histogram.counts(), (std::vector<qint64>{2, 2, 2}));
}

QTEST_GUILESS_MAIN(TestOpenMetrics)
#include "open_metrics_test.moc"
