// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/events/events_page.h"

#include "gui/events/event_table.h"
#include "gui/widgets/table_tools.h"
#include "gui/widgets/tinted_icon.h"

#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int firstEvents = 500;

} // namespace

EventsPage::EventsPage(Session &session, QSettings &settings, QWidget *parent)
    : Page(parent)
    , m_session(session)
    , m_settings(settings)
    , m_table(new EventTable(this))
    , m_matching(new QSortFilterProxyModel(this))
    , m_search(new QLineEdit)
    , m_view(new QTreeView)
{
    m_matching->setSourceModel(m_table);
    m_matching->setFilterKeyColumn(-1);
    m_matching->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search->setPlaceholderText(tr("Search the events"));
    m_search->setAccessibleName(tr("Search the events"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(tintedIcon(u"search"_s), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, m_matching, &QSortFilterProxyModel::setFilterFixedString);
    m_view->setModel(m_matching);
    m_view->setAccessibleName(tr("Events"));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    const QList<int> widths{150, 110, 140, 280, 100, 130, 160, 400};
    for (int i = 0; i < widths.size(); ++i)
        m_view->setColumnWidth(i, widths[i]);
    m_view->header()->restoreState(settings.value(u"events/columns"_s).toByteArray());
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        const NodeName node = m_table->eventAt(m_matching->mapToSource(index).row()).node;
        if (!node.isEmpty())
            Q_EMIT nodesWanted(u"node:"_s + node);
    });
    auto *tools = new TableTools(*m_view, EventTable::columnKey);
    tools->offerInMenu();
    addTools(*tools);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(10, 8, 10, 4);
    top->addWidget(m_search);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(top);
    layout->addWidget(m_view, 1);
    connect(&session.client(), &CidClient::connected, this, &EventsPage::follow);
    if (session.client().isConnected())
        follow();
}

QList<QAction *> EventsPage::commands() const
{
    return tableCommands();
}

void EventsPage::saveState()
{
    m_settings.setValue(u"events/columns"_s, m_view->header()->saveState());
}

QVariantMap EventsPage::moment() const
{
    return {{u"search"_s, m_search->text()}};
}

void EventsPage::resume(const QVariantMap &moment)
{
    m_search->setText(moment.value(u"search"_s).toString());
}

void EventsPage::follow()
{
    EventsRequest question;
    question.after = m_table->lastId();
    question.limit = firstEvents;
    question.follow = true;
    m_session.client().follow<EventsReply>(question, [self = QPointer(this)](const Result<EventsReply> &reply) {
        if (self && reply)
            self->m_table->add(reply->events);
        return self && reply;
    });
}

} // namespace cid
