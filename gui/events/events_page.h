// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/page.h"
#include "gui/app/session.h"

class QLineEdit;
class QSettings;
class QSortFilterProxyModel;
class QTreeView;

namespace cid {

class EventTable;

/// The history as it happens: every transition, refusal and order, with who and why. The session and the settings are
/// borrowed.
class EventsPage : public Page
{
    Q_OBJECT
public:
    EventsPage(Session &session, QSettings &settings, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> commands() const override;
    void saveState() override;
    [[nodiscard]] QVariantMap moment() const override;
    void resume(const QVariantMap &moment) override;

Q_SIGNALS:
    void nodesWanted(const QString &filter);

private:
    void follow();

    Session &m_session;
    QSettings &m_settings;
    EventTable *m_table;
    QSortFilterProxyModel *m_matching;
    QLineEdit *m_search;
    QTreeView *m_view;
};

} // namespace cid
