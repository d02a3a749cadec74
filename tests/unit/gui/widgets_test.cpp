// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/command_palette.h"
#include "gui/builds/build_table.h"
#include "gui/builds/capture_history.h"
#include "gui/connect/saved_servers.h"
#include "gui/events/event_table.h"
#include "gui/jobs/job_table.h"
#include "gui/nodes/filter_line.h"
#include "gui/nodes/heat_map.h"
#include "gui/nodes/node_delegate.h"
#include "gui/nodes/node_view.h"
#include "gui/nodes/state_look.h"
#include "gui/widgets/table_export.h"
#include "gui/widgets/theme.h"
#include "tests/support/node_feed.h"

#include <QAbstractItemModelTester>
#include <QImage>
#include <QPainter>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class GuiWidgetsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tableAndMapHaveOneSelection();
    void theSelectionSurvivesSortingAndFiltering();
    void everyStateHasAWordAndAShapeOfItsKind();
    void theFilterLineTurnsRedAndGreen();
    void nothingIsACsvFormula();
    void aJobTableIsAModel();
    void anEventTableIsAModel();
    void capturesAreReadFromTheHistory();
    void theBestCommandFitsBest();
    void serversAreRemembered();
    void aKeyIsTakenAsPeoplePasteIt_data();
    void aKeyIsTakenAsPeoplePasteIt();
    void bothPalettesCanBeRead_data();
    void bothPalettesCanBeRead();
    void theEdgeOfAProgressBarStaysOutOfItsNumber();

private:
    static void fill(NodeFeed &feed)
    {
        feed.set({NodeFeed::node(u"n1"_s, NodeState::Running, u"rack1"_s),
                  NodeFeed::node(u"n2"_s, NodeState::Failed, u"rack1"_s),
                  NodeFeed::node(u"n3"_s, NodeState::Installing, u"rack2"_s),
                  NodeFeed::node(u"n4"_s, NodeState::Lost, u"rack2"_s)});
    }
};

void GuiWidgetsTest::tableAndMapHaveOneSelection()
{
    NodeFeed feed;
    fill(feed);
    NodeSelection selection;
    NodeTable table(feed.board);
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    NodeView view(table, selection);
    HeatMap map(feed.board, selection);
    map.resize(400, 300);
    map.show();
    QVERIFY(QTest::qWaitForWindowExposed(&map));
    QTest::mouseClick(map.viewport(), Qt::LeftButton, {}, map.cellCenter(u"n2"_s));
    QCOMPARE(selection.current(), u"n2"_s);
    QCOMPARE(view.selectionModel()->selectedRows().size(), 1);
    QCOMPARE(view.selectionModel()->selectedRows().first().data().toString(), u"n2"_s);
    QTest::mouseClick(map.viewport(), Qt::LeftButton, Qt::ControlModifier, map.cellCenter(u"n3"_s));
    QCOMPARE(selection.nodes(), (QSet<NodeName>{u"n2"_s, u"n3"_s}));
    view.selectAll();
    QCOMPARE(selection.nodes().size(), 4);
    QTest::keyClick(&map, Qt::Key_Right);
    QCOMPARE(selection.nodes().size(), 1);
}

void GuiWidgetsTest::theSelectionSurvivesSortingAndFiltering()
{
    NodeFeed feed;
    fill(feed);
    NodeSelection selection;
    NodeTable table(feed.board);
    NodeView view(table, selection);
    selection.set({u"n1"_s, u"n4"_s}, u"n4"_s);
    view.sortByColumn(NodeTableModel::Name, Qt::DescendingOrder);
    QCOMPARE(selection.nodes(), (QSet<NodeName>{u"n1"_s, u"n4"_s}));
    QCOMPARE(view.currentIndex().data().toString(), u"n4"_s);
    table.setFilter(*NodeFilter::parse(u"rack1"_s));
    QCOMPARE(selection.nodes(), (QSet<NodeName>{u"n1"_s, u"n4"_s}));
    QCOMPARE(view.selectionModel()->selectedRows().size(), 1);
    table.setFilter({});
    QCOMPARE(view.selectionModel()->selectedRows().size(), 2);
}

void GuiWidgetsTest::everyStateHasAWordAndAShapeOfItsKind()
{
    QSet<QString> words;
    QMap<Accent, StateLook::Shape> shapes;
    for (int i = 0; i < nodeStateCount; ++i) {
        const auto state = static_cast<NodeState>(i);
        words.insert(StateLook::word(state));
        // A colour and a shape always come together: the shape alone says as much.
        const Accent accent = StateLook::accent(state);
        QVERIFY(!shapes.contains(accent) || shapes[accent] == StateLook::shape(state));
        shapes.insert(accent, StateLook::shape(state));
        QImage image(24, 24, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        StateLook::paint(painter, QRectF(0, 0, 24, 24), {state, 400}, QPalette());
        painter.end();
        QVERIFY(image.pixelColor(12, 12).alpha() > 0 || StateLook::shape(state) == StateLook::Shape::Ring
                || StateLook::shape(state) == StateLook::Shape::Pie);
    }
    QVERIFY(!words.contains(QString()));
    QCOMPARE(words.size(), nodeStateCount);
}

void GuiWidgetsTest::theFilterLineTurnsRedAndGreen()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings"_s), QSettings::IniFormat);
    NodeFeed feed;
    fill(feed);
    FilterLine line(feed.board, {}, settings);
    QSignalSpy changes(&line, &FilterLine::filterChanged);
    const QColor plain = line.palette().color(QPalette::Base);
    line.setText(u"is:failed"_s);
    const QColor good = line.palette().color(QPalette::Base);
    QCOMPARE(changes.size(), 1);
    QVERIFY(line.mistake().isEmpty());
    line.setText(u"is:asleep"_s);
    const QColor bad = line.palette().color(QPalette::Base);
    QCOMPARE(changes.size(), 1);
    QVERIFY(line.mistake().contains(u"asleep"_s));
    QVERIFY(good.green() > good.red() && bad.red() > bad.green());
    line.clear();
    QCOMPARE(line.palette().color(QPalette::Base), plain);
    QVERIFY(line.filter().isEmpty());
}

void GuiWidgetsTest::nothingIsACsvFormula()
{
    NodeFeed feed;
    NodeStatus node = NodeFeed::node(u"n1"_s, NodeState::Failed);
    node.failure.reason = u"=cmd(\"x\"), twice"_s;
    feed.set({node});
    const NodeTable table(feed.board);
    const QByteArray csv = modelAsCsv(table, NodeTable::columnKey);
    QVERIFY2(csv.contains("\"'=cmd(\"\"x\"\"), twice\""), csv.constData());
    QVERIFY(csv.startsWith("node,group,stage,"));
    QVERIFY(modelAsJson(table, NodeTable::columnKey).contains("\"node\": \"n1\""));
}

void GuiWidgetsTest::aJobTableIsAModel()
{
    JobTable table;
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Job job;
    job.id = u"4711"_s;
    job.nodes = {u"n1"_s, u"n2"_s};
    table.setJobs({job});
    QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
    job.state = JobState::Done;
    table.setJobs({job});
    QCOMPARE(resets.size(), 0);
    QCOMPARE(table.index(0, JobTable::Nodes).data().toString(), u"n[1-2]"_s);
    QCOMPARE(table.rowOf(u"4711"_s), 0);
    // As cidd tells it: counts, and no list.
    QCOMPARE(table.index(0, JobTable::Count).data().toString(), u"2"_s);
    job.nodes.clear();
    job.hosts = u"n[1-500]"_s;
    job.counts = {500, 20, 477, 3};
    table.setJobs({job});
    QCOMPARE(table.index(0, JobTable::Nodes).data().toString(), u"n[1-500]"_s);
    QCOMPARE(table.index(0, JobTable::Count).data().toString(), u"477 / 500 (\u2717 3)"_s);
    table.setJobs({});
    QCOMPARE(table.rowOf(u"4711"_s), -1);
}

void GuiWidgetsTest::anEventTableIsAModel()
{
    EventTable table;
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Event event;
    event.what = "state";
    for (int i = 1; i <= 3; ++i) {
        event.id = i;
        event.node = u"n%1"_s.arg(i);
        table.add({event, event});
    }
    QCOMPARE(table.rowCount(), 3);
    QCOMPARE(table.index(0, EventTable::Node).data().toString(), u"n3"_s);
    // Kinds have words; what only a newer server knows is shown as it comes.
    QCOMPARE(table.index(0, EventTable::What).data().toString(), u"stage"_s);
    event.id = 4;
    event.what = "job";
    event.to = u"done"_s;
    table.add({event});
    QCOMPARE(table.index(0, EventTable::Change).data().toString(), JobTable::stateWord(JobState::Done));
    event.id = 5;
    event.what = "moved";
    table.add({event});
    QCOMPARE(table.index(0, EventTable::What).data().toString(), u"moved"_s);
}

void GuiWidgetsTest::capturesAreReadFromTheHistory()
{
    QList<Event> events;
    const auto add = [&events](const char *what, const QString &node, const QString &image, const QString &reason) {
        Event event;
        event.id = events.size() + 1;
        event.time = event.id * 1'000;
        event.node = node;
        event.what = what;
        event.to = image;
        event.who = u"operator anna"_s;
        event.reason = reason;
        events.append(event);
    };
    const QString call = u"cidctl capture n1 --image a-1-1 --yes"_s;
    add("capture", u"n1"_s, u"a-1-1"_s, call);
    add("state", u"n1"_s, u"running"_s, {});
    add("capture-failed", u"n1"_s, u"a-1-1"_s, u"etc/busy changed"_s);
    add("capture", u"n1"_s, u"a-1-1"_s, call + u" --allow-changed"_s);
    add("capture", u"n2"_s, u"b-1-1"_s, u"cidctl capture n2 --image b-1-1 --yes"_s);
    add("captured", u"n1"_s, u"a-1-1"_s, u"digest 00"_s);
    const QList<PastCapture> captures = pastCaptures(events);
    QCOMPARE(captures.size(), 3);
    QCOMPARE(captures[0].build.state, BuildState::Running);
    QCOMPARE(captures[0].request, (CaptureRequest{u"n2"_s, u"b-1-1"_s, false}));
    QCOMPARE(captures[1].build.state, BuildState::Done);
    QCOMPARE(captures[1].request, (CaptureRequest{u"n1"_s, u"a-1-1"_s, true}));
    QCOMPARE(captures[1].build.finishedAt - captures[1].build.startedAt, 2'000);
    QCOMPARE(captures[2].build.state, BuildState::Failed);
    QCOMPARE(captures[2].build.reason, u"etc/busy changed"_s);
    QVERIFY(!captures[2].request.allowChanged && captures[2].build.id < 0);
    add("capture-cancelled", u"n2"_s, u"b-1-1"_s, u"nobody waits for it any more"_s);
    QCOMPARE(pastCaptures(events)[0].build.state, BuildState::Cancelled);
    add("capture", u"n2"_s, u"b-1-1"_s, {});
    // The server went away: the next one of that node shows that it came to nothing.
    add("capture", u"n2"_s, u"b-1-2"_s, {});
    QCOMPARE(pastCaptures(events)[1].build.state, BuildState::Failed);
}

void GuiWidgetsTest::theBestCommandFitsBest()
{
    QVERIFY(CommandPalette::score(u"Deploy"_s, u"xyz"_s) < 0);
    QVERIFY(CommandPalette::score(u"Export the table"_s, u"ett"_s) >= 0);
    QVERIFY(CommandPalette::score(u"Export the table"_s, u"exp"_s) > CommandPalette::score(u"Next page"_s, u"exp"_s));
}

void GuiWidgetsTest::serversAreRemembered()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings"_s), QSettings::IniFormat);
    const QList<SavedServer> servers{{u"one"_s, u"a:38009 b"_s, u"/key"_s, {u"ab"_s}}, {u"two"_s, u"::"_s, {}, {}}};
    saveServers(settings, servers);
    QCOMPARE(loadServers(settings), servers);
    const auto endpoints = servers[0].endpoints();
    QVERIFY(endpoints);
    QCOMPARE(endpoints->size(), 2);
    QCOMPARE(static_cast<int>(endpoints->first().port), 38009);
    QCOMPARE(SavedServer().endpoints().error().code, QByteArray("console.bad-address"));
}

void GuiWidgetsTest::aKeyIsTakenAsPeoplePasteIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isKey");
    const QString digits = u"0123456789abcdef"_s.repeated(4);
    QTest::newRow("64 digits") << digits << true;
    QTest::newRow("with a line end") << digits + u'\n' << true;
    QTest::newRow("in two lines") << digits.left(32) + u"\n  "_s + digits.mid(32) << true;
    QTest::newRow("capitals") << digits.toUpper() << true;
    QTest::newRow("63 digits") << digits.left(63) << false;
    QTest::newRow("no digit") << u"g"_s + digits.mid(1) << false;
    QTest::newRow("nothing") << QString() << false;
}

void GuiWidgetsTest::aKeyIsTakenAsPeoplePasteIt()
{
    QFETCH(QString, text);
    const auto key = parseKey(text);
    QTEST(key.has_value(), "isKey");
    if (key)
        QCOMPARE(key->size(), 32);
}

void GuiWidgetsTest::bothPalettesCanBeRead_data()
{
    QTest::addColumn<int>("appearance");
    QTest::newRow("light") << static_cast<int>(Appearance::Light);
    QTest::newRow("dark") << static_cast<int>(Appearance::Dark);
}

void GuiWidgetsTest::bothPalettesCanBeRead()
{
    QFETCH(int, appearance);
    applyAppearance(*qApp, static_cast<Appearance>(appearance));
    const QPalette palette = QApplication::palette();
    QCOMPARE(isDark(palette), appearance == static_cast<int>(Appearance::Dark));
    const auto luminance = [](const QColor &colour) {
        const auto linear = [](double part) {
            return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const auto contrast = [&](const QColor &a, const QColor &b) {
        const double lighter = std::max(luminance(a), luminance(b));
        return (lighter + 0.05) / (std::min(luminance(a), luminance(b)) + 0.05);
    };
    const QColor base = palette.color(QPalette::Base);
    QVERIFY(contrast(palette.color(QPalette::Text), base) > 7);
    QVERIFY(contrast(quietText(palette), base) > 3.5);
    // WCAG 2: 3 for what is large or drawn.
    for (const Accent accent : {Accent::Good, Accent::Busy, Accent::Waiting, Accent::Bad, Accent::Lost})
        QVERIFY2(contrast(accentColour(accent, palette), base) > 3,
                 qPrintable(QString::number(static_cast<int>(accent))));
    // The number on a progress bar, wherever the bar ends.
    const ProgressShades bar = progressShades(palette);
    QVERIFY(contrast(bar.text, bar.track) > 4.5 && contrast(bar.text, bar.done) > 4.5);
    QVERIFY(contrast(bar.edge, bar.track) > 3 && contrast(bar.done, bar.track) > 1.5);
}

void GuiWidgetsTest::theEdgeOfAProgressBarStaysOutOfItsNumber()
{
    const auto edgePixels = [](int permille) {
        QStyleOptionViewItem option;
        option.rect = QRect(0, 0, 200, 30);
        QImage image(option.rect.size(), QImage::Format_RGB32);
        image.fill(option.palette.color(QPalette::Base));
        QPainter painter(&image);
        paintProgress(painter, option, permille, u"%1 %"_s.arg(permille / 10));
        painter.end();
        int count = 0;
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, 10) == progressShades(option.palette).edge.rgb() ? 1 : 0;
        return count;
    };
    QVERIFY(edgePixels(900) > 0);
    QCOMPARE(edgePixels(500), 0);
}

QTEST_MAIN(GuiWidgetsTest)
#include "widgets_test.moc"
