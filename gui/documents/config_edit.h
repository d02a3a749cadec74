// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/documents/document_buffer.h"

#include <QPlainTextEdit>

class QCompleter;
class QStringListModel;

namespace cid {

/// The text view of a document: line numbers, a mark and the words of each mistake in its line, completion of sections,
/// keys and values out of the schema. The buffer is borrowed.
class ConfigEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit ConfigEdit(DocumentBuffer &buffer, QWidget *parent = nullptr);

    void goTo(int line, int column);
    /// What can stand at the end of that text, in that section. For completion and its tests.
    [[nodiscard]] static QStringList candidates(const Schema &schema, const QString &section, const QString &line);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showProblems();
    void paintNumbers();
    void offer(bool wanted);
    void complete(const QString &word);
    [[nodiscard]] QString sectionAtCursor() const;
    [[nodiscard]] int numberWidth() const;

    DocumentBuffer &m_buffer;
    QWidget *m_numbers;
    QCompleter *m_completer;
    QStringListModel *m_words;
};

} // namespace cid
