// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QList>

#include <functional>

namespace cid {

/// Rounds of something that takes a while, one at a time. Who asks while one is under way may have come too late for
/// it: the next one, of which there is only one however many ask, answers all of them. Lives on one thread; a round
/// ends before this does, or not at all.
class SharedRounds
{
public:
    using Done = std::function<void(const Status &)>;
    /// Begins a round; its argument is called at its end, be it at once.
    using Round = std::function<void(const Done &)>;

    explicit SharedRounds(Round round)
        : m_round(std::move(round))
    { }

    /// \a done hears of a round that begins now or later. Unavailable "busy.too-many" where too many wait already.
    void ask(const Done &done);
    /// \a then is called once no round is under way or waited for: at once where it is so.
    void whenIdle(const std::function<void()> &then);

private:
    void begin();

    Round m_round;
    QList<Done> m_waiting;
    QList<std::function<void()>> m_whenIdle;
    bool m_isUnderWay = false;
};

} // namespace cid
