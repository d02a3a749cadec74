// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/power_dialog.h"

#include "common/config/host_list.h"
#include "gui/nodes/power_run.h"
#include "gui/widgets/table_tools.h"
#include "gui/widgets/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

PowerDialog::PowerDialog(Wish wish, QWidget *parent)
    : QDialog(parent)
    , m_wish(std::move(wish))
    , m_action(new QComboBox)
    , m_typed(new QLineEdit)
    , m_rows(new QTreeWidget)
    , m_note(new QLabel)
{
    setWindowTitle(tr("Power of nodes"));
    setAttribute(Qt::WA_DeleteOnClose);
    // The words that powerman and ipmitool have for it.
    m_action->addItem(tr("Switch on"), u"on"_s);
    m_action->addItem(tr("Switch off"), u"off"_s);
    m_action->addItem(tr("Off and on again"), u"cycle"_s);
    m_action->setAccessibleName(tr("What to do"));
    m_typed->setAccessibleName(tr("Number of nodes"));
    m_rows->setHeaderLabels({tr("Node"), tr("Result"), tr("What the command said")});
    m_rows->setRootIsDecorated(false);
    m_rows->setAccessibleName(tr("Results"));
    (new TableTools(*m_rows))->offerInMenu();
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    build();
    connect(m_action, &QComboBox::currentIndexChanged, this, &PowerDialog::judge);
    connect(m_typed, &QLineEdit::textChanged, this, &PowerDialog::judge);
    judge();
}

PowerDialog::~PowerDialog() = default;

void PowerDialog::build()
{
    const auto count = static_cast<int>(m_wish.nodes.size());
    auto *nodes = new QLabel(foldHostList(m_wish.nodes));
    nodes->setWordWrap(true);
    nodes->setTextFormat(Qt::PlainText);
    auto *command = new QLabel(m_wish.pattern);
    command->setWordWrap(true);
    command->setTextFormat(Qt::PlainText);
    auto *form = new QFormLayout;
    form->addRow(tr("Nodes"), nodes);
    form->addRow(tr("What to do"), m_action);
    form->addRow(tr("Command"), command);
    if (count > m_wish.typeAbove)
        form->addRow(tr("That is many. Type their number, %1:").arg(count), m_typed);
    else
        m_typed->setText(QString::number(count));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_go = buttons->addButton(tr("Run for %n node(s)", nullptr, count), QDialogButtonBox::ActionRole);
    m_go->setObjectName(u"power"_s);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    connect(m_go, &QPushButton::clicked, this, &PowerDialog::run);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_note);
    layout->addWidget(m_rows, 1);
    layout->addWidget(buttons);
    if (count <= m_wish.typeAbove)
        m_typed->setParent(this);
    m_typed->setVisible(count > m_wish.typeAbove);
    resize(640, 420);
}

void PowerDialog::judge()
{
    const bool isOn = m_action->currentData().toString() == "on"_L1;
    QPalette shade = palette();
    if (!m_run && !isOn)
        shade.setColor(QPalette::WindowText, accentColour(Accent::Bad, palette()));
    m_note->setPalette(shade);
    if (!m_run)
        m_note->setText(isOn ? tr("The command runs on this machine, once for each node.")
                             : tr("What runs on these nodes ends without warning. The command runs on this machine."));
    m_go->setEnabled(!m_run && m_typed->text().trimmed().toInt() == m_wish.nodes.size());
}

void PowerDialog::run()
{
    m_rows->clear();
    m_good = 0;
    m_bad = 0;
    m_run = std::make_unique<PowerRun>(m_wish.pattern, m_action->currentData().toString(), m_wish.nodes);
    connect(m_run.get(), &PowerRun::ended, this, &PowerDialog::showEnd);
    connect(m_run.get(), &PowerRun::finished, this, [this] {
        m_run.release()->deleteLater();
        judge();
        m_note->setPalette(palette());
        m_note->setText(m_bad == 0 ? tr("Done.") : tr("Failed for %n node(s).", nullptr, m_bad));
    });
    judge();
    m_note->setText(tr("%1 of %2").arg(0).arg(m_wish.nodes.size()));
    m_run->start();
}

void PowerDialog::showEnd(const QString &node, bool isGood, const QString &text)
{
    ++(isGood ? m_good : m_bad);
    auto *row = new QTreeWidgetItem({node, isGood ? tr("✓ done") : tr("✕ failed"), text});
    row->setForeground(1, accentColour(isGood ? Accent::Good : Accent::Bad, palette()));
    row->setToolTip(2, text);
    m_rows->addTopLevelItem(row);
    m_note->setText(tr("%1 of %2").arg(m_good + m_bad).arg(m_wish.nodes.size()));
}

} // namespace cid
