// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/table_printer.h"
#include "gui/widgets/table_tools.h"
#include "gui/widgets/theme.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPdfWriter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace cid;
using namespace Qt::StringLiterals;

class TableToolsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTableIsPrintedPageByPage();
    void whatIsCancelledEnds();
    void onlyWhatIsSeenIsPrinted();
    void theToolsAreNamedByTheTable();
    void selectedRowsAreCopied();
    void dialogButtonsHaveNoIcons();

private:
    static void fill(QTreeWidget &table, int rows)
    {
        table.setAccessibleName(u"Nodes"_s);
        table.setHeaderLabels({u"Node"_s, u"State"_s, u"Reason"_s});
        for (int i = 0; i < rows; ++i)
            table.addTopLevelItem(new QTreeWidgetItem({u"n%1"_s.arg(i), u"failed"_s, u"why "_s.repeated(60)}));
    }
};

void TableToolsTest::aTableIsPrintedPageByPage()
{
    QTreeWidget table;
    fill(table, 500);
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    const auto pdf = std::make_shared<QPdfWriter>(&buffer);
    TablePrinter printer(TablePrinter::contentOf(table, u"Nodes"_s), pdf);
    QSignalSpy pages(&printer, &TablePrinter::progressed);
    QSignalSpy finished(&printer, &TablePrinter::finished);
    QVERIFY(printer.start());
    QVERIFY(printer.pageCount() > 3);
    QCOMPARE(pages.size(), 0); // Nobody was held up.
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(pages.size(), printer.pageCount());
    QVERIFY(buffer.data().startsWith("%PDF"));
    QCOMPARE(buffer.data().count("/Type /Page\n"), printer.pageCount());
}

void TableToolsTest::whatIsCancelledEnds()
{
    QTreeWidget table;
    fill(table, 5'000);
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    auto printer = std::make_unique<TablePrinter>(TablePrinter::contentOf(table, u"Nodes"_s),
                                                  std::make_shared<QPdfWriter>(&buffer));
    QSignalSpy pages(printer.get(), &TablePrinter::progressed);
    QVERIFY(printer->start());
    QTRY_VERIFY(!pages.isEmpty());
    QVERIFY(pages.size() < printer->pageCount());
    printer.reset();
}

void TableToolsTest::onlyWhatIsSeenIsPrinted()
{
    QTreeWidget table;
    fill(table, 1);
    table.setColumnHidden(1, true);
    table.header()->moveSection(2, 0);
    table.topLevelItem(0)->setTextAlignment(0, Qt::AlignRight);
    const TablePrinter::Content content = TablePrinter::contentOf(table, u"Nodes"_s);
    QCOMPARE(content.heads, (QStringList{u"Reason"_s, u"Node"_s}));
    QCOMPARE(content.rows.first().last(), u"n0"_s);
    QCOMPARE(content.alignments.last(), Qt::AlignRight);
}

void TableToolsTest::theToolsAreNamedByTheTable()
{
    QTreeWidget table;
    fill(table, 1);
    auto *tools = new TableTools(table);
    tools->offerInMenu();
    QCOMPARE(table.actions(), tools->actions());
    QCOMPARE(table.contextMenuPolicy(), Qt::ActionsContextMenu);
    QCOMPARE(tools->actions().first()->text(), u"Export \"Nodes\"…"_s);
}

void TableToolsTest::selectedRowsAreCopied()
{
    QTreeWidget table;
    fill(table, 3);
    table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    table.setColumnHidden(2, true);
    const auto *tools = new TableTools(table);
    table.topLevelItem(2)->setSelected(true);
    table.topLevelItem(0)->setSelected(true);
    tools->actions().last()->trigger();
    QCOMPARE(QApplication::clipboard()->text(), u"n0\tfailed\nn2\tfailed"_s);
}

void TableToolsTest::dialogButtonsHaveNoIcons()
{
    applyAppearance(*qApp, Appearance::Light);
    const QDialogButtonBox box(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    for (const QAbstractButton *button : box.buttons())
        QVERIFY(button->icon().isNull());
}

QTEST_MAIN(TableToolsTest)
#include "table_tools_test.moc"
