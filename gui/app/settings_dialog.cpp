// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/settings_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

SettingsDialog::SettingsDialog(QSettings &settings, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_typeAbove(new QSpinBox)
    , m_failureShare(new QSpinBox)
    , m_shell(makeCommand(shellKey, shellCommand, tr("Command of a shell")))
    , m_serial(makeCommand(serialKey, u"x-terminal-emulator -e conman %n"_s, tr("Command of a serial console")))
    , m_power(makeCommand(powerKey, u"powerman --%a %n"_s, tr("Power command")))
    , m_notify(new QCheckBox(tr("Tell when a job is over")))
{
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_typeAbove->setRange(1, 100'000);
    m_typeAbove->setValue(settings.value(u"confirm/typeAbove"_s, 16).toInt());
    m_typeAbove->setAccessibleName(tr("Type the number above"));
    m_failureShare->setRange(1, 100);
    m_failureShare->setSuffix(tr(" %"));
    m_failureShare->setValue(settings.value(u"notify/failureShare"_s, 10).toInt());
    m_failureShare->setAccessibleName(tr("Warn when more have failed"));
    m_shell->setText(settings.value(shellKey, shellCommand).toString());
    m_notify->setChecked(settings.value(u"notify/jobs"_s, true).toBool());
    auto *form = new QFormLayout;
    form->addRow(tr("Type the number above"), m_typeAbove);
    form->addRow(tr("Warn when more have failed"), m_failureShare);
    form->addRow(m_shell->accessibleName(), m_shell);
    form->addRow(m_serial->accessibleName(), m_serial);
    form->addRow(m_power->accessibleName(), m_power);
    auto *help = new QLabel(tr("The commands run on this machine. %n stands for the node's name; %a for on, off or "
                               "cycle."));
    help->setWordWrap(true);
    form->addRow(QString(), help);
    form->addRow(QString(), m_notify);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &SettingsDialog::keep);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(buttons);
}

QLineEdit *SettingsDialog::makeCommand(QLatin1StringView key, const QString &example, const QString &name)
{
    auto *edit = new QLineEdit(m_settings.value(key).toString());
    edit->setPlaceholderText(example);
    edit->setMinimumWidth(360);
    edit->setAccessibleName(name);
    return edit;
}

void SettingsDialog::keep()
{
    m_settings.setValue(u"confirm/typeAbove"_s, m_typeAbove->value());
    m_settings.setValue(u"notify/failureShare"_s, m_failureShare->value());
    m_settings.setValue(shellKey, m_shell->text().trimmed());
    m_settings.setValue(serialKey, m_serial->text().trimmed());
    m_settings.setValue(powerKey, m_power->text().trimmed());
    m_settings.setValue(u"notify/jobs"_s, m_notify->isChecked());
    accept();
}

} // namespace cid
