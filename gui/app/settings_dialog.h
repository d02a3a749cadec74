// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QSettings;
class QSpinBox;
class QLineEdit;
class QCheckBox;

namespace cid {

/// What the operator may set about the console itself. The settings are borrowed.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit SettingsDialog(QSettings &settings, QWidget *parent = nullptr);

private:
    void keep();

    QSettings &m_settings;
    QSpinBox *m_typeAbove;
    QSpinBox *m_failureShare;
    QLineEdit *m_shell;
    QCheckBox *m_notify;
};

} // namespace cid
