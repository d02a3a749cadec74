// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/settings_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
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
    , m_shell(new QLineEdit)
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
    m_shell->setText(settings.value(u"shell/command"_s, u"x-terminal-emulator -e ssh root@%n"_s).toString());
    m_shell->setMinimumWidth(320);
    m_shell->setAccessibleName(tr("Command of a shell"));
    m_notify->setChecked(settings.value(u"notify/jobs"_s, true).toBool());
    auto *form = new QFormLayout;
    form->addRow(tr("Type the number above"), m_typeAbove);
    form->addRow(tr("Warn when more have failed"), m_failureShare);
    form->addRow(tr("Command of a shell"), m_shell);
    form->addRow(QString(), m_notify);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &SettingsDialog::keep);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(buttons);
}

void SettingsDialog::keep()
{
    m_settings.setValue(u"confirm/typeAbove"_s, m_typeAbove->value());
    m_settings.setValue(u"notify/failureShare"_s, m_failureShare->value());
    m_settings.setValue(u"shell/command"_s, m_shell->text().trimmed());
    m_settings.setValue(u"notify/jobs"_s, m_notify->isChecked());
    accept();
}

} // namespace cid
