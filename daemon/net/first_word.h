// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link.h"

#include <QTimer>

#include <chrono>

namespace cid {

/// Ends a link whose peer proved itself and does not say in time what it came for. Child of the link.
class FirstWord : public QObject
{
public:
    FirstWord(Link *link, std::chrono::milliseconds patience)
        : QObject(link)
    {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, link, &Link::close);
        m_timer.start(patience);
    }
    void heard() { m_timer.stop(); }

private:
    QTimer m_timer;
};

} // namespace cid
