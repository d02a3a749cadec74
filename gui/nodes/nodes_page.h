// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/page.h"
#include "gui/app/session.h"
#include "gui/nodes/node_selection.h"

class QLabel;
class QMenu;
class QSettings;
class QSplitter;

namespace cid {

class FilterLine;
class HeatMap;
class NodePane;
class NodeTable;
class NodeView;
class StateBar;

/// All nodes: table and heat map with one selection, one filter, and what can be done with the selected ones. The
/// session and the settings are borrowed.
class NodesPage : public Page
{
    Q_OBJECT
public:
    NodesPage(Session &session, QSettings &settings, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> commands() const override;
    void saveState() override;
    [[nodiscard]] QVariantMap moment() const override;
    void resume(const QVariantMap &moment) override;

    [[nodiscard]] NodeSelection &selection() { return m_selection; }
    [[nodiscard]] FilterLine &filterLine() { return *m_filter; }
    [[nodiscard]] HeatMap &heatMap() { return *m_heatMap; }
    [[nodiscard]] NodeView &view() { return *m_view; }

private:
    void makeActions();
    void makeViewActions();
    void build();
    void makeViews();
    void makeSplitters();
    QAction *add(const QString &icon, const QString &text, const QKeySequence &keys, void (NodesPage::*slot)());
    void deploy();
    void reinstall();
    void cancelJobs();
    void capture();
    void allowWipe();
    void askWipe(const NodeName &node, const QList<Disk> &disks);
    void copyNames();
    void selectAllMatching();
    void exportMap();
    void openShell();
    void openSerialConsole();
    void runForChosen(const QString &pattern);
    void switchPower();
    void adopt();
    void showMenu(const QPoint &position);
    void updateActions();
    void updateNote();
    void arrangeViews();
    [[nodiscard]] QStringList chosen() const;

    Session &m_session;
    QSettings &m_settings;
    NodeSelection m_selection;
    QList<QAction *> m_commands;
    QList<QAction *> m_onSelection;
    QList<QAction *> m_withoutServer; ///< on the selection, too
    NodeTable *m_table = nullptr;
    NodeView *m_view = nullptr;
    HeatMap *m_heatMap = nullptr;
    FilterLine *m_filter = nullptr;
    NodePane *m_pane = nullptr;
    StateBar *m_states = nullptr;
    QLabel *m_note = nullptr;
    QSplitter *m_across = nullptr;
    QSplitter *m_down = nullptr;
    QAction *m_showTable = nullptr;
    QAction *m_showMap = nullptr;
    QAction *m_grouped = nullptr;
};

} // namespace cid
