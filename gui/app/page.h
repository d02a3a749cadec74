// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariantMap>
#include <QWidget>

class QAction;

namespace cid {

class TableTools;

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
    /// What is looked at just now, for the page that takes this one's place in another language.
    [[nodiscard]] virtual QVariantMap moment() const { return {}; }
    virtual void resume(const QVariantMap &moment) { Q_UNUSED(moment) }

Q_SIGNALS:
    /// A line for the status bar.
    void said(const QString &text);
    /// Something is over that took a while: for those, too, who look elsewhere.
    void told(const QString &text);

protected:
    /// The page's main table: Ctrl+E exports it, Ctrl+P prints it.
    void addTools(TableTools &tools);
    [[nodiscard]] const QList<QAction *> &tableCommands() const { return m_tableCommands; }

private:
    QList<QAction *> m_tableCommands;
};

} // namespace cid
