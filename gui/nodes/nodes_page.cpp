// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/nodes_page.h"

#include "gui/nodes/filter_line.h"
#include "gui/nodes/heat_map.h"
#include "gui/nodes/node_pane.h"
#include "gui/nodes/node_view.h"
#include "gui/nodes/state_bar.h"
#include "gui/widgets/table_tools.h"
#include "gui/widgets/theme.h"
#include "gui/widgets/tinted_icon.h"

#include <QAction>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QToolBar>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

NodesPage::NodesPage(Session &session, QSettings &settings, QWidget *parent)
    : Page(parent)
    , m_session(session)
    , m_settings(settings)
{
    makeActions();
    build();
    const auto show = [this](const QString &node) { m_pane->show(node); };
    connect(&m_selection, &NodeSelection::currentChanged, this, show);
    connect(&m_selection, &NodeSelection::changed, this, &NodesPage::updateActions);
    connect(&session.client(), &CidClient::connected, this, &NodesPage::updateActions);
    connect(&session.client(), &CidClient::disconnected, this, &NodesPage::updateActions);
    connect(&session.board(), &NodeBoard::pulsed, this, &NodesPage::updateNote);
    updateActions();
    updateNote();
}

QAction *NodesPage::add(const QString &icon, const QString &text, const QKeySequence &keys, void (NodesPage::*slot)())
{
    auto *action = new QAction(tintedIcon(icon), text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (!keys.isEmpty())
        action->setToolTip(text + u" ("_s + keys.toString(QKeySequence::NativeText) + u')');
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    m_commands.append(action);
    return action;
}

void NodesPage::makeActions()
{
    m_onSelection = {
        add(u"deploy"_s, tr("Deploy…"), QKeySequence(u"Ctrl+D"_s), &NodesPage::deploy),
        add(u"reinstall"_s, tr("Reinstall…"), QKeySequence(u"Ctrl+Shift+R"_s), &NodesPage::reinstall),
        add(u"cancel"_s, tr("Cancel their jobs…"), QKeySequence(u"Ctrl+Shift+C"_s), &NodesPage::cancelJobs),
        add(u"capture"_s, tr("Capture…"), QKeySequence(u"Ctrl+Shift+I"_s), &NodesPage::capture),
        add(u"wipe"_s, tr("Allow a wipe…"), {}, &NodesPage::allowWipe),
    };
    m_withoutServer = {
        add(u"terminal"_s, tr("Open a shell"), QKeySequence(u"Ctrl+T"_s), &NodesPage::openShell),
        add(u"terminal"_s, tr("Open the serial console"), QKeySequence(u"Ctrl+Shift+T"_s),
            &NodesPage::openSerialConsole),
        add(u"power"_s, tr("Power…"), QKeySequence(u"Ctrl+Shift+P"_s), &NodesPage::switchPower),
        add(u"group"_s, tr("Copy the host list"), QKeySequence(u"Ctrl+Alt+C"_s), &NodesPage::copyNames),
    };
    add(u"adopt"_s, tr("Adopt machines…"), {}, &NodesPage::adopt);
    add(u"table"_s, tr("Select all that match"), QKeySequence(u"Ctrl+Shift+A"_s), &NodesPage::selectAllMatching);
    add(u"export"_s, tr("Export the heat map…"), {}, &NodesPage::exportMap);
    makeViewActions();
}

void NodesPage::makeViewActions()
{
    const auto toggle = [this](const QString &icon, const QString &text, const char *key, bool byDefault) {
        auto *action = new QAction(tintedIcon(icon), text, this);
        action->setCheckable(true);
        action->setChecked(m_settings.value(QLatin1StringView(key), byDefault).toBool());
        connect(action, &QAction::toggled, this, [this, key](bool on) {
            m_settings.setValue(QLatin1StringView(key), on);
            arrangeViews();
        });
        m_commands.append(action);
        return action;
    };
    m_showTable = toggle(u"table"_s, tr("Table"), "nodes/table", true);
    m_showMap = toggle(u"heatmap"_s, tr("Heat map"), "nodes/map", true);
    m_grouped = toggle(u"group"_s, tr("By group"), "nodes/grouped", false);
    auto *find = new QAction(tintedIcon(u"search"_s), tr("Filter the nodes"), this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QAction::triggered, this, [this] {
        m_filter->setFocus();
        m_filter->selectAll();
    });
    addAction(find);
    m_commands.append(find);
}

void NodesPage::makeViews()
{
    m_table = new NodeTable(m_session.board(), this);
    m_view = new NodeView(*m_table, m_selection);
    addTools(*new TableTools(*m_view, NodeTable::columnKey));
    m_heatMap = new HeatMap(m_session.board(), m_selection);
    m_filter = new FilterLine(m_session.board(), m_session.groups(), m_settings, this);
    m_commands.append({m_filter->savedFilters(), m_view->chooseColumns()});
    m_pane = new NodePane(m_session);
    connect(m_pane, &NodePane::said, this, &Page::said);
    m_states = new StateBar(m_session.board());
    m_note = new QLabel;
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(m_filter, &FilterLine::filterChanged, m_table, &NodeTableModel::setFilter);
    connect(m_filter, &FilterLine::filterChanged, m_heatMap, &HeatMap::setFilter);
    connect(m_filter, &FilterLine::judged, this, &NodesPage::updateNote);
    connect(m_states, &StateBar::filterWanted, m_filter, &QLineEdit::setText);
    connect(m_view, &NodeView::menuWanted, this, &NodesPage::showMenu);
    connect(m_heatMap, &HeatMap::menuWanted, this, &NodesPage::showMenu);
}

void NodesPage::makeSplitters()
{
    m_across = new QSplitter(Qt::Horizontal);
    m_across->addWidget(m_view);
    m_across->addWidget(m_heatMap);
    m_across->setStretchFactor(0, 3);
    m_across->setStretchFactor(1, 2);
    m_down = new QSplitter(Qt::Vertical);
    m_down->addWidget(m_across);
    m_down->addWidget(m_pane);
    m_down->setStretchFactor(0, 3);
    m_down->setStretchFactor(1, 1);
    for (QSplitter *splitter : {m_across, m_down}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(5);
    }
    m_down->setSizes({460, 240});
    m_across->setSizes({760, 420});
    m_across->restoreState(m_settings.value(u"nodes/across"_s).toByteArray());
    m_down->restoreState(m_settings.value(u"nodes/down"_s).toByteArray());
    m_view->restoreLayout(m_settings.value(u"nodes/columns"_s).toByteArray());
}

void NodesPage::build()
{
    makeViews();
    makeSplitters();
    auto *bar = new QToolBar;
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({18, 18});
    bar->addActions({m_onSelection[0], m_onSelection[1], m_onSelection[2]});
    bar->addSeparator();
    bar->addActions({m_showTable, m_showMap, m_grouped});
    auto *top = new QHBoxLayout;
    top->setContentsMargins(10, 6, 10, 0);
    top->addWidget(m_filter, 1);
    top->addWidget(bar);
    auto *second = new QHBoxLayout;
    second->setContentsMargins(8, 0, 12, 0);
    second->addWidget(m_states, 1);
    second->addWidget(m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addLayout(second);
    layout->addWidget(m_down, 1);
    arrangeViews();
}

QList<QAction *> NodesPage::commands() const
{
    return m_commands + tableCommands();
}

void NodesPage::saveState()
{
    m_settings.setValue(u"nodes/across"_s, m_across->saveState());
    m_settings.setValue(u"nodes/down"_s, m_down->saveState());
    m_settings.setValue(u"nodes/columns"_s, m_view->layoutState());
}

QVariantMap NodesPage::moment() const
{
    return {{u"filter"_s, m_filter->text()},
            {u"nodes"_s, QStringList(m_selection.nodes().values())},
            {u"current"_s, m_selection.current()}};
}

void NodesPage::resume(const QVariantMap &moment)
{
    const QStringList nodes = moment.value(u"nodes"_s).toStringList();
    m_filter->setText(moment.value(u"filter"_s).toString());
    m_selection.set(QSet<NodeName>(nodes.begin(), nodes.end()), moment.value(u"current"_s).toString());
}

void NodesPage::arrangeViews()
{
    if (!m_view)
        return;
    // One of the two is always there.
    if (!m_showTable->isChecked() && !m_showMap->isChecked())
        m_showTable->setChecked(true);
    m_view->setVisible(m_showTable->isChecked());
    m_heatMap->setVisible(m_showMap->isChecked());
    m_table->setGrouped(m_grouped->isChecked());
}

void NodesPage::updateActions()
{
    const bool isUp = m_session.client().isConnected();
    const bool isStale = !isUp && m_session.lostAt() > 0;
    m_view->setStale(isStale);
    m_heatMap->setStale(isStale);
    const bool hasNodes = !m_selection.nodes().isEmpty();
    for (QAction *action : std::as_const(m_onSelection))
        action->setEnabled(hasNodes && isUp);
    for (QAction *action : std::as_const(m_withoutServer))
        action->setEnabled(hasNodes);
    updateNote();
}

void NodesPage::updateNote()
{
    QPalette shade = palette();
    QString text = m_filter->mistake();
    if (!text.isEmpty()) {
        shade.setColor(QPalette::WindowText, accentColour(Accent::Bad, palette()));
    } else {
        shade.setColor(QPalette::WindowText, quietText(palette()));
        QStringList parts;
        if (!m_selection.nodes().isEmpty())
            parts << tr("%n selected", nullptr, static_cast<int>(m_selection.nodes().size()));
        if (!m_filter->filter().isEmpty())
            parts << tr("%1 of %2")
                         .arg(QLocale().toString(m_table->matchCount()), QLocale().toString(m_session.board().count()));
        if (m_session.board().totalRate() > 1)
            parts << rateText(m_session.board().totalRate());
        text = parts.join(u" · "_s);
    }
    m_note->setPalette(shade);
    if (m_note->text() != text)
        m_note->setText(text);
}

void NodesPage::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_onSelection);
    menu->addSeparator();
    menu->addActions(m_withoutServer);
    menu->popup(position);
}

} // namespace cid
