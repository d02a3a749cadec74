// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/job_mirror.h"
#include "common/models/job_figures.h"
#include "gui/app/page.h"
#include "gui/app/session.h"

class QLabel;
class QSettings;
class QSlider;
class QTreeView;
class QTreeWidget;
class QSplitter;

namespace cid {

class JobPlot;
class JobTable;
class StageStrip;

/// Requests, running and past: how far they are, who is slow, what failed, and how it went, to be replayed. The session
/// and the settings are borrowed.
class JobsPage : public Page
{
    Q_OBJECT
public:
    JobsPage(Session &session, QSettings &settings, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> commands() const override;
    void saveState() override;
    [[nodiscard]] QVariantMap moment() const override;
    void resume(const QVariantMap &moment) override;
    void select(const JobId &job);

Q_SIGNALS:
    /// Somebody wants to see these nodes.
    void nodesWanted(const QString &hosts);
    /// A job that was seen running is over.
    void jobEnded(const cid::Job &job);

private:
    void build();
    void makeActions();
    void makeTable();
    void makeReplay();
    void makeProblems();
    /// What is said about one job.
    [[nodiscard]] QWidget *makeDetails();
    void ask();
    void take(const JobsReply &reply);
    void open(const JobId &job);
    void refresh();
    void showReplay(int position);
    void cancelJob();
    [[nodiscard]] double rateOfJob() const;

    Session &m_session;
    QSettings &m_settings;
    QTimer m_timer;
    QTimer m_play;
    std::unique_ptr<JobMirror> m_mirror;
    JobReplay m_replay;
    QSet<JobId> m_running;
    bool m_isStale = false;
    JobTable *m_table = nullptr;
    QTreeView *m_view = nullptr;
    QSplitter *m_splitter = nullptr;
    QLabel *m_title = nullptr;
    StageStrip *m_strip = nullptr;
    JobPlot *m_plot = nullptr;
    QSlider *m_slider = nullptr;
    QLabel *m_moment = nullptr;
    QTreeWidget *m_problems = nullptr;
    QAction *m_cancel = nullptr;
    QAction *m_showNodes = nullptr;
    QAction *m_playAction = nullptr;
};

} // namespace cid
