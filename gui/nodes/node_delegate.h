// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace cid {

/// Draws the cells of a NodeTable: the stage with its shape, progress bars, trends.
class NodeDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// A bar of \a permille with its text inside, in the cell that \a option describes.
void paintProgress(QPainter &painter, const QStyleOptionViewItem &option, int permille, const QString &text);

} // namespace cid
