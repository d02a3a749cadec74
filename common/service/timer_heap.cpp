// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/service/timer_heap.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace cid {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// Below it 5 % of an interval are less than the clock's grain of a millisecond.
constexpr milliseconds shortestCoarse{20};

TimerHeap::Time roundedUp(TimerHeap::Time time, milliseconds grain)
{
    const auto since = time.time_since_epoch();
    const auto rest = since % grain;
    return rest.count() == 0 ? time : time + (grain - rest);
}

/// Coarse timers are allowed 5 %, very coarse ones a second: as many as possible are due in the same moment, none
/// early.
TimerHeap::Time aligned(TimerHeap::Time due, const TimerHeap::Timer &timer)
{
    if (timer.type == Qt::VeryCoarseTimer)
        return roundedUp(due, seconds(1));
    if (timer.type == Qt::PreciseTimer || timer.interval < shortestCoarse)
        return due;
    milliseconds grain{1};
    while (grain * 2 <= timer.interval / 20)
        grain *= 2;
    return roundedUp(due, grain);
}

} // namespace

void TimerHeap::insert(const Timer &timer, Time now)
{
    remove(timer.id);
    Entry &entry = m_entries[timer.id];
    entry.timer = timer;
    entry.serial = ++m_lastSerial;
    entry.wanted = now + timer.interval;
    entry.due = aligned(entry.wanted, timer);
    m_owned.insert(timer.object, timer.id);
    push(entry);
}

bool TimerHeap::remove(int id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return false;
    if (found->place != nowhere)
        pull(*found);
    m_owned.remove(found->timer.object, id);
    m_entries.erase(found);
    return true;
}

bool TimerHeap::removeAll(const QObject *object)
{
    const QList<int> ids = m_owned.values(object);
    for (const int id : ids)
        remove(id);
    return !ids.isEmpty();
}

std::optional<TimerHeap::Time> TimerHeap::firstDue() const
{
    if (m_heap.empty())
        return std::nullopt;
    return m_entries.constFind(m_heap.front())->due;
}

std::optional<TimerHeap::Firing> TimerHeap::takeDue(Time now)
{
    if (m_heap.empty())
        return std::nullopt;
    Entry &first = *m_entries.find(m_heap.front());
    if (first.due > now)
        return std::nullopt;
    pull(first);
    return Firing{first.timer, first.serial};
}

void TimerHeap::rearm(const Firing &firing, Time now)
{
    const auto found = m_entries.find(firing.timer.id);
    if (found == m_entries.end() || found->serial != firing.serial)
        return;
    const milliseconds interval = firing.timer.interval;
    Time next = found->wanted + interval;
    // What was missed is not made up for: the next time is the first one of its row that lies ahead.
    if (next <= now && interval.count() > 0)
        next += interval * ((now - next) / interval + 1);
    found->wanted = std::max(next, now + Time::duration(1));
    found->due = aligned(found->wanted, firing.timer);
    push(*found);
}

std::optional<TimerHeap::Time> TimerHeap::dueOf(int id) const
{
    const auto found = m_entries.constFind(id);
    if (found == m_entries.constEnd())
        return std::nullopt;
    return found->due;
}

QList<TimerHeap::Timer> TimerHeap::timersOf(const QObject *object) const
{
    QList<Timer> timers;
    const QList<int> ids = m_owned.values(object);
    for (const int id : ids)
        timers.append(m_entries.constFind(id)->timer);
    return timers;
}

bool TimerHeap::isBefore(int left, int right) const
{
    const Entry &a = *m_entries.constFind(left);
    const Entry &b = *m_entries.constFind(right);
    return std::tie(a.due, a.order) < std::tie(b.due, b.order);
}

void TimerHeap::put(size_t place, int id)
{
    m_heap[place] = id;
    m_entries.find(id)->place = place;
}

void TimerHeap::push(Entry &entry)
{
    entry.order = ++m_lastSerial;
    entry.place = m_heap.size();
    m_heap.push_back(entry.timer.id);
    rise(entry.place);
}

void TimerHeap::pull(Entry &entry)
{
    const size_t place = std::exchange(entry.place, nowhere);
    const int last = m_heap.back();
    m_heap.pop_back();
    if (place == m_heap.size())
        return;
    put(place, last);
    rise(place);
    sink(m_entries.constFind(last)->place);
}

void TimerHeap::rise(size_t place)
{
    const int id = m_heap[place];
    while (place > 0 && isBefore(id, m_heap[(place - 1) / 2])) {
        put(place, m_heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(place, id);
}

void TimerHeap::sink(size_t place)
{
    const int id = m_heap[place];
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= m_heap.size())
            break;
        if (child + 1 < m_heap.size() && isBefore(m_heap[child + 1], m_heap[child]))
            ++child;
        if (!isBefore(m_heap[child], id))
            break;
        put(place, m_heap[child]);
        place = child;
    }
    put(place, id);
}

} // namespace cid
