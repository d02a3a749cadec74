// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/framed_link.h"

#include <QTimer>

#include <array>

namespace cid {

/// Beats for any number of links with one coarse timer. Each link is visited once an interval; the links are spread
/// over parts of it, so that ten thousand Pings do not leave in one moment. Lives on the links' thread.
class Heartbeat : public QObject
{
    Q_OBJECT
public:
    Heartbeat(int intervalMs, QObject *parent);

    /// From now on until the link closes or is deleted.
    void add(FramedLink *link);
    [[nodiscard]] int count() const { return m_count; }

private:
    static constexpr size_t partCount = 16;

    void tick();
    void remove(FramedLink *link, size_t part);

    QTimer m_timer;
    std::array<QList<FramedLink *>, partCount> m_parts;
    size_t m_next = 0;
    size_t m_adding = 0;
    int m_count = 0;
    bool m_walking = false;
};

} // namespace cid
