// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/session.h"

#include <QDialog>
#include <QElapsedTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace cid {

class CaptureRun;

/// Makes an image of what runs on a node: asks for its name, then shows how far it is. A window of its own, so that the
/// rest goes on being used. It lasts as long as the session; closing it cancels what it shows, after a question.
class CaptureDialog : public QDialog
{
    Q_OBJECT
public:
    CaptureDialog(Session &session, const CaptureRequest &wish, QWidget *parent);
    ~CaptureDialog() override;

    /// As if somebody pressed "Capture".
    void begin();
    void reject() override;

    /// The full name of the image that \a node runs, with the first subversion that is free; empty where it runs none.
    [[nodiscard]] static QString freeName(Session &session, const NodeName &node);
    /// The image with the first subversion that is free.
    [[nodiscard]] static QString freeName(const Session &session, ImageId id);

Q_SIGNALS:
    void captured(const QString &image);

private:
    void build();
    void nameFields();
    void judge();
    void showProgress(qint64 done, qint64 total);
    void showEnd(const QString &text, bool isBad);
    void askCancel();

    QPointer<Session> m_session;
    CaptureRequest m_wish;
    std::unique_ptr<CaptureRun> m_run;
    QElapsedTimer m_since;
    QLineEdit *m_image;
    QCheckBox *m_allowChanged;
    QProgressBar *m_bar;
    QLabel *m_state;
    QPlainTextEdit *m_log;
    QPushButton *m_go = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace cid
