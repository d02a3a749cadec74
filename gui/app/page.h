// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;

namespace cid {

/// One of the console's pages. Its actions stand in the command palette while it is shown.
class Page : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// What it can do now, with their shortcuts.
    [[nodiscard]] virtual QList<QAction *> commands() const { return {}; }
    /// Keeps what is remembered between runs; called before it goes.
    virtual void saveState() { }

Q_SIGNALS:
    /// A line for the status bar.
    void said(const QString &text);
};

} // namespace cid
