// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QTreeView>

#include <functional>

namespace cid {

class TablePrinter;

/// What can be done with any table: write what it shows into a file (CSV, JSON, PDF), print it, copy the selected rows.
/// Child of the view.
class TableTools : public QObject
{
    Q_OBJECT
public:
    /// \a keyOf gives a column's stable name for files; without it the head is its name.
    explicit TableTools(QTreeView &view, std::function<QString(int)> keyOf = {});

    /// Offers them in the view's context menu, beside the view's own actions.
    void offerInMenu();
    [[nodiscard]] QList<QAction *> actions() const { return {m_export, m_print, m_copy}; }

Q_SIGNALS:
    void said(const QString &text);

private:
    [[nodiscard]] QString title() const { return m_view.accessibleName(); }
    void askFile();
    void writePdf(const QString &path);
    void askPrinter();
    void copyRows();
    /// Shows how far it is, with a button to cancel.
    void follow(TablePrinter *printer);

    QTreeView &m_view;
    std::function<QString(int)> m_keyOf;
    QAction *m_export;
    QAction *m_print;
    QAction *m_copy;
};

} // namespace cid
