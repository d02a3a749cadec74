// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/models/node_board.h"

#include <QWidget>

class QToolButton;

namespace cid {

/// How many nodes are how, in a row of buttons; each one filters. The board is borrowed.
class StateBar : public QWidget
{
    Q_OBJECT
public:
    explicit StateBar(const NodeBoard &board, QWidget *parent = nullptr);

Q_SIGNALS:
    /// "is:failed", or nothing for all.
    void filterWanted(const QString &filter);

private:
    void refresh();

    const NodeBoard &m_board;
    QList<QToolButton *> m_buttons;
};

} // namespace cid
