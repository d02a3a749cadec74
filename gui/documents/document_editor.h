// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/documents/document_buffer.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QTabWidget;

namespace cid {

class ConfigEdit;
class DiffView;
class FormView;

/// One of the server's text files: form and text views of it, its history, and saving with a look at the difference.
class DocumentEditor : public QWidget
{
    Q_OBJECT
public:
    DocumentEditor(Session &session, const QString &name, const Schema *schema, const QString &draftFolder);
    ~DocumentEditor() override;

    [[nodiscard]] DocumentBuffer &buffer() { return m_buffer; }
    [[nodiscard]] FormView &form() { return *m_form; }
    [[nodiscard]] QTabWidget &tabs() { return *m_tabs; }
    [[nodiscard]] QList<QAction *> commands() const;

Q_SIGNALS:
    void said(const QString &text);

private:
    void build();
    void makeActions();
    [[nodiscard]] QWidget *makeHistory();
    void makeTabs();
    void showState();
    void showVersions();
    void compareVersion();
    void rollBack();
    void askSave();
    void say(const QString &text, bool isBad);

    DocumentBuffer m_buffer;
    QTabWidget *m_tabs = nullptr;
    FormView *m_form = nullptr;
    ConfigEdit *m_text = nullptr;
    QListWidget *m_versions = nullptr;
    DiffView *m_diff = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_note = nullptr;
    QAction *m_save = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QAction *m_revert = nullptr;
    QAction *m_rollBack = nullptr;
    QByteArray m_shownVersion;
};

} // namespace cid
