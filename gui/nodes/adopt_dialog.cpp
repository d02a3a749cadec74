// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/adopt_dialog.h"

#include "gui/widgets/table_tools.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int macColumn = 0;
constexpr int nameColumn = 5;
constexpr int adoptPlanMs = 300;

} // namespace

AdoptDialog::AdoptDialog(Session &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_list(new QTreeWidget)
    , m_names(new QLineEdit)
    , m_note(new QLabel)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel))
{
    setWindowTitle(tr("Machines that have no name yet"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setHeaderLabels(
        {tr("MAC"), tr("Address"), tr("First seen"), tr("Processor"), tr("Memory"), tr("New name")});
    m_list->setRootIsDecorated(false);
    m_list->setAccessibleName(tr("Machines that have no name yet"));
    (new TableTools(*m_list))->offerInMenu();
    m_names->setPlaceholderText(u"n[001-128]"_s);
    m_names->setAccessibleName(tr("Names"));
    m_note->setWordWrap(true);
    auto *go = m_buttons->addButton(tr("Adopt"), QDialogButtonBox::AcceptRole);
    go->setObjectName(u"adopt"_s);
    go->setEnabled(false);
    auto *form = new QFormLayout;
    form->addRow(tr("Names"), m_names);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new QLabel(tr("The ticked machines get these names, in the order of power-on:")));
    layout->addLayout(form);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    layout->addWidget(m_buttons);
    resize(760, 420);
    m_timer.setSingleShot(true);
    m_timer.setInterval(adoptPlanMs);
    connect(&m_timer, &QTimer::timeout, this, &AdoptDialog::plan);
    const auto later = [this] { m_timer.start(); };
    connect(m_names, &QLineEdit::textEdited, this, later);
    connect(m_list, &QTreeWidget::itemChanged, this, later);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &AdoptDialog::adopt);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    ask();
}

void AdoptDialog::ask()
{
    m_session.client().ask<DiscoveredReply>(DiscoveredRequest{},
                                            [self = QPointer(this)](const Result<DiscoveredReply> &reply) {
                                                if (!self)
                                                    return;
                                                if (reply)
                                                    self->showMachines(reply->machines);
                                                else
                                                    self->m_note->setText(reply.error().text);
                                            });
}

void AdoptDialog::showMachines(const QList<DiscoveredMachine> &machines)
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const DiscoveredMachine &machine : machines) {
        const QString seen =
            QLocale().toString(QDateTime::fromMSecsSinceEpoch(machine.firstSeen), QLocale::ShortFormat);
        auto *item = new QTreeWidgetItem({machine.macs.value(0), machine.address, seen, machine.inventory.cpuModel,
                                          formatBytes(machine.inventory.memory), QString()});
        item->setCheckState(macColumn, Qt::Checked);
        m_list->addTopLevelItem(item);
    }
    for (int column = 0; column < nameColumn; ++column)
        m_list->resizeColumnToContents(column);
    if (machines.isEmpty())
        m_note->setText(tr("There are none: every machine that has connected has a name."));
}

QStringList AdoptDialog::chosenMacs() const
{
    QStringList macs;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *item = m_list->topLevelItem(i);
        if (item->checkState(macColumn) == Qt::Checked)
            macs << item->text(macColumn);
    }
    return macs;
}

void AdoptDialog::plan()
{
    auto *go = m_buttons->findChild<QPushButton *>(u"adopt"_s);
    go->setEnabled(false);
    m_note->clear();
    const QStringList macs = chosenMacs();
    if (m_names->text().trimmed().isEmpty() || macs.isEmpty())
        return;
    m_session.client().ask<AdoptReply>(AdoptRequest{m_names->text(), macs, true},
                                       [self = QPointer(this), go = QPointer(go)](const Result<AdoptReply> &reply) {
                                           if (!self || !go)
                                               return;
                                           if (!reply) {
                                               self->m_note->setText(reply.error().text);
                                               return;
                                           }
                                           const QSignalBlocker quiet(self->m_list);
                                           for (int i = 0; i < self->m_list->topLevelItemCount(); ++i) {
                                               QTreeWidgetItem *item = self->m_list->topLevelItem(i);
                                               item->setText(nameColumn, {});
                                               for (const Adoption &adoption : reply->adoptions) {
                                                   if (adoption.macs.contains(item->text(macColumn)))
                                                       item->setText(nameColumn, adoption.node);
                                               }
                                           }
                                           go->setEnabled(!reply->adoptions.isEmpty());
                                       });
}

void AdoptDialog::adopt()
{
    m_session.client().ask<AdoptReply>(AdoptRequest{m_names->text(), chosenMacs(), false},
                                       [self = QPointer(this)](const Result<AdoptReply> &reply) {
                                           if (!self)
                                               return;
                                           if (!reply) {
                                               self->m_note->setText(reply.error().text);
                                               return;
                                           }
                                           Q_EMIT self->adopted(static_cast<int>(reply->adoptions.size()));
                                           self->accept();
                                       });
}

} // namespace cid
