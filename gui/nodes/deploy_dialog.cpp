// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/deploy_dialog.h"

#include "common/config/host_list.h"
#include "gui/widgets/table_tools.h"
#include "gui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int planMs = 250; // after the last key

} // namespace

DeployDialog::DeployDialog(Session &session, const Wish &wish, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_wish(wish)
{
    setWindowTitle(wish.reinstall ? tr("Reinstall nodes") : tr("Deploy an image"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    m_timer.setSingleShot(true);
    m_timer.setInterval(planMs);
    connect(&m_timer, &QTimer::timeout, this, &DeployDialog::plan);
    plan();
}

void DeployDialog::makeWish()
{
    m_hosts = new QLineEdit(foldHostList(m_wish.nodes));
    m_image = new QComboBox;
    m_image->setEditable(true);
    const ImagesReply &images = m_session.images();
    for (const ImageDefinition &definition : images.definitions)
        m_image->addItem(definition.name);
    for (const CatalogueImage &image : images.images)
        m_image->addItem(image.id.toString());
    m_image->setCurrentText(m_wish.image.isEmpty() && m_image->count() > 0 ? m_image->itemText(0) : m_wish.image);
    m_reinstall = new QCheckBox(tr("Install anew also where the image already runs"));
    m_reinstall->setChecked(m_wish.reinstall);
    m_take = new QCheckBox(tr("Also nodes that jobs hold"));
    m_hosts->setAccessibleName(tr("Nodes"));
    m_image->setAccessibleName(tr("Image"));
    const auto later = [this] { m_timer.start(); };
    connect(m_hosts, &QLineEdit::textEdited, this, later);
    connect(m_image, &QComboBox::currentTextChanged, this, later);
    connect(m_reinstall, &QCheckBox::toggled, this, later);
    connect(m_take, &QCheckBox::toggled, this, later);
}

void DeployDialog::makePlan()
{
    m_summary = new QLabel;
    m_summary->setWordWrap(true);
    m_rows = new QTreeWidget;
    m_rows->setHeaderLabels({tr("Nodes"), tr("What happens"), tr("What is written, or why not")});
    m_rows->setRootIsDecorated(false);
    m_rows->setAlternatingRowColors(true);
    m_rows->setAccessibleName(tr("What happens on which nodes"));
    m_rows->setColumnWidth(0, 200);
    m_rows->setColumnWidth(1, 130);
    (new TableTools(*m_rows))->offerInMenu();
}

void DeployDialog::makeAnswer()
{
    m_typeLabel = new QLabel;
    m_typed = new QLineEdit;
    m_typed->setMaximumWidth(120);
    m_typed->setAccessibleName(tr("Number of nodes"));
    m_error = new QLabel;
    m_error->setWordWrap(true);
    QPalette shade = palette();
    shade.setColor(QPalette::WindowText, accentColour(Accent::Bad, palette()));
    m_error->setPalette(shade);
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *go =
        m_buttons->addButton(m_wish.reinstall ? tr("Reinstall") : tr("Deploy"), QDialogButtonBox::AcceptRole);
    go->setObjectName(u"deploy"_s);
    m_buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    connect(m_typed, &QLineEdit::textChanged, this, &DeployDialog::judge);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &DeployDialog::deploy);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void DeployDialog::build()
{
    makeWish();
    makePlan();
    makeAnswer();
    auto *form = new QFormLayout;
    form->addRow(tr("Nodes"), m_hosts);
    form->addRow(tr("Image"), m_image);
    form->addRow(QString(), m_reinstall);
    form->addRow(QString(), m_take);
    auto *typeRow = new QHBoxLayout;
    typeRow->addWidget(m_typeLabel);
    typeRow->addWidget(m_typed);
    typeRow->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_summary);
    layout->addWidget(m_rows, 1);
    layout->addLayout(typeRow);
    layout->addWidget(m_error);
    layout->addWidget(m_buttons);
    resize(860, 480);
}

void DeployDialog::plan()
{
    m_plan = {};
    m_eligible.clear();
    const quint32 question = ++m_question;
    PlanRequest wish{m_hosts->text(), m_image->currentText().trimmed(), m_reinstall->isChecked()};
    wish.take = m_take->isChecked();
    m_session.client().ask<PlanReply>(
        wish, [self = QPointer<DeployDialog>(this), question](const Result<PlanReply> &reply) {
            if (self && question == self->m_question) // else it was answered for what is no longer asked
                self->showPlan(reply);
        });
    judge();
}

QString DeployDialog::wordOf(const QString &action) const
{
    if (action == "nothing"_L1)
        return tr("nothing: it runs already");
    if (action == "install"_L1)
        return tr("install");
    if (action == "install once it is up"_L1)
        return tr("install once it is up");
    if (action == "switch"_L1)
        return tr("switch to the slot that has it");
    return action.isEmpty() ? tr("cannot take part") : action;
}

QString DeployDialog::noteOf(const PlanRow &row) const
{
    if (!row.eligible) {
        const QString why = row.reason.section(u": "_s, 1);
        return why.isEmpty() ? row.reason : why;
    }
    if (row.action == "nothing"_L1)
        return row.reason;
    const PlanDisk disk = m_plan.disks.value(row.writes - 1);
    QStringList parts;
    if (row.writes == 0)
        parts << tr("the node has not told which disks it has");
    else if (disk.disk.isEmpty())
        parts << tr("no disk");
    else if (!disk.whole)
        parts << tr("one slot of %1").arg(disk.disk) << tr("the other partitions stay");
    else if (m_plan.kept.isEmpty())
        parts << tr("all of %1 is divided anew").arg(disk.disk);
    else
        parts << tr("all of %1 is divided anew, but for %2").arg(disk.disk, m_plan.kept.join(u", "_s));
    for (const QString &more : {disk.problem, row.reason}) {
        if (!more.isEmpty())
            parts << more;
    }
    return parts.join(u'\n');
}

void DeployDialog::showPlan(const Result<PlanReply> &reply)
{
    m_rows->clear();
    m_error->setText(reply ? QString() : reply.error().text);
    m_plan = reply ? *reply : PlanReply{};
    m_eligible.clear();
    // Nodes that have the same ahead of them are one line.
    QMap<std::tuple<bool, QString, QString>, QStringList> lines;
    int idle = 0;
    for (const PlanRow &row : std::as_const(m_plan.rows)) {
        lines[{row.eligible, row.eligible ? row.action : QString(), noteOf(row)}].append(row.node);
        if (row.eligible && row.action != "nothing"_L1)
            m_eligible.append(row.node);
        idle += row.eligible && row.action == "nothing"_L1;
    }
    for (auto it = lines.cbegin(); it != lines.cend(); ++it) {
        const auto &[isEligible, action, note] = it.key();
        auto *item = new QTreeWidgetItem({foldHostList(it.value()), wordOf(action), note});
        item->setToolTip(0, item->text(0));
        for (int column = 0; column < m_rows->columnCount(); ++column)
            item->setTextAlignment(column, Qt::AlignLeft | Qt::AlignTop);
        item->setToolTip(2, note);
        if (!isEligible)
            item->setForeground(1, accentColour(Accent::Bad, palette()));
        m_rows->addTopLevelItem(item);
    }
    const auto refused = static_cast<int>(m_plan.rows.size() - m_eligible.size()) - idle;
    QStringList parts{tr("%n node(s) will be brought into %1.", nullptr, static_cast<int>(m_eligible.size()))
                          .arg(m_plan.image.toString())};
    if (idle > 0)
        parts << tr("%n run(s) it already.", nullptr, idle);
    if (refused > 0)
        parts << tr("%n cannot take part and will be left out.", nullptr, refused);
    m_summary->setText(reply ? parts.join(u' ') : QString());
    judge();
}

void DeployDialog::judge()
{
    const auto count = static_cast<int>(m_eligible.size());
    const bool wantsNumber = count > m_wish.typeAbove;
    m_typeLabel->setVisible(wantsNumber);
    m_typed->setVisible(wantsNumber);
    m_typeLabel->setText(tr("That is many. Type their number, %1:").arg(count));
    const bool isTyped = !wantsNumber || m_typed->text().trimmed().toInt() == count;
    auto *go = m_buttons->findChild<QPushButton *>(u"deploy"_s);
    go->setEnabled(count > 0 && isTyped && !m_isAsked && m_session.client().isConnected());
}

void DeployDialog::deploy()
{
    if (m_eligible.isEmpty() || m_isAsked)
        return;
    m_isAsked = true;
    judge();
    DeployRequest question{u"console-%1"_s.arg(m_session.board().now()), foldHostList(m_eligible),
                           m_plan.image.toString(), 0, m_reinstall->isChecked()};
    question.take = m_take->isChecked();
    m_session.client().ask<DeployReply>(
        question, [self = QPointer<DeployDialog>(this)](const Result<DeployReply> &reply) {
            if (!self)
                return;
            self->m_isAsked = false;
            if (!reply) {
                self->m_error->setText(reply.error().text);
                self->judge();
                return;
            }
            Q_EMIT self->deployed(reply->job.id, static_cast<int>(nodeCount(reply->job)));
            self->accept();
        });
}

} // namespace cid
