// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/builds/build_pane.h"

#include "gui/builds/build_table.h"
#include "gui/nodes/node_table.h"
#include "gui/widgets/table_tools.h"
#include "gui/widgets/theme.h"
#include "gui/widgets/tinted_icon.h"

#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QRegularExpression>
#include <QSplitter>
#include <QToolBar>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int refreshMs = 4'000;
constexpr int shownLines = 20'000;
constexpr int builds = 100;
constexpr int events = 300;

} // namespace

BuildPane::BuildPane(Session &session, Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_kind(kind)
{
    build();
    m_refresh.setInterval(refreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &BuildPane::refresh);
    // The log goes on where it was when the connection is back.
    connect(&session.client(), &CidClient::connected, this, [this] {
        refresh();
        if (m_watched != 0)
            watch(m_watched);
    });
    showState();
}

void BuildPane::makeActions()
{
    const auto action = [this](const QString &icon, const QString &text, auto slot) {
        auto *made = new QAction(tintedIcon(icon), text, this);
        connect(made, &QAction::triggered, this, slot);
        return made;
    };
    m_cancel = action(u"cancel"_s, tr("Cancel the build"), &BuildPane::cancelBuild);
    m_repeat = action(u"reload"_s, tr("The same once more…"), &BuildPane::repeat);
    m_copy = action(u"terminal"_s, tr("Copy the command"), [this] {
        if (const Build *build = current())
            QGuiApplication::clipboard()->setText(build->command);
    });
}

void BuildPane::makeTable()
{
    m_table = new BuildTable(this);
    m_view = new QTreeView;
    m_view->setModel(m_table);
    m_view->setAccessibleName(tr("Builds"));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setFrameShape(QFrame::NoFrame);
    auto *tools = new TableTools(*m_view);
    tools->offerInMenu();
    connect(tools, &TableTools::said, this, &BuildPane::said);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &row) {
        if (row.isValid())
            watch(m_table->builds()[row.row()].id);
        showState();
    });
    connect(m_table, &QAbstractItemModel::dataChanged, this, &BuildPane::showState);
    connect(m_table, &QAbstractItemModel::modelReset, this, &BuildPane::widenColumns);
}

// Columns grow with what is in them and keep what the operator gave them beyond that.
void BuildPane::widenColumns()
{
    const int roomy = fontMetrics().averageCharWidth() * 2;
    for (int column = 0; column < BuildTable::Command; ++column) {
        const int before = m_isWidened ? m_view->columnWidth(column) : 0;
        m_view->resizeColumnToContents(column);
        m_view->setColumnWidth(column, std::max(before, m_view->columnWidth(column) + roomy));
    }
    m_isWidened = m_table->rowCount() > 0;
}

void BuildPane::makeLog()
{
    m_log = new QPlainTextEdit;
    m_log->setReadOnly(true);
    m_log->setMaximumBlockCount(shownLines);
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_log->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_log->setFrameShape(QFrame::NoFrame);
    m_log->setAccessibleName(tr("Log of the build"));
    m_log->setTabChangesFocus(true);
    m_progress = new QProgressBar;
    m_progress->setAccessibleName(tr("Progress of the build"));
    m_progress->hide();
    m_state = new QLabel;
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setContentsMargins(10, 0, 10, 2);
}

void BuildPane::build()
{
    makeActions();
    makeTable();
    makeLog();
    auto *bar = new QToolBar;
    bar->setIconSize({18, 18});
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addActions({m_cancel, m_repeat, m_copy});
    auto *lower = new QWidget;
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 0, 0, 0);
    lowerLayout->setSpacing(2);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 10, 0);
    head->addWidget(bar, 1);
    head->addWidget(m_progress, 1);
    lowerLayout->addLayout(head);
    lowerLayout->addWidget(m_state);
    lowerLayout->addWidget(m_log, 1);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_view);
    splitter->addWidget(lower);
    splitter->setSizes({140, 300});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
}

QList<QAction *> BuildPane::commands() const
{
    return {m_cancel, m_repeat, m_copy};
}

void BuildPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
    m_refresh.start();
}

void BuildPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_refresh.stop();
}

const Build *BuildPane::current() const
{
    const int row = m_view->currentIndex().row();
    return row >= 0 && row < m_table->builds().size() ? &m_table->builds()[row] : nullptr;
}

void BuildPane::refresh()
{
    if (!m_session.client().isConnected())
        return;
    m_session.client().ask<BuildsReply>(BuildsRequest{builds},
                                        [self = QPointer(this)](const Result<BuildsReply> &reply) {
                                            if (self && reply)
                                                self->take(*reply);
                                            else if (self && !CidClient::isLinkError(reply.error()))
                                                self->m_state->setText(reply.error().text);
                                        });
    if (m_kind == Kind::Images)
        askCaptures();
}

// The nodes pack those themselves: cid-build knows nothing of them, the server's history does.
void BuildPane::askCaptures()
{
    EventsRequest question;
    question.limit = events;
    question.what = captureEvents();
    m_session.client().ask<EventsReply>(question, [self = QPointer(this)](const Result<EventsReply> &reply) {
        if (!self || !reply)
            return;
        self->m_captures = pastCaptures(reply->events);
        self->showRows();
    });
}

void BuildPane::take(const BuildsReply &reply)
{
    m_builds.clear();
    for (const Build &build : reply.builds) {
        if ((build.request.kind == BuildKind::Mkimg) == (m_kind == Kind::Images))
            m_builds.append(build);
    }
    showRows();
}

void BuildPane::showRows()
{
    QList<Build> mine = m_builds;
    for (const PastCapture &capture : std::as_const(m_captures))
        mine.append(capture.build);
    std::stable_sort(mine.begin(), mine.end(), [](const Build &a, const Build &b) { return a.askedAt > b.askedAt; });
    const qint64 selected = m_watched;
    m_table->setBuilds(mine);
    if (!m_view->currentIndex().isValid() && !mine.isEmpty())
        select(selected != 0 ? selected : mine.first().id);
    showState();
}

void BuildPane::select(qint64 build)
{
    const int row = m_table->rowOf(build);
    if (row >= 0)
        m_view->setCurrentIndex(m_table->index(row, 0));
}

void BuildPane::watch(qint64 id)
{
    if (m_watched != id) {
        m_watched = id;
        m_lines = 0;
        m_share = -1;
        m_log->clear();
    }
    const quint32 watch = ++m_watch;
    if (id < 0) // What a node says while it is captured is said to who asked for it.
        return;
    m_session.client().follow<BuildUpdate>(WatchBuildRequest{id, m_lines},
                                           [self = QPointer(this), watch](const Result<BuildUpdate> &update) {
                                               if (!self || !update || self->m_watch != watch)
                                                   return false;
                                               self->takeUpdate(*update);
                                               return !update->last;
                                           });
}

void BuildPane::takeUpdate(const BuildUpdate &update)
{
    if (!update.lines.isEmpty() && update.firstLine >= m_lines) {
        m_log->appendPlainText(update.lines.join(u'\n'));
        m_lines = update.firstLine + update.lines.size();
        takeShare(update.lines);
    }
    const int row = m_table->rowOf(update.build.id);
    const bool hadEnded = row < 0 || m_table->builds()[row].finishedAt > 0;
    m_table->update(update.build);
    for (Build &build : m_builds) {
        if (build.id == update.build.id)
            build = update.build;
    }
    if (update.last && !hadEnded)
        Q_EMIT ended(update.build);
}

void BuildPane::takeShare(const QStringList &lines)
{
    static const QRegularExpression share(u"^\\s*(\\d{1,3}) %"_s);
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        const QRegularExpressionMatch match = share.match(*line);
        if (match.hasMatch()) {
            m_share = match.captured(1).toInt();
            break;
        }
    }
    showProgress();
}

void BuildPane::showProgress()
{
    const Build *build = current();
    const bool isShown = build && build->state == BuildState::Running && m_share >= 0;
    m_progress->setVisible(isShown);
    if (!isShown)
        return;
    const qint64 elapsed = QDateTime::currentMSecsSinceEpoch() - build->startedAt;
    m_progress->setValue(m_share);
    m_progress->setFormat(m_share > 0 && elapsed > 0
                              ? tr("%1 % · %2 left").arg(m_share).arg(durationText(elapsed * (100 - m_share) / m_share))
                              : tr("%1 %").arg(m_share));
}

void BuildPane::showState()
{
    showProgress();
    const Build *build = current();
    const bool isOpen = build && build->finishedAt == 0;
    m_cancel->setEnabled(isOpen && !currentCapture());
    m_repeat->setEnabled(build);
    m_copy->setEnabled(build);
    if (!build)
        return;
    QPalette shade = palette();
    const bool isBad = build->state == BuildState::Failed;
    shade.setColor(QPalette::WindowText, isBad ? accentColour(Accent::Bad, palette()) : quietText(palette()));
    m_state->setPalette(shade);
    m_state->setText(build->reason.isEmpty() ? build->command : build->reason);
}

const PastCapture *BuildPane::currentCapture() const
{
    const Build *build = current();
    const auto found = std::find_if(m_captures.begin(), m_captures.end(),
                                    [build](const PastCapture &one) { return build && one.build.id == build->id; });
    return found == m_captures.end() ? nullptr : &*found;
}

void BuildPane::repeat()
{
    if (const PastCapture *capture = currentCapture())
        Q_EMIT captureWanted(capture->request);
    else if (const Build *build = current())
        Q_EMIT repeatWanted(build->request);
}

void BuildPane::ask(const BuildRequest &request)
{
    m_session.client().ask<BuildReply>(request, [self = QPointer(this)](const Result<BuildReply> &reply) {
        if (!self)
            return;
        if (!reply) {
            Q_EMIT self->refused(reply.error());
            return;
        }
        self->m_builds.prepend(reply->build);
        self->showRows();
        self->select(reply->build.id);
        Q_EMIT self->started(reply->build);
    });
}

void BuildPane::cancelBuild()
{
    const Build *build = current();
    if (!build)
        return;
    m_session.client().ask<OkReply>(CancelBuildRequest{build->id, {}},
                                    [self = QPointer(this)](const Result<OkReply> &reply) {
                                        if (self && !reply)
                                            Q_EMIT self->said(reply.error().text);
                                    });
}

} // namespace cid
