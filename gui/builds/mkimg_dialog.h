// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/session.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace cid {

/// Asks what image is to be built of what. The session is borrowed.
class MkimgDialog : public QDialog
{
    Q_OBJECT
public:
    MkimgDialog(Session &session, QWidget *parent);

    /// Fills it with what was built before, for once more: the subversion grows by one.
    void show(const BuildRequest &request);
    using QDialog::show;
    /// cid-build said no: the dialog stays open and shows why.
    void showError(const QString &text);
    [[nodiscard]] BuildRequest request() const;

Q_SIGNALS:
    void wanted(const cid::BuildRequest &request);
    /// Made of what runs on a node: no build, and it closes.
    void captureWanted(const cid::CaptureRequest &request);

private:
    void nameFields();
    void build();
    /// Those that the chosen source needs.
    void showFields();
    void askPlace();
    void judge();
    void go();
    [[nodiscard]] bool isCapture() const;
    [[nodiscard]] QString problem() const;

    Session &m_session;
    QLineEdit *m_name;
    QComboBox *m_source;
    QComboBox *m_path;
    QComboBox *m_node;
    QLineEdit *m_suite;
    QPlainTextEdit *m_packages;
    QPlainTextEdit *m_excludes;
    QCheckBox *m_bootable;
    QCheckBox *m_allowChanged;
    QLabel *m_note;
    QFormLayout *m_form = nullptr;
    QPushButton *m_go = nullptr;
};

} // namespace cid
