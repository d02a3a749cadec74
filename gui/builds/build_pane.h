// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/session.h"
#include "gui/builds/capture_history.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QSplitter;
class QTreeView;

namespace cid {

class BuildTable;

/// What was built and what is being built: a table, the log of the selected build as it comes, and what can be done
/// with it. It shows images, what was captured from nodes among them, or Blancmange's steps. Builds go on on the server
/// whatever happens here. The session is borrowed.
class BuildPane : public QWidget
{
    Q_OBJECT
public:
    enum class Kind : quint8 { Images, Blancmange };

    BuildPane(Session &session, Kind kind, QWidget *parent = nullptr);

    /// Asks cid-build for it; started(), refused() follow.
    void ask(const BuildRequest &request);
    void refresh();
    void select(qint64 build);
    [[nodiscard]] QList<QAction *> commands() const;
    [[nodiscard]] BuildTable &table() { return *m_table; }
    [[nodiscard]] QPlainTextEdit &log() { return *m_log; }

Q_SIGNALS:
    void said(const QString &text);
    void started(const cid::Build &build);
    void refused(const cid::Error &error);
    /// A build ended while this was looking.
    void ended(const cid::Build &build);
    /// The operator wants the same once more.
    void repeatWanted(const cid::BuildRequest &request);
    void captureWanted(const cid::CaptureRequest &request);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void makeActions();
    void makeTable();
    void widenColumns();
    void makeLog();
    void take(const BuildsReply &reply);
    void askCaptures();
    void showRows();
    void repeat();
    void watch(qint64 id);
    void takeUpdate(const BuildUpdate &update);
    /// From what the log says: "37 %  ...".
    void takeShare(const QStringList &lines);
    void showProgress();
    void showState();
    void cancelBuild();
    [[nodiscard]] const Build *current() const;
    /// Null where the selected row is none.
    [[nodiscard]] const PastCapture *currentCapture() const;

    Session &m_session;
    Kind m_kind;
    BuildTable *m_table = nullptr;
    QTreeView *m_view = nullptr;
    QPlainTextEdit *m_log = nullptr;
    QLabel *m_state = nullptr;
    QProgressBar *m_progress = nullptr;
    int m_share = -1; ///< percent of the watched build; -1: it does not say
    QAction *m_cancel = nullptr;
    QAction *m_repeat = nullptr;
    QAction *m_copy = nullptr;
    QTimer m_refresh;
    bool m_isWidened = false;
    QList<Build> m_builds; ///< cid-build's
    QList<PastCapture> m_captures;
    qint64 m_watched = 0;
    qint64 m_lines = 0; ///< of the watched build, that are shown
    quint32 m_watch = 0; ///< of the rows that arrive those of the last watch count
};

} // namespace cid
