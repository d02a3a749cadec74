// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/session.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cid {

/// Stands above every page while there is no connection: since when, why, and a button to try at once. The session is
/// borrowed.
class ConnectionBanner : public QFrame
{
    Q_OBJECT
public:
    explicit ConnectionBanner(Session &session, QWidget *parent = nullptr);

private:
    void refresh();

    Session &m_session;
    QTimer m_timer;
    QLabel *m_text;
    QPushButton *m_retry;
};

} // namespace cid
