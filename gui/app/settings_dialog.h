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
    // Command lines with %n for the node, %a for "on", "off" or "cycle"; see NodeCommand.
    static constexpr QLatin1StringView shellKey{"shell/command"};
    static constexpr QLatin1StringView shellCommand{"x-terminal-emulator -e ssh root@%n"};
    static constexpr QLatin1StringView serialKey{"serial/command"};
    static constexpr QLatin1StringView powerKey{"power/command"};

    explicit SettingsDialog(QSettings &settings, QWidget *parent = nullptr);

private:
    [[nodiscard]] QLineEdit *makeCommand(QLatin1StringView key, const QString &example, const QString &name);
    void keep();

    QSettings &m_settings;
    QSpinBox *m_typeAbove;
    QSpinBox *m_failureShare;
    QLineEdit *m_shell;
    QLineEdit *m_serial;
    QLineEdit *m_power;
    QCheckBox *m_notify;
};

} // namespace cid
