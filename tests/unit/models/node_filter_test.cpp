// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/models/node_filter.h"

#include "common/models/natural_order.h"
#include "tests/support/node_feed.h"

#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class NodeFilterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theRightNodesPass_data();
    void theRightNodesPass();
    void aMistakeSaysWhereItIs_data();
    void aMistakeSaysWhereItIs();
    void namesAreCountedAsPeopleCount_data();
    void namesAreCountedAsPeopleCount();
    void aFilterKnowsWhetherReportsMatter();
};

namespace {

QList<NodeStatus> nodes()
{
    using test::NodeFeed;
    NodeStatus running = NodeFeed::node(u"n01"_s, NodeState::Running, u"rack1"_s);
    running.image = *ImageId::parse(u"linux-1.4-2"_s);
    running.connected = true;
    NodeStatus installing = NodeFeed::node(u"n02"_s, NodeState::Installing, u"rack1"_s);
    installing.wanted = *ImageId::parse(u"gpu-12-1"_s);
    installing.progress = {0, 25, 100};
    installing.since = 1'000;
    installing.job = u"4711"_s;
    NodeStatus failed = NodeFeed::node(u"n10"_s, NodeState::Failed, u"rack2"_s);
    failed.failure.reason = u"write error: disk full"_s;
    NodeStatus rebooting = NodeFeed::node(u"gpu1"_s, NodeState::RebootingToImage, u"rack2"_s);
    rebooting.drifted = true;
    return {running, installing, failed, rebooting};
}

Result<QStringList> groups(const QString &name)
{
    if (name == "rack2"_L1)
        return QStringList{u"n10"_s, u"gpu1"_s};
    return fail(makeError(ErrorKind::NotFound, "hosts.unknown-group", name));
}

} // namespace

void NodeFilterTest::theRightNodesPass_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("passing");
    const QStringList all{u"n01"_s, u"n02"_s, u"n10"_s, u"gpu1"_s};

    QTest::newRow("nothing lets everybody pass") << QString() << all;
    QTest::newRow("blanks are nothing") << u"   "_s << all;
    QTest::newRow("a group's name") << u"rack1"_s << QStringList{u"n01"_s, u"n02"_s};
    QTest::newRow("a part of a name") << u"n0"_s << QStringList{u"n01"_s, u"n02"_s};
    QTest::newRow("a pattern is anchored") << u"n*"_s << QStringList{u"n01"_s, u"n02"_s, u"n10"_s};
    QTest::newRow("a host list") << u"n[01-10]"_s << QStringList{u"n01"_s, u"n02"_s, u"n10"_s};
    QTest::newRow("a host list with blanks in brackets") << u"n[01, 10]"_s << QStringList{u"n01"_s, u"n10"_s};
    QTest::newRow("a group as host lists write it") << u"@rack2"_s << QStringList{u"n10"_s, u"gpu1"_s};
    QTest::newRow("a stage") << u"stage:failed"_s << QStringList{u"n10"_s};
    QTest::newRow("a stage as people call it") << u"stage:unpacking"_s << QStringList{u"n02"_s};
    QTest::newRow("a stage that is half typed") << u"stage:reb"_s << QStringList{u"gpu1"_s};
    QTest::newRow("one of two stages") << u"stage:failed,running"_s << QStringList{u"n01"_s, u"n10"_s};
    QTest::newRow("not a stage") << u"-stage:failed"_s << QStringList{u"n01"_s, u"n02"_s, u"gpu1"_s};
    QTest::newRow("not equal") << u"stage!=failed"_s << QStringList{u"n01"_s, u"n02"_s, u"gpu1"_s};
    QTest::newRow("busy") << u"is:busy"_s << QStringList{u"n02"_s, u"gpu1"_s};
    QTest::newRow("drifted") << u"is:drifted"_s << QStringList{u"gpu1"_s};
    QTest::newRow("an image's full name") << u"image:linux-1.4-2"_s << QStringList{u"n01"_s};
    QTest::newRow("an image's bare name") << u"image:linux"_s << QStringList{u"n01"_s};
    QTest::newRow("an image by pattern") << u"image:linux-1.*"_s << QStringList{u"n01"_s};
    QTest::newRow("a wanted image") << u"wanted:gpu"_s << QStringList{u"n02"_s};
    QTest::newRow("a job") << u"job:4711"_s << QStringList{u"n02"_s};
    QTest::newRow("less progress") << u"progress<50"_s << QStringList{u"n02"_s};
    QTest::newRow("more progress holds for nobody") << u"progress>50%"_s << QStringList{};
    QTest::newRow("time in the stage") << u"elapsed>1s"_s << QStringList{u"n02"_s};
    QTest::newRow("a part of the reason") << u"reason:\"disk full\""_s << QStringList{u"n10"_s};
    QTest::newRow("all terms have to hold") << u"rack2 is:failed"_s << QStringList{u"n10"_s};
    QTest::newRow("keys in capitals") << u"STAGE:Failed"_s << QStringList{u"n10"_s};
}

void NodeFilterTest::theRightNodesPass()
{
    QFETCH(QString, text);
    const auto filter = NodeFilter::parse(text, groups);
    QVERIFY2(filter, filter ? "" : qPrintable(filter.error().text));
    QStringList passing;
    const NodeFigures figures;
    for (const NodeStatus &node : nodes()) {
        if (filter->matches({node, figures, 10'000}))
            passing.append(node.name);
    }
    QTEST(passing, "passing");
}

void NodeFilterTest::aMistakeSaysWhereItIs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("length");
    QTest::newRow("an unknown key") << u"rack1 stag:failed"_s << QByteArray("filter.unknown-key") << 6 << 11;
    QTest::newRow("an unknown stage") << u"stage:sleeping"_s << QByteArray("filter.bad-value") << 0 << 14;
    QTest::newRow("no number") << u"rate<fast"_s << QByteArray("filter.bad-value") << 0 << 9;
    QTest::newRow("no value") << u"image:"_s << QByteArray("filter.bad-value") << 0 << 6;
    QTest::newRow("smaller than a text") << u"image<3"_s << QByteArray("filter.bad-operator") << 0 << 7;
    QTest::newRow("a group that is not there") << u"@rack9"_s << QByteArray("hosts.unknown-group") << 0 << 6;
}

void NodeFilterTest::aMistakeSaysWhereItIs()
{
    QFETCH(QString, text);
    const auto filter = NodeFilter::parse(text, groups);
    QVERIFY(!filter);
    QTEST(filter.error().code, "code");
    const NodeFilter::Mark mark = NodeFilter::markOf(filter.error());
    QTEST(static_cast<int>(mark.start), "start");
    QTEST(static_cast<int>(mark.length), "length");
}

void NodeFilterTest::namesAreCountedAsPeopleCount_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("numbers by value") << u"n9"_s << u"n10"_s;
    QTest::newRow("numbers inside") << u"rack2n1"_s << u"rack10n1"_s;
    QTest::newRow("padding decides last") << u"n01"_s << u"n1"_s;
    QTest::newRow("a prefix first") << u"n"_s << u"n1"_s;
    QTest::newRow("capitals do not matter") << u"a1"_s << u"B1"_s;
}

void NodeFilterTest::namesAreCountedAsPeopleCount()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QVERIFY(naturalLess(first, second));
    QVERIFY(!naturalLess(second, first));
    QVERIFY(!naturalLess(first, first));
}

void NodeFilterTest::aFilterKnowsWhetherReportsMatter()
{
    QVERIFY(!NodeFilter::parse(u"n[1-3] group:rack1"_s)->isLive());
    QVERIFY(NodeFilter::parse(u"n[1-3] is:busy"_s)->isLive());
}

QTEST_GUILESS_MAIN(NodeFilterTest)
#include "node_filter_test.moc"
