// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/models/node_filter.h"

#include <QLineEdit>

class QCompleter;
class QSettings;
class QStringListModel;

namespace cid {

/// Where a NodeFilter is typed: green while it is one, red while it is none, with completion of keys, stages, groups
/// and images, and the filters that the operator saved. Board and settings are borrowed.
class FilterLine : public QLineEdit
{
    Q_OBJECT
public:
    FilterLine(const NodeBoard &board, HostGroups groups, QSettings &settings, QWidget *parent = nullptr);

    [[nodiscard]] const NodeFilter &filter() const { return m_filter; }
    /// Why the text is no filter; empty while it is one.
    [[nodiscard]] const QString &mistake() const { return m_mistake; }
    /// Opens the menu of the saved filters.
    [[nodiscard]] QAction *savedFilters() const { return m_saved; }

Q_SIGNALS:
    /// The text is a filter, another one than before.
    void filterChanged(const cid::NodeFilter &filter);
    /// The text became right or wrong.
    void judged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void judge();
    void colour();
    void offer();
    void insertCompletion(const QString &word);
    void showSaved();
    [[nodiscard]] std::pair<int, QString> wordAtCursor() const;

    const NodeBoard &m_board;
    HostGroups m_groups;
    QSettings &m_settings;
    NodeFilter m_filter;
    QString m_mistake;
    QAction *m_saved = nullptr;
    QCompleter *m_completer;
    QStringListModel *m_words;
};

} // namespace cid
