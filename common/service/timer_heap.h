// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QObject>

#include <chrono>
#include <optional>
#include <vector>

namespace cid {

/// When which timer is due: a binary heap in which every timer knows its place, so that starting, stopping and firing
/// one among ten thousand costs a few comparisons. A plain value without a clock; EpollDispatcher owns one.
class TimerHeap
{
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Timer
    {
        int id = 0;
        std::chrono::milliseconds interval{0};
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
    };
    /// A timer that is being fired. Another one that got its number meanwhile is told apart by \a serial.
    struct Firing
    {
        Timer timer;
        quint64 serial = 0;
    };

    /// Begins now; a timer of that number is replaced.
    void insert(const Timer &timer, Time now);
    bool remove(int id);
    bool removeAll(const QObject *object);

    /// When the first is due; nothing where none waits.
    [[nodiscard]] std::optional<Time> firstDue() const;
    /// Takes the first one that is due at \a now out of the waiting ones, until rearm(): it does not fire anew in a
    /// loop within its own event.
    [[nodiscard]] std::optional<Firing> takeDue(Time now);
    /// The event of \a firing is over: it waits for its next time, always after \a now. Does nothing where it was
    /// removed.
    void rearm(const Firing &firing, Time now);

    [[nodiscard]] std::optional<Time> dueOf(int id) const;
    [[nodiscard]] QList<Timer> timersOf(const QObject *object) const;
    [[nodiscard]] qsizetype waitingCount() const { return static_cast<qsizetype>(m_heap.size()); }

private:
    static constexpr size_t nowhere = static_cast<size_t>(-1);

    struct Entry
    {
        Timer timer;
        Time wanted; ///< to the letter, so that rounding does not add up
        Time due;
        quint64 serial = 0;
        quint64 order = 0; ///< among those that are due together
        size_t place = nowhere; ///< in the heap; nowhere while it fires
    };

    [[nodiscard]] bool isBefore(int left, int right) const;
    void put(size_t place, int id);
    void push(Entry &entry);
    void pull(Entry &entry);
    void rise(size_t place);
    void sink(size_t place);

    QHash<int, Entry> m_entries;
    QMultiHash<const QObject *, int> m_owned;
    std::vector<int> m_heap; ///< ids
    quint64 m_lastSerial = 0;
};

} // namespace cid
