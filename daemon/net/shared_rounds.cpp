// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/shared_rounds.h"

#include "daemon/net/limits.h"

#include <utility>

namespace cid {

using namespace Qt::StringLiterals;

void SharedRounds::ask(const Done &done)
{
    if (m_waiting.size() >= net::maxRoundWaiters) {
        done(fail(makeError(ErrorKind::Unavailable, "busy.too-many", u"Too many wait for the same already"_s)));
        return;
    }
    m_waiting.append(done);
    if (!m_isUnderWay)
        begin();
}

void SharedRounds::whenIdle(const std::function<void()> &then)
{
    if (m_isUnderWay)
        m_whenIdle.append(then);
    else
        then();
}

void SharedRounds::begin()
{
    m_isUnderWay = true;
    m_round([this, served = std::exchange(m_waiting, {})](const Status &status) {
        m_isUnderWay = false;
        if (!m_waiting.isEmpty())
            begin();
        for (const Done &done : served)
            done(status);
        if (m_isUnderWay)
            return;
        const auto idle = std::exchange(m_whenIdle, {});
        for (const auto &then : idle)
            then();
    });
}

} // namespace cid
