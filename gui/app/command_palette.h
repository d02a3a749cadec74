// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace cid {

/// Every action by its name: type some letters of it, Enter does it. Closes and deletes itself.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    CommandPalette(const QList<QAction *> &actions, QWidget *parent);

    /// How well the letters fit, in their order but with gaps; below 0: not at all.
    [[nodiscard]] static int score(const QString &text, const QString &typed);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void run();

    QList<QAction *> m_actions;
    QLineEdit *m_typed;
    QListWidget *m_list;
};

} // namespace cid
