// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/schema.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace cid {

/// Asks for the type and the name of a new section. \a taken are the "type name"s that are there.
class SectionDialog : public QDialog
{
    Q_OBJECT
public:
    SectionDialog(const Schema &schema, QStringList taken, QWidget *parent);

Q_SIGNALS:
    void chosen(const QString &type, const QString &name);

private:
    void judge();
    [[nodiscard]] const SectionRule &rule() const;

    const Schema &m_schema;
    QStringList m_taken;
    QComboBox *m_type;
    QLineEdit *m_name;
    QLabel *m_hint;
    QPushButton *m_ok = nullptr;
};

} // namespace cid
