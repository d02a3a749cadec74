// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/models/node_filter.h"
#include "gui/nodes/node_selection.h"

#include <QAbstractScrollArea>

namespace cid {

/// Every node as a cell, rack by rack: what is wrong somewhere among ten thousand is seen at once. Cells are as large
/// as fits. Colours are the states', with a mark for failures and a level for progress. Click, drag and arrow keys
/// select. Board and selection are borrowed.
class HeatMap : public QAbstractScrollArea
{
    Q_OBJECT
public:
    HeatMap(const NodeBoard &board, NodeSelection &selection, QWidget *parent = nullptr);

    /// Nodes that do not pass are drawn pale.
    void setFilter(const NodeFilter &filter);
    /// Greyed: what is shown is old.
    void setStale(bool isStale);
    /// The whole map, for exports; \a painter may be an SVG's.
    void paintAll(QPainter &painter) const;
    [[nodiscard]] QSize contentSize() const;
    /// The whole map as SVG or, where the name does not end like that, as PNG at twice the size. False where the file
    /// cannot be written.
    [[nodiscard]] bool writeTo(const QString &path, const QString &title) const;
    /// The middle of a node's cell, for tests; null where there is none.
    [[nodiscard]] QPoint cellCenter(const NodeName &node) const;

Q_SIGNALS:
    void menuWanted(const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Block
    {
        QString name;
        QList<int> rows; ///< of the board, in natural order
        QRect box; ///< of the cells, in content coordinates
        int columns = 1;
    };

    void arrange();
    [[nodiscard]] int tryArrange(int cell);
    void paintBlock(QPainter &painter, const Block &block, const QRect &visible) const;
    void paintCell(QPainter &painter, const QRect &cell, int row) const;
    [[nodiscard]] QRect cellRect(const Block &block, qsizetype i) const;
    [[nodiscard]] int rowAt(const QPoint &content) const;
    [[nodiscard]] QPoint toContent(const QPoint &viewportPoint) const;
    void selectInside(const QRect &content, bool adds);
    void moveCurrent(int by, bool adds);
    [[nodiscard]] QString describe(int row) const;

    const NodeBoard &m_board;
    NodeSelection &m_selection;
    NodeFilter m_filter;
    QList<Block> m_blocks;
    QList<int> m_order; ///< all rows as they are shown
    int m_cell = 12;
    int m_height = 0;
    bool m_isStale = false;
    QPoint m_dragStart;
    QRect m_drag;
    QSet<NodeName> m_beforeDrag;
};

} // namespace cid
