// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/rate_limiter.h"

namespace cid {

RateLimiter::RateLimiter(const Clock &clock, std::chrono::milliseconds interval, qsizetype maxKeys)
    : m_clock(&clock)
    , m_interval(interval)
    , m_maxKeys(maxKeys)
{ }

RateLimiter::Verdict RateLimiter::note(const QString &key)
{
    const std::chrono::milliseconds now = m_clock->monotonic();
    if (!m_entries.contains(key) && m_entries.size() >= m_maxKeys)
        forgetOld(now);
    // The empty key is the shared one.
    const bool fits = m_entries.contains(key) || m_entries.size() < m_maxKeys;
    const QString used = fits ? key : QString();
    const auto known = m_entries.find(used);
    if (known == m_entries.end()) {
        m_entries.insert(used, Entry{now, 0});
        return {true, 0};
    }
    if (now - known->last < m_interval) {
        ++known->suppressed;
        return {};
    }
    const Verdict verdict{true, known->suppressed};
    *known = Entry{now, 0};
    return verdict;
}

void RateLimiter::forgetOld(std::chrono::milliseconds now)
{
    m_entries.removeIf([&](auto entry) { return entry.key() != QString() && now - entry->last >= m_interval; });
}

} // namespace cid
