// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/clock.h"

#include <QHash>
#include <QString>

namespace cid {

/// Decides which of many equal happenings is worth a log line: the first of a key, then at most one in each interval,
/// which says how many were left out. Remembers a bounded number of keys; with more than that at once, the keys that
/// do not fit share one. A plain value of one thread; borrows the clock.
class RateLimiter
{
public:
    struct Verdict
    {
        bool allowed = false;
        qint64 suppressed = 0; ///< since the last allowed one, this one not counted
        bool operator==(const Verdict &) const = default;
    };

    explicit RateLimiter(const Clock &clock, std::chrono::milliseconds interval = std::chrono::seconds(60),
                         qsizetype maxKeys = 1024);

    [[nodiscard]] Verdict note(const QString &key);
    [[nodiscard]] qsizetype keyCount() const { return m_entries.size(); }

private:
    struct Entry
    {
        std::chrono::milliseconds last{0};
        qint64 suppressed = 0;
    };

    void forgetOld(std::chrono::milliseconds now);

    const Clock *m_clock;
    std::chrono::milliseconds m_interval;
    qsizetype m_maxKeys;
    QHash<QString, Entry> m_entries;
};

} // namespace cid
