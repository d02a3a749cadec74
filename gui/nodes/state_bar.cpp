// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/state_bar.h"

#include "gui/nodes/node_table.h"
#include "gui/nodes/state_look.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

struct Bin
{
    const char *filter;
    NodeState look;
};
constexpr Bin bins[] = {{"", NodeState::Unknown},           {"is:running", NodeState::Running},
                        {"is:busy", NodeState::Installing}, {"is:waiting", NodeState::NotArmed},
                        {"is:failed", NodeState::Failed},   {"is:lost", NodeState::Lost}};

QIcon shapeIcon(NodeState state, const QPalette &palette, qreal ratio)
{
    constexpr int side = 14;
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    StateLook::paint(painter, QRectF(0, 0, side, side), {state}, palette);
    return QIcon(pixmap);
}

} // namespace

StateBar::StateBar(const NodeBoard &board, QWidget *parent)
    : QWidget(parent)
    , m_board(board)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    for (const Bin &bin : bins) {
        auto *button = new QToolButton;
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        connect(button, &QToolButton::clicked, this,
                [this, filter = QString::fromLatin1(bin.filter)] { Q_EMIT filterWanted(filter); });
        m_buttons.append(button);
        layout->addWidget(button);
    }
    layout->addStretch();
    connect(&board, &NodeBoard::pulsed, this, &StateBar::refresh);
    connect(&board, &NodeBoard::reset, this, &StateBar::refresh);
    refresh();
}

void StateBar::refresh()
{
    int busy = 0;
    for (int i = 0; i < nodeStateCount; ++i) {
        if (isBusy(static_cast<NodeState>(i)))
            busy += m_board.count(static_cast<NodeState>(i));
    }
    const QList<int> counts{m_board.count(),
                            m_board.count(NodeState::Running),
                            busy,
                            m_board.count(NodeState::NotArmed),
                            m_board.count(NodeState::Failed),
                            m_board.count(NodeState::Lost)};
    const QStringList words{tr("All"), tr("Running"), tr("Busy"), tr("Not armed"), tr("Failed"), tr("Lost")};
    for (int i = 0; i < m_buttons.size(); ++i) {
        const QString text = words[i] + u"  "_s + QLocale().toString(counts[i]);
        QToolButton *button = m_buttons[i];
        if (button->text() == text)
            continue;
        button->setText(text);
        button->setAccessibleName(text);
        if (i > 0)
            button->setIcon(shapeIcon(bins[i].look, palette(), devicePixelRatioF()));
    }
}

} // namespace cid
