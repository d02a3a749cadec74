// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/session.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QTreeWidget;

namespace cid {

/// Machines that connected and that node_db does not name: gives them names in the order of power-on, after it has
/// shown which machine gets which. The session is borrowed.
class AdoptDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AdoptDialog(Session &session, QWidget *parent = nullptr);

Q_SIGNALS:
    void adopted(int machines);

private:
    void ask();
    void showMachines(const QList<DiscoveredMachine> &machines);
    void plan();
    void adopt();
    [[nodiscard]] QStringList chosenMacs() const;

    Session &m_session;
    QTimer m_timer;
    QTreeWidget *m_list;
    QLineEdit *m_names;
    QLabel *m_note;
    QDialogButtonBox *m_buttons;
};

} // namespace cid
