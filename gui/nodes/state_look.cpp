// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/state_look.h"

#include <QPainter>
#include <QPainterPath>

namespace cid {

QString StateLook::word(NodeState state)
{
    switch (state) {
    case NodeState::Unknown:
        return tr("Never heard of");
    case NodeState::Discovered:
        return tr("Discovered");
    case NodeState::Netbooted:
        return tr("Netbooted");
    case NodeState::NotArmed:
        return tr("Not armed");
    case NodeState::Partitioning:
        return tr("Partitioning");
    case NodeState::SelfInstall:
        return tr("Installing Blancmange");
    case NodeState::RebootingToDisk:
        return tr("Rebooting (1)");
    case NodeState::Blancmange:
        return tr("In Blancmange");
    case NodeState::Installing:
        return tr("Installing");
    case NodeState::Configuring:
        return tr("Configuring");
    case NodeState::BootLoader:
        return tr("Boot loader");
    case NodeState::RebootingToImage:
        return tr("Rebooting (2)");
    case NodeState::Running:
        return tr("Running");
    case NodeState::Armed:
        return tr("Armed");
    case NodeState::RebootingToBlancmange:
        return tr("Rebooting to Blancmange");
    case NodeState::RebootingSwitch:
        return tr("Switching image");
    case NodeState::Failed:
        return tr("Failed");
    case NodeState::Lost:
        return tr("Lost");
    case NodeState::Starting:
        return tr("Getting ready");
    }
    return {};
}

QString StateLook::word(DeploymentState state)
{
    switch (state) {
    case DeploymentState::Queued:
        return tr("Queued");
    case DeploymentState::Open:
        return tr("Under way");
    case DeploymentState::Done:
        return tr("Done");
    case DeploymentState::Failed:
        return tr("Failed");
    case DeploymentState::Cancelled:
        return tr("Cancelled");
    }
    return {};
}

Accent StateLook::accent(NodeState state)
{
    switch (state) {
    case NodeState::Running:
        return Accent::Good;
    case NodeState::NotArmed:
        return Accent::Waiting;
    case NodeState::Failed:
        return Accent::Bad;
    case NodeState::Lost:
        return Accent::Lost;
    default:
        return isBusy(state) ? Accent::Busy : Accent::Quiet;
    }
}

StateLook::Shape StateLook::shape(NodeState state)
{
    switch (accent(state)) {
    case Accent::Good:
        return Shape::Disc;
    case Accent::Waiting:
        return Shape::Diamond;
    case Accent::Bad:
        return Shape::Cross;
    case Accent::Lost:
        return Shape::Ring;
    case Accent::Busy:
        return Shape::Pie;
    default:
        return Shape::Dot;
    }
}

namespace {

void paintDiamond(QPainter &painter, const QPointF &centre, qreal radius)
{
    const qreal x = centre.x();
    const qreal y = centre.y();
    painter.drawPolygon(QPolygonF{{x, y - radius}, {x + radius, y}, {x, y + radius}, {x - radius, y}});
}

void paintPie(QPainter &painter, const QRectF &disc, qreal unit, int permille)
{
    const QBrush filled = painter.brush();
    painter.setPen(QPen(filled.color(), unit * 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(disc.adjusted(unit / 2, unit / 2, -unit / 2, -unit / 2));
    painter.setPen(Qt::NoPen);
    painter.setBrush(filled);
    const int share = permille < 0 ? 500 : permille;
    painter.drawPie(disc.adjusted(unit, unit, -unit, -unit), 90 * 16, -share * 360 * 16 / 1000);
}

} // namespace

void StateLook::paint(QPainter &painter, const QRectF &square, Figure figure, const QPalette &palette)
{
    const QColor colour = accentColour(accent(figure.state), palette);
    const qreal unit = square.width() / 12;
    const QRectF disc = square.adjusted(unit, unit, -unit, -unit);
    const QRectF box = disc.adjusted(unit, unit, -unit, -unit);
    const QPen pen(colour, unit * 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (shape(figure.state)) {
    case Shape::Disc:
        painter.drawEllipse(disc);
        break;
    case Shape::Dot:
        painter.drawEllipse(square.center(), unit * 2, unit * 2);
        break;
    case Shape::Diamond:
        paintDiamond(painter, square.center(), unit * 5.4);
        break;
    case Shape::Pie:
        paintPie(painter, disc, unit, figure.permille);
        break;
    case Shape::Cross:
        painter.setPen(pen);
        painter.drawLine(box.topLeft(), box.bottomRight());
        painter.drawLine(box.topRight(), box.bottomLeft());
        break;
    case Shape::Ring:
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(box);
        break;
    }
    painter.restore();
}

} // namespace cid
