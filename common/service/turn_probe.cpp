// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/service/turn_probe.h"

#include <QAbstractEventDispatcher>
#include <QLoggingCategory>

#include <algorithm>

namespace cid {

using std::chrono::microseconds;
using std::chrono::nanoseconds;

Q_LOGGING_CATEGORY(lcTurns, "cid.turns")

TurnProbe::TurnProbe(QString name, QAbstractEventDispatcher *dispatcher)
    : QObject(dispatcher)
    , m_name(std::move(name))
    , m_reporter(this)
{
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, &TurnProbe::endTurn);
    // Emitted a second time in a turn by some dispatchers: the turn goes on.
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] {
        if (!m_turn.isValid())
            m_turn.start();
    });
    connect(&m_reporter, &QTimer::timeout, this, [this] {
        const quint64 turns = std::exchange(m_turns, 0);
        const auto longest = static_cast<double>(takeLongest().count()) / 1000;
        qCInfo(lcTurns, "%ls: longest turn %.1f ms of %llu", qUtf16Printable(m_name), longest, turns);
    });
}

void TurnProbe::report(std::chrono::milliseconds every)
{
    m_reporter.start(every);
}

microseconds TurnProbe::takeLongest()
{
    if (m_turn.isValid())
        m_longest = std::max(m_longest, nanoseconds(m_turn.nsecsElapsed()));
    return std::chrono::duration_cast<microseconds>(std::exchange(m_longest, nanoseconds(0)));
}

void TurnProbe::endTurn()
{
    if (!m_turn.isValid())
        return;
    m_longest = std::max(m_longest, nanoseconds(m_turn.nsecsElapsed()));
    m_turn.invalidate();
    ++m_turns;
}

} // namespace cid
