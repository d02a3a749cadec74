// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/jobs_page.h"

#include "common/config/host_list.h"
#include "common/config/host_text.h"
#include "gui/jobs/job_plot.h"
#include "gui/jobs/job_table.h"
#include "gui/jobs/stage_strip.h"
#include "gui/nodes/node_table.h"
#include "gui/nodes/state_look.h"
#include "gui/widgets/table_tools.h"
#include "gui/widgets/tinted_icon.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QSettings>
#include <QSlider>
#include <QSplitter>
#include <QToolBar>
#include <QTreeView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int historyAskMs = 2'000;
constexpr int playMs = 100;
constexpr int jobLimit = 200;
constexpr int sliderSteps = 1'000;

} // namespace

JobsPage::JobsPage(Session &session, QSettings &settings, QWidget *parent)
    : Page(parent)
    , m_session(session)
    , m_settings(settings)
{
    build();
    connect(&m_timer, &QTimer::timeout, this, &JobsPage::ask);
    connect(&session.client(), &CidClient::connected, this, &JobsPage::ask);
    connect(&session.board(), &NodeBoard::pulsed, this, [this] {
        if (m_isStale && isVisible())
            refresh();
    });
    connect(&m_play, &QTimer::timeout, this, [this] {
        m_slider->setValue(m_slider->value() + sliderSteps / 100);
        if (m_slider->value() >= m_slider->maximum())
            m_playAction->setChecked(false);
    });
    m_timer.start(historyAskMs);
    ask();
}

void JobsPage::makeActions()
{
    const auto action = [this](const QString &icon, const QString &text, auto slot) {
        auto *made = new QAction(tintedIcon(icon), text, this);
        connect(made, &QAction::triggered, this, slot);
        addAction(made);
        return made;
    };
    m_cancel = action(u"cancel"_s, tr("Cancel this job…"), &JobsPage::cancelJob);
    m_showNodes = action(u"nodes"_s, tr("Show its nodes"), [this] {
        if (m_mirror)
            Q_EMIT nodesWanted(u"job:"_s + m_mirror->id());
    });
    m_playAction = action(u"play"_s, tr("Replay"), [] { });
    m_playAction->setCheckable(true);
    connect(m_playAction, &QAction::toggled, this, [this](bool on) {
        if (on && m_slider->value() >= m_slider->maximum())
            m_slider->setValue(0);
        if (on)
            m_play.start(playMs);
        else
            m_play.stop();
    });
    m_cancel->setEnabled(false);
    m_showNodes->setEnabled(false);
}

void JobsPage::makeTable()
{
    m_table = new JobTable(this);
    m_view = new QTreeView;
    m_view->setAccessibleName(tr("Jobs"));
    m_view->setModel(m_table);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAllColumnsShowFocus(true);
    auto *tools = new TableTools(*m_view, JobTable::columnKey);
    tools->offerInMenu();
    addTools(*tools);
    const QList<int> widths{150, 90, 140, 60, 200, 90, 140, 100};
    for (int i = 0; i < widths.size(); ++i)
        m_view->setColumnWidth(i, widths[i]);
    m_view->header()->restoreState(m_settings.value(u"jobs/columns"_s).toByteArray());
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        if (index.isValid())
            open(m_table->jobs()[index.row()].id);
    });
}

void JobsPage::makeReplay()
{
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setRange(0, sliderSteps);
    m_slider->setValue(sliderSteps);
    m_slider->setAccessibleName(tr("Moment of the replay"));
    connect(m_slider, &QSlider::valueChanged, this, &JobsPage::showReplay);
    m_moment = new QLabel;
    m_moment->setMinimumWidth(m_moment->fontMetrics().averageCharWidth() * 34);
}

void JobsPage::makeProblems()
{
    m_problems = new QTreeWidget;
    m_problems->setAccessibleName(tr("Failures and stragglers"));
    m_problems->setHeaderLabels({tr("What"), tr("Nodes"), tr("Which")});
    m_problems->setRootIsDecorated(false);
    m_problems->setFrameShape(QFrame::NoFrame);
    m_problems->setColumnWidth(0, 420);
    m_problems->setColumnWidth(1, 60);
    auto *tools = new TableTools(*m_problems);
    tools->offerInMenu();
    connect(tools, &TableTools::said, this, &Page::said);
    connect(m_problems, &QTreeWidget::itemActivated, this,
            [this](const QTreeWidgetItem *item) { Q_EMIT nodesWanted(item->data(2, Qt::UserRole).toString()); });
}

QWidget *JobsPage::makeDetails()
{
    m_title = new QLabel(tr("Select a job"));
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_title->setWordWrap(true);
    m_strip = new StageStrip;
    m_plot = new JobPlot;
    makeReplay();
    makeProblems();
    auto *bar = new QToolBar;
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({18, 18});
    bar->addActions({m_cancel, m_showNodes});
    auto *replayBar = new QToolBar;
    replayBar->setIconSize({18, 18});
    replayBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    replayBar->addAction(m_playAction);
    auto *replay = new QHBoxLayout;
    replay->addWidget(replayBar);
    replay->addWidget(m_slider, 1);
    replay->addWidget(m_moment);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(bar);
    auto *right = new QWidget;
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(14, 10, 14, 10);
    rightLayout->addLayout(head);
    rightLayout->addWidget(m_strip);
    rightLayout->addWidget(m_plot, 3);
    rightLayout->addLayout(replay);
    rightLayout->addWidget(m_problems, 2);
    return right;
}

void JobsPage::build()
{
    makeActions();
    makeTable();
    m_splitter = new QSplitter;
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(makeDetails());
    m_splitter->setSizes({480, 760});
    m_splitter->restoreState(m_settings.value(u"jobs/splitter"_s).toByteArray());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
}

QList<QAction *> JobsPage::commands() const
{
    return QList<QAction *>{m_cancel, m_showNodes, m_playAction} + tableCommands();
}

void JobsPage::saveState()
{
    m_settings.setValue(u"jobs/columns"_s, m_view->header()->saveState());
    m_settings.setValue(u"jobs/splitter"_s, m_splitter->saveState());
}

QVariantMap JobsPage::moment() const
{
    return {{u"job"_s, m_mirror ? m_mirror->id() : JobId()}};
}

void JobsPage::resume(const QVariantMap &moment)
{
    const JobId job = moment.value(u"job"_s).toString();
    if (!job.isEmpty())
        select(job);
}

void JobsPage::ask()
{
    if (!m_session.client().isConnected())
        return;
    m_session.client().ask<JobsReply>(JobsRequest{jobLimit, false},
                                      [self = QPointer(this)](const Result<JobsReply> &reply) {
                                          if (self && reply)
                                              self->take(*reply);
                                      });
    if (m_mirror && m_mirror->job().state == JobState::Active)
        m_plot->addRate(m_session.board().now(), rateOfJob());
}

void JobsPage::take(const JobsReply &reply)
{
    QList<Job> jobs = reply.jobs;
    std::stable_sort(jobs.begin(), jobs.end(), [](const Job &a, const Job &b) { return a.createdAt > b.createdAt; });
    QSet<JobId> running;
    for (const Job &job : std::as_const(jobs)) {
        if (job.state == JobState::Active)
            running.insert(job.id);
        else if (m_running.contains(job.id))
            Q_EMIT jobEnded(job);
    }
    m_running = running;
    m_table->setJobs(jobs);
    if (!m_mirror && !jobs.isEmpty())
        select(jobs.first().id);
    else if (m_mirror && !m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_table->index(m_table->rowOf(m_mirror->id()), 0));
}

void JobsPage::select(const JobId &job)
{
    const int row = m_table->rowOf(job);
    if (row >= 0)
        m_view->setCurrentIndex(m_table->index(row, 0));
    open(job);
}

void JobsPage::open(const JobId &job)
{
    if (m_mirror && m_mirror->id() == job)
        return;
    m_mirror = std::make_unique<JobMirror>(m_session.client(), job);
    m_replay = {};
    m_plot->clearRates();
    m_slider->setValue(sliderSteps);
    const auto stale = [this] { m_isStale = true; };
    connect(m_mirror.get(), &JobMirror::changed, this, stale);
    connect(m_mirror.get(), &JobMirror::eventsAdded, this, stale);
    connect(m_mirror.get(), &JobMirror::failed, this, [this](const Error &error) { Q_EMIT said(error.text); });
    refresh();
}

double JobsPage::rateOfJob() const
{
    double sum = 0;
    for (auto it = m_mirror->nodes().cbegin(); it != m_mirror->nodes().cend(); ++it) {
        const int row = m_session.board().rowOf(it.key());
        if (row >= 0 && m_session.board().status(row).job == m_mirror->id())
            sum += m_session.board().figures(row).rate;
    }
    return sum;
}

void JobsPage::refresh()
{
    m_isStale = false;
    const Job &job = m_mirror->job();
    const JobFigures figures = JobFigures::of(m_mirror->nodes(), m_mirror->events(), m_session.board().now());
    m_title->setText(tr("Job %1: %2 on %n node(s) — %3", nullptr, static_cast<int>(nodeCount(job)))
                         .arg(m_mirror->id(), job.resolved.toString(), JobTable::stateWord(job.state)));
    m_cancel->setEnabled(job.state == JobState::Active && m_session.client().isConnected());
    m_showNodes->setEnabled(true);
    m_strip->setFigures(figures);
    m_replay = JobReplay(m_mirror->events());
    m_plot->setReplay(m_replay);
    m_problems->clear();
    const auto line = [this](const QString &what, const QStringList &nodes, Accent accent) {
        const QString hosts = foldHostList(nodes);
        auto *item = new QTreeWidgetItem({what, QLocale().toString(nodes.size()), hosts});
        item->setForeground(0, accentColour(accent, palette()));
        item->setToolTip(0, what);
        item->setData(2, Qt::UserRole, hosts);
        m_problems->addTopLevelItem(item);
    };
    for (const FailureGroup &group : figures.failures) {
        line(group.reason.isEmpty() ? tr("Cancelled") : tr("%1: %2").arg(StateLook::word(group.stage), group.reason),
             group.nodes, Accent::Bad);
    }
    if (!figures.stragglers.isEmpty())
        line(tr("Over three times as slow as the others"), figures.stragglers, Accent::Waiting);
    showReplay(m_slider->value());
}

void JobsPage::showReplay(int position)
{
    if (m_replay.isEmpty()) {
        m_moment->clear();
        m_plot->setMark(0);
        return;
    }
    const qint64 time = m_replay.begin() + (m_replay.end() - m_replay.begin()) * position / sliderSteps;
    const JobReplay::Count count = m_replay.countAt(time);
    m_moment->setText(tr("%1: %2 busy, %3 running, %4 failed")
                          .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(time).time(), u"HH:mm:ss"_s))
                          .arg(count.busy)
                          .arg(count.running)
                          .arg(count.failed));
    m_moment->setToolTip(m_replay.lastReasons(time, 10).join(u'\n'));
    m_plot->setMark(position < sliderSteps ? time : 0);
}

void JobsPage::cancelJob()
{
    if (!m_mirror)
        return;
    const JobId id = m_mirror->id();
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Cancel a job"), tr("Cancel job %1?").arg(id),
                                QMessageBox::NoButton, this);
    box->setInformativeText(tr("Its nodes stay where they are: %1").arg(hostsOf(m_mirror->job())));
    box->addButton(tr("Cancel the job"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(tr("Leave it"), QMessageBox::RejectRole));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::accepted, this, [this, id] {
        m_session.client().ask<OkReply>(
            CancelJobRequest{id}, [self = QPointer(this), id](const Result<OkReply> &reply) {
                if (self)
                    Q_EMIT self->said(reply ? tr("Job %1 is cancelled.").arg(id) : reply.error().text);
            });
    });
    box->open();
}

} // namespace cid
