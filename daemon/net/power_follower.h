// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/follower.h"

namespace cid {

/// Has machines looked at or switched, and tells of each that came to its end, until all did. What it began goes on
/// without it.
class PowerFollower final : public Follower
{
    Q_OBJECT
public:
    struct Wish
    {
        QStringList nodes; ///< each is known
        PowerAct act = PowerAct::Look;
    };
    PowerFollower(Link *link, quint32 request, ServerContext &context, const Wish &wish);

protected:
    std::optional<Message> next() override;

private:
    void take(PowerRow row, const Result<PowerState> &result);

    QList<PowerRow> m_ended; ///< not told yet
    qsizetype m_underWay = 0;
    bool m_isOver = false;
};

} // namespace cid
