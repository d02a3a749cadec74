// SPDX-License-Identifier: GPL-3.0-or-later
// What the views of the nodes remember, and the map as a file.
#include "gui/nodes/filter_line.h"
#include "gui/nodes/heat_map.h"
#include "gui/nodes/node_view.h"
#include "tests/support/node_feed.h"

#include <QAction>
#include <QFile>
#include <QHeaderView>
#include <QImage>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class NodeViewsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void columnsAreRemembered();
    void columnsAreChosenWithoutAMouse();
    void filtersAreSavedAndForgotten();
    void theHeatMapIsWritten_data();
    void theHeatMapIsWritten();
    void aFileThatCannotBeWrittenIsSaid();

private:
    /// The actions of the menu that this action opens.
    [[nodiscard]] static QList<QAction *> menuOf(const QWidget &owner, QAction &opens);

    NodeFeed m_feed;
    NodeSelection m_selection;
    QTemporaryDir m_folder;
};

void NodeViewsTest::initTestCase()
{
    m_feed.set({NodeFeed::node(u"n1"_s, NodeState::Running, u"rack1"_s),
                NodeFeed::node(u"n2"_s, NodeState::Failed, u"rack1"_s),
                NodeFeed::node(u"n3"_s, NodeState::Installing, u"rack2"_s)});
}

QList<QAction *> NodeViewsTest::menuOf(const QWidget &owner, QAction &opens)
{
    opens.trigger();
    auto *menu = owner.findChild<QMenu *>();
    return menu ? menu->actions() : QList<QAction *>();
}

void NodeViewsTest::columnsAreRemembered()
{
    NodeTable table(m_feed.board);
    QByteArray kept;
    {
        NodeView view(table, m_selection);
        view.header()->moveSection(NodeTableModel::Stage, 0);
        view.setColumnWidth(NodeTableModel::Name, 222);
        view.setColumnHidden(NodeTableModel::Trend, true);
        view.setColumnHidden(NodeTableModel::Address, false);
        view.sortByColumn(NodeTableModel::Stage, Qt::DescendingOrder);
        kept = view.layoutState();
    }
    NodeTable again(m_feed.board);
    NodeView view(again, m_selection);
    view.restoreLayout(kept);
    QCOMPARE(view.header()->visualIndex(NodeTableModel::Stage), 0);
    QCOMPARE(view.columnWidth(NodeTableModel::Name), 222);
    QVERIFY(view.isColumnHidden(NodeTableModel::Trend) && !view.isColumnHidden(NodeTableModel::Address));
    QCOMPARE(view.header()->sortIndicatorSection(), int(NodeTableModel::Stage));
    QCOMPARE(view.header()->sortIndicatorOrder(), Qt::DescendingOrder);
    // What is no such state changes nothing.
    view.restoreLayout("nonsense");
    QCOMPARE(view.columnWidth(NodeTableModel::Name), 222);
}

void NodeViewsTest::columnsAreChosenWithoutAMouse()
{
    NodeTable table(m_feed.board);
    NodeView view(table, m_selection);
    const QList<QAction *> columns = menuOf(view, *view.chooseColumns());
    QCOMPARE(columns.size(), int(NodeTableModel::columnTotal));
    QVERIFY(!columns[NodeTableModel::Name]->isEnabled());
    columns[NodeTableModel::Trend]->trigger();
    QVERIFY(view.isColumnHidden(NodeTableModel::Trend));
}

void NodeViewsTest::filtersAreSavedAndForgotten()
{
    QSettings settings(m_folder.filePath(u"settings"_s), QSettings::IniFormat);
    const auto choose = [this, &settings](const QString &typed, qsizetype item) {
        FilterLine line(m_feed.board, {}, settings);
        line.setText(typed);
        const QList<QAction *> menu = menuOf(line, *line.savedFilters());
        QAction *chosen = menu.value(item < 0 ? menu.size() - 1 : item);
        if (!chosen || !chosen->isEnabled())
            return QString();
        chosen->trigger();
        return line.text();
    };
    QCOMPARE(choose(u"is:asleep"_s, -1), QString()); // no filter, so it cannot be saved
    QCOMPARE(choose(u"rack1 is:failed"_s, -1), u"rack1 is:failed"_s);
    QCOMPARE(choose({}, 0), u"rack1 is:failed"_s); // another line, another day
    choose(u"rack1 is:failed"_s, -1);
    QCOMPARE(choose({}, 0), QString());
}

void NodeViewsTest::theHeatMapIsWritten_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("as a drawing") << u"nodes.svg"_s;
    QTest::newRow("as a picture") << u"nodes.png"_s;
}

void NodeViewsTest::theHeatMapIsWritten()
{
    QFETCH(QString, name);
    HeatMap map(m_feed.board, m_selection);
    map.resize(400, 300);
    map.show();
    QVERIFY(QTest::qWaitForWindowExposed(&map));
    const QString path = m_folder.filePath(name);
    QVERIFY(map.writeTo(path, u"a cluster"_s));
    if (name.endsWith(".png"_L1)) {
        const QImage image(path);
        QCOMPARE(image.size(), map.contentSize() * 2);
        QVERIFY(image.pixelColor(map.cellCenter(u"n1"_s) * 2) != image.pixelColor(0, 0));
        return;
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains("<title>a cluster</title>") && text.contains("rack2"), text.constData());
}

void NodeViewsTest::aFileThatCannotBeWrittenIsSaid()
{
    const HeatMap map(m_feed.board, m_selection);
    QVERIFY(!map.writeTo(m_folder.filePath(u"missing/nodes.svg"_s), {}));
    QVERIFY(!map.writeTo(m_folder.filePath(u"missing/nodes.png"_s), {}));
}

QTEST_MAIN(NodeViewsTest)
#include "node_views_test.moc"
