// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_selection.h"
#include "gui/nodes/node_table.h"

#include <QTreeView>

namespace cid {

/// The node table on the screen. Tells the model which rows are seen, keeps the common selection, and draws groups
/// over the whole width. Model and selection are borrowed.
class NodeView : public QTreeView
{
    Q_OBJECT
public:
    NodeView(NodeTable &table, NodeSelection &selection, QWidget *parent = nullptr);

    /// Columns, their order, widths and the sorting, as QHeaderView spells it.
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);
    /// Opens the menu of the columns, for those who have no mouse.
    [[nodiscard]] QAction *chooseColumns() const { return m_chooseColumns; }
    /// Greyed: what is shown is old.
    void setStale(bool isStale);

Q_SIGNALS:
    void menuWanted(const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void makeColumns();
    void watchVisible();
    void showSelection();
    void takeSelection();
    void showColumnMenu(const QPoint &position);

    NodeTable &m_table;
    NodeSelection &m_selection;
    QAction *m_chooseColumns = nullptr;
    bool m_isSyncing = false;
    bool m_isStale = false;
    int m_keptScroll = 0;
};

} // namespace cid
