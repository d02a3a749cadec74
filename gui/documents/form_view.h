// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/documents/document_buffer.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QScrollArea;

namespace cid {

/// The form view of a document: its sections at the left, a field for each key that the schema knows at the right, with
/// the help of the schema and the comment that stands above the key in the file. Writes into the same text, so that
/// one undo stack holds both. The buffer is borrowed.
class FormView : public QWidget
{
    Q_OBJECT
public:
    explicit FormView(DocumentBuffer &buffer, QWidget *parent = nullptr);

    void select(const QString &type, const QString &name);
    [[nodiscard]] QString selectedName() const;

Q_SIGNALS:
    void sectionSelected(const QString &type, const QString &name);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void fillList();
    void showSection();
    void addField(QFormLayout &form, const Section &section, const KeyRule &rule);
    [[nodiscard]] QWidget *makeField(const Section &section, const KeyRule &rule);
    void write(const Section &section, const QString &key, const QString &value);
    void addSection();
    void complain(const QString &text);
    /// The first line behind the section, from 1.
    [[nodiscard]] int endOf(const Section &section) const;
    [[nodiscard]] const Section *current() const;

    DocumentBuffer &m_buffer;
    QList<Section> m_sections;
    QStringList m_lines;
    QListWidget *m_list;
    QScrollArea *m_area;
    QLabel *m_error;
    QPushButton *m_add;
    bool m_isStale = true;
    bool m_isWriting = false;
};

} // namespace cid
