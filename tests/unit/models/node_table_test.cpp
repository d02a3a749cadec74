// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/models/node_table_model.h"

#include "tests/support/node_feed.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class NodeTableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void rowsAreInTheOrderOfCounting();
    void sortingKeepsNamesInOrderAmongEquals();
    void theFilterDecidesWhoIsThere();
    void aLiveFilterFollowsTheNodes();
    void groupsHaveARowAndCanBeFolded();
    void onlyWatchedRowsAreAnnounced();
    void aPictureOfTheSameNodesIsNoReset();
    void theRateIsWhatIsWrittenInASecond();
    void persistentIndexesFollowTheirNode();

private:
    [[nodiscard]] QStringList names() const;

    std::unique_ptr<NodeFeed> m_feed;
    std::unique_ptr<NodeTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void NodeTableTest::init()
{
    m_feed = std::make_unique<NodeFeed>();
    m_model = std::make_unique<NodeTableModel>(m_feed->board);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_feed->set({NodeFeed::node(u"n10"_s, NodeState::Running, u"rack2"_s),
                 NodeFeed::node(u"n9"_s, NodeState::Failed, u"rack1"_s),
                 NodeFeed::node(u"n2"_s, NodeState::Running, u"rack1"_s),
                 NodeFeed::node(u"n1"_s, NodeState::Installing)});
}

void NodeTableTest::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_feed.reset();
}

QStringList NodeTableTest::names() const
{
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row)
        names << m_model->index(row, NodeTableModel::Name).data().toString();
    return names;
}

void NodeTableTest::rowsAreInTheOrderOfCounting()
{
    QCOMPARE(names(), (QStringList{u"n1"_s, u"n2"_s, u"n9"_s, u"n10"_s}));
    m_model->sort(NodeTableModel::Name, Qt::DescendingOrder);
    QCOMPARE(names(), (QStringList{u"n10"_s, u"n9"_s, u"n2"_s, u"n1"_s}));
    QCOMPARE(m_model->rowOf(u"n9"_s), 1);
    QCOMPARE(m_model->rowOf(u"n99"_s), -1);
}

void NodeTableTest::sortingKeepsNamesInOrderAmongEquals()
{
    m_model->sort(NodeTableModel::Stage, Qt::AscendingOrder);
    QCOMPARE(names(), (QStringList{u"n1"_s, u"n2"_s, u"n10"_s, u"n9"_s}));
    m_model->sort(NodeTableModel::Stage, Qt::DescendingOrder);
    QCOMPARE(names(), (QStringList{u"n9"_s, u"n2"_s, u"n10"_s, u"n1"_s}));
}

void NodeTableTest::theFilterDecidesWhoIsThere()
{
    m_model->setFilter(*NodeFilter::parse(u"rack1"_s));
    QCOMPARE(names(), (QStringList{u"n2"_s, u"n9"_s}));
    QCOMPARE(m_model->matchCount(), 2);
    m_model->setFilter({});
    QCOMPARE(m_model->rowCount(), 4);
}

void NodeTableTest::aLiveFilterFollowsTheNodes()
{
    m_model->setFilter(*NodeFilter::parse(u"is:failed"_s));
    QCOMPARE(names(), QStringList{u"n9"_s});
    m_feed->change(NodeFeed::node(u"n2"_s, NodeState::Failed, u"rack1"_s));
    m_feed->clock.advance(1'100ms);
    m_feed->board.pulse();
    QCOMPARE(names(), (QStringList{u"n2"_s, u"n9"_s}));
}

void NodeTableTest::groupsHaveARowAndCanBeFolded()
{
    m_model->setGrouped(true);
    QCOMPARE(m_model->rowCount(), 7);
    QVERIFY(m_model->section(0));
    QCOMPARE(m_model->section(0)->name, QString());
    QCOMPARE(m_model->section(2)->name, u"rack1"_s);
    QCOMPARE(m_model->section(2)->total, 2);
    QCOMPARE(m_model->section(2)->failed, 1);
    QCOMPARE(m_model->boardRow(2), -1);
    m_model->toggleSection(2);
    QCOMPARE(m_model->rowCount(), 5);
    QVERIFY(m_model->section(2)->isFolded);
    QCOMPARE(m_model->matchCount(), 4);
    m_model->toggleSection(2);
    m_model->setGrouped(false);
    QCOMPARE(m_model->rowCount(), 4);
}

void NodeTableTest::onlyWatchedRowsAreAnnounced()
{
    m_feed->board.pulse();
    m_model->watch(1, 2);
    QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
    m_feed->change(NodeFeed::node(u"n1"_s, NodeState::Configuring));
    m_feed->change(NodeFeed::node(u"n2"_s, NodeState::Lost, u"rack1"_s));
    QCOMPARE(changes.size(), 0);
    m_feed->board.pulse();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 1);
    QCOMPARE(changes[0][1].toModelIndex().row(), 2);
    m_feed->board.pulse();
    QCOMPARE(changes.size(), 1);
}

void NodeTableTest::aPictureOfTheSameNodesIsNoReset()
{
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    QList<NodeStatus> nodes = m_feed->mirror.nodes();
    nodes[0].state = NodeState::Lost;
    m_feed->set(nodes);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(m_feed->board.status(0).state, NodeState::Lost);
    nodes.removeLast();
    m_feed->set(nodes);
    QVERIFY(resets.size() > 0);
    QCOMPARE(m_model->rowCount(), 3);
}

void NodeTableTest::theRateIsWhatIsWrittenInASecond()
{
    NodeStatus node = NodeFeed::node(u"n1"_s, NodeState::Installing);
    node.deployment = 1;
    node.progress = {0, 0, 1'000'000'000};
    m_feed->change(node);
    m_feed->board.sample();
    for (int second = 0; second < 20; ++second) {
        node.progress.written += 50'000'000 / 2;
        m_feed->clock.advance(500ms);
        m_feed->change(node);
        m_feed->board.sample();
    }
    const NodeFigures &figures = m_feed->board.figures(m_feed->board.rowOf(u"n1"_s));
    QVERIFY2(std::abs(figures.rate - 50e6) < 1e6, qPrintable(QString::number(figures.rate)));
    QVERIFY(std::abs(figures.left - 10'000) < 400);
    QCOMPARE(static_cast<int>(figures.trendCount), 21);
    QCOMPARE(m_feed->board.count(NodeState::Installing), 1);
    node.state = NodeState::Running;
    m_feed->change(node);
    m_feed->board.sample();
    QCOMPARE(m_feed->board.figures(m_feed->board.rowOf(u"n1"_s)).rate, 0.0);
}

void NodeTableTest::persistentIndexesFollowTheirNode()
{
    const QPersistentModelIndex index = m_model->index(m_model->rowOf(u"n9"_s), NodeTableModel::Name);
    m_model->sort(NodeTableModel::Name, Qt::DescendingOrder);
    QCOMPARE(index.data().toString(), u"n9"_s);
    QCOMPARE(index.row(), 1);
}

QTEST_GUILESS_MAIN(NodeTableTest)
#include "node_table_test.moc"
