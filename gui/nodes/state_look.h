// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"
#include "gui/widgets/theme.h"

#include <QCoreApplication>

class QPainter;

namespace cid {

/// How a node's state looks: a word, a colour, and a shape for those to whom colours say little.
class StateLook
{
    Q_DECLARE_TR_FUNCTIONS(StateLook)
public:
    enum class Shape : quint8 { Dot, Disc, Pie, Diamond, Cross, Ring };

    [[nodiscard]] static QString word(NodeState state);
    [[nodiscard]] static QString word(DeploymentState state);
    [[nodiscard]] static Accent accent(NodeState state);
    [[nodiscard]] static Shape shape(NodeState state);
    struct Figure
    {
        NodeState state = NodeState::Unknown;
        int permille = -1; ///< fills a pie; below 0 it is half full
    };
    /// Draws the state's shape into the square.
    static void paint(QPainter &painter, const QRectF &square, Figure figure, const QPalette &palette);
};

} // namespace cid
