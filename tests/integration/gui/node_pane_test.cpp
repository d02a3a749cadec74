// SPDX-License-Identifier: GPL-3.0-or-later
// What the pane says of one node.
#include "gui/nodes/disk_list.h"
#include "gui/nodes/nodes_page.h"
#include "tests/support/demo_window.h"

#include <QAbstractItemModelTester>

using namespace cid;
using namespace Qt::StringLiterals;

class NodePaneTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_demo.open(40, 40)); }
    void theSlotsOfANodeAreShown();

private:
    test::DemoWindow m_demo;
};

void NodePaneTest::theSlotsOfANodeAreShown()
{
    auto &nodes = m_demo.page<NodesPage>(u"nodes"_s);
    nodes.selection().set({u"n03"_s}, u"n03"_s);
    auto *list = nodes.findChild<DiskList *>();
    QVERIFY(list);
    QAbstractItemModelTester tester(list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(list->topLevelItemCount(), 4); // the disk and its slots
    QStringList rows;
    for (int i = 0; i < list->topLevelItemCount(); ++i)
        rows << list->topLevelItem(i)->text(2) + u' ' + list->topLevelItem(i)->text(3) + u' '
                + list->topLevelItem(i)->text(4);
    QVERIFY2(rows[0].endsWith("notP's own"_L1), qPrintable(rows[0]));
    const NodeMirror &mirror = m_demo.session().mirror();
    const ImageId image = mirror.nodes()[mirror.rowOf(u"n03"_s)].image;
    const QString running = image.name + u' ' + image.version + u'-' + image.subversion;
    QVERIFY2(rows.contains(running + u" whole · runs · starts next"_s), qPrintable(rows.join(u'\n')));
    QVERIFY2(rows.contains(u"  empty"_s), qPrintable(rows.join(u'\n')));
}

QTEST_MAIN(NodePaneTest)
#include "node_pane_test.moc"
