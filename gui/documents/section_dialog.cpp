// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/section_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace cid {

using namespace Qt::StringLiterals;

SectionDialog::SectionDialog(const Schema &schema, QStringList taken, QWidget *parent)
    : QDialog(parent)
    , m_schema(schema)
    , m_taken(std::move(taken))
    , m_type(new QComboBox)
    , m_name(new QLineEdit)
    , m_hint(new QLabel)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New section"));
    for (const SectionRule &rule : schema.sections)
        m_type->addItem(QString::fromLatin1(rule.type));
    m_type->setAccessibleName(tr("Kind of section"));
    m_name->setAccessibleName(tr("Name"));
    m_hint->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    auto *form = new QFormLayout(this);
    form->addRow(tr("Kind of section"), m_type);
    form->addRow(tr("Name"), m_name);
    form->addRow(m_hint);
    form->addRow(buttons);
    connect(m_type, &QComboBox::currentIndexChanged, this, &SectionDialog::judge);
    connect(m_name, &QLineEdit::textChanged, this, &SectionDialog::judge);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(m_type->currentText(), m_name->text().trimmed());
        accept();
    });
    m_name->setFocus();
    judge();
}

const SectionRule &SectionDialog::rule() const
{
    return m_schema.sections[static_cast<size_t>(std::max(0, m_type->currentIndex()))];
}

void SectionDialog::judge()
{
    const bool isNamed = rule().isNamed;
    m_name->setEnabled(isNamed);
    const QString name = isNamed ? m_name->text().trimmed() : QString();
    const bool isTaken = m_taken.contains(m_type->currentText() + u' ' + name);
    m_hint->setText(isTaken ? tr("That section is there already.") : QString());
    m_ok->setEnabled(!isTaken && name.isEmpty() != isNamed);
}

} // namespace cid
