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

/// The colours of a progress bar. One colour of text is readable on what is done and on what is not, so that no letter
/// is cut in two where they meet.
struct ProgressShades
{
    QColor track;
    QColor done;
    QColor edge;
    QColor text;
};
[[nodiscard]] ProgressShades progressShades(const QPalette &palette);

/// A bar of \a permille with its text inside, in the cell that \a option describes.
void paintProgress(QPainter &painter, const QStyleOptionViewItem &option, int permille, const QString &text);

} // namespace cid
