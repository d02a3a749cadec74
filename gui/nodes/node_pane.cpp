// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_pane.h"

#include "gui/nodes/disk_list.h"
#include "gui/nodes/node_table.h"
#include "gui/nodes/state_look.h"
#include "gui/nodes/timeline_view.h"
#include "gui/widgets/table_tools.h"
#include "gui/widgets/tinted_icon.h"

#include <QAction>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int askMs = 1'500;
constexpr int medianEvents = 500;
constexpr int medianMs = 10'000; // while a job goes on, so do they

QTreeWidget *makeList(const QString &name, const QStringList &columns)
{
    auto *list = new QTreeWidget;
    list->setAccessibleName(name);
    list->setHeaderLabels(columns);
    list->setRootIsDecorated(false);
    list->setAlternatingRowColors(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setTextElideMode(Qt::ElideRight);
    return list;
}

} // namespace

NodePane::NodePane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    build();
    connect(&m_timer, &QTimer::timeout, this, &NodePane::ask);
    connect(&session.client(), &CidClient::connected, this, &NodePane::ask);
    m_timer.start(askMs);
    show({});
}

void NodePane::makeHead()
{
    m_title = new QLabel;
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_facts = new QLabel;
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reason = new QLabel;
    m_reason->setWordWrap(true);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

QWidget *NodePane::makeLog()
{
    m_log = new QPlainTextEdit;
    m_log->setReadOnly(true);
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_log->setFrameShape(QFrame::NoFrame);
    m_log->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_log->setAccessibleName(tr("Log"));
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Search the log"));
    m_search->setAccessibleName(tr("Search the log"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(tintedIcon(u"search"_s), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { searchLog(false); });
    connect(m_search, &QLineEdit::textEdited, this, [this] {
        m_log->moveCursor(QTextCursor::End);
        searchLog(true);
    });
    auto *logTab = new QWidget;
    auto *logLayout = new QVBoxLayout(logTab);
    logLayout->setContentsMargins(0, 6, 0, 0);
    logLayout->addWidget(m_search);
    logLayout->addWidget(m_log);
    return logTab;
}

void NodePane::makeTabs()
{
    m_timeline = new TimelineView;
    auto *timelineArea = new QScrollArea;
    timelineArea->setWidget(m_timeline);
    timelineArea->setWidgetResizable(true);
    timelineArea->setAccessibleName(tr("Stages"));
    timelineArea->setFrameShape(QFrame::NoFrame);
    m_hardware = makeList(tr("Hardware"), {tr("Part"), tr("Value")});
    m_hardware->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_history =
        makeList(tr("Deployments"), {tr("When"), tr("Image"), tr("Result"), tr("Took"), tr("Job"), tr("Reason")});
    m_disks = new DiskList;
    for (QTreeWidget *list : {m_hardware, static_cast<QTreeWidget *>(m_disks), m_history}) {
        auto *tools = new TableTools(*list);
        tools->offerInMenu();
        connect(tools, &TableTools::said, this, &NodePane::said);
    }
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("About the node"));
    m_tabs->addTab(timelineArea, tr("Stages"));
    m_tabs->addTab(makeLog(), tr("Log"));
    m_tabs->addTab(m_hardware, tr("Hardware"));
    m_tabs->addTab(m_disks, tr("Disks"));
    m_tabs->addTab(m_history, tr("History"));
}

void NodePane::build()
{
    makeHead();
    makeTabs();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_reason);
    layout->addWidget(m_tabs, 1);
}

void NodePane::show(const NodeName &node)
{
    m_node = node;
    m_shownLog.clear();
    m_tabs->setVisible(!node.isEmpty());
    m_facts->setVisible(!node.isEmpty());
    m_reason->hide();
    m_title->setText(node.isEmpty() ? tr("Select a node") : node);
    m_log->clear();
    ask();
}

void NodePane::ask()
{
    if (m_node.isEmpty() || !isVisible() || !m_session.client().isConnected())
        return;
    m_session.client().ask<NodeDetail>(NodeDetailRequest{m_node},
                                       [self = QPointer<NodePane>(this)](const Result<NodeDetail> &detail) {
                                           if (self && detail && detail->status.name == self->m_node)
                                               self->take(*detail);
                                       });
}

void NodePane::take(const NodeDetail &detail)
{
    const NodeStatus &status = detail.status;
    m_title->setText(tr("%1 — %2").arg(status.name, StateLook::word(status.state)));
    QStringList facts;
    if (!status.image.isNull())
        facts << tr("runs %1").arg(status.image.toString());
    if (!status.wanted.isNull())
        facts << tr("wanted %1 (attempt %2)").arg(status.wanted.toString()).arg(status.attempt);
    if (!status.job.isEmpty())
        facts << tr("job %1").arg(status.job);
    if (!status.address.isEmpty())
        facts << (status.connected ? status.address : tr("%1, not connected").arg(status.address));
    if (!status.groups.isEmpty())
        facts << status.groups.join(u' ');
    m_facts->setText(facts.join(u" · "_s));
    const QString reason = status.conflict.isEmpty() ? status.failure.reason : status.conflict;
    m_reason->setVisible(!reason.isEmpty());
    QPalette shade = palette();
    shade.setColor(QPalette::WindowText, accentColour(Accent::Bad, palette()));
    m_reason->setPalette(shade);
    m_reason->setText(status.failure.reason.isEmpty()
                          ? reason
                          : tr("Failed in \"%1\": %2").arg(StateLook::word(status.failure.stage), reason));
    m_timeline->setBars(TimelineView::barsOf(detail, m_session.board().now()));
    const JobId job =
        status.job.isEmpty() && !detail.deployments.isEmpty() ? detail.deployments.first().job : status.job;
    if (!job.isEmpty() && (job != m_medianJob || m_medianAge.hasExpired(medianMs)))
        askMedians(job);
    takeLog(detail);
    takeHardware(detail);
    m_disks->setContents(detail.inventory.disks, detail.slotContents);
    takeHistory(detail);
}

void NodePane::askMedians(const JobId &job)
{
    m_medianJob = job;
    m_medianAge.start();
    EventsRequest question;
    question.job = job;
    question.limit = medianEvents;
    m_session.client().ask<EventsReply>(question, [self = QPointer<NodePane>(this)](const Result<EventsReply> &reply) {
        if (self && reply)
            self->m_timeline->setMedians(TimelineView::mediansOf(reply->events));
    });
}

void NodePane::takeLog(const NodeDetail &detail)
{
    QStringList lines = detail.log;
    if (!detail.status.failure.log.isEmpty() && detail.log.isEmpty())
        lines = detail.status.failure.log;
    if (lines == m_shownLog)
        return;
    m_shownLog = lines;
    QScrollBar *bar = m_log->verticalScrollBar();
    const bool wasAtEnd = bar->value() >= bar->maximum() - 2;
    const int value = bar->value();
    m_log->setPlainText(lines.join(u'\n'));
    bar->setValue(wasAtEnd ? bar->maximum() : value);
}

void NodePane::takeHardware(const NodeDetail &detail)
{
    const Inventory &inventory = detail.inventory;
    QList<std::pair<QString, QString>> rows;
    if (inventory.cpuThreads > 0)
        rows.append(
            {tr("Processor"), u"%1 × %2 (%3)"_s.arg(inventory.cpuThreads).arg(inventory.cpuModel, inventory.arch)});
    if (inventory.memory > 0)
        rows.append({tr("Memory"), formatBytes(inventory.memory)});
    for (const NetworkInterface &one : inventory.interfaces)
        rows.append({tr("Network"), one.name + u" · "_s + one.mac});
    rows.append({tr("Layout"), detail.definition.layout});
    rows.append({tr("Disk wanted"),
                 detail.definition.diskSelector.isEmpty() ? tr("the only one") : detail.definition.diskSelector});
    rows.append({tr("Default image"), detail.definition.image});
    m_hardware->clear();
    for (const auto &[name, value] : std::as_const(rows))
        m_hardware->addTopLevelItem(new QTreeWidgetItem({name, value}));
}

void NodePane::takeHistory(const NodeDetail &detail)
{
    m_history->clear();
    for (const Deployment &one : detail.deployments) {
        const qint64 took = one.finishedAt > 0 ? one.finishedAt - one.createdAt : -1;
        const QString when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(one.createdAt), QLocale::ShortFormat);
        m_history->addTopLevelItem(new QTreeWidgetItem(
            {when, one.image.toString(), StateLook::word(one.state), durationText(took), one.job, one.failure.reason}));
    }
}

void NodePane::searchLog(bool backwards)
{
    if (m_search->text().isEmpty())
        return;
    const auto flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (!m_log->find(m_search->text(), flags)) {
        m_log->moveCursor(backwards ? QTextCursor::End : QTextCursor::Start);
        m_log->find(m_search->text(), flags);
    }
}

} // namespace cid
