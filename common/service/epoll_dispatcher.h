// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/service/timer_heap.h"

#include <QAbstractEventDispatcher>

#include <array>
#include <atomic>
#include <vector>

namespace cid {

/// An event loop whose turn costs what happened in it, not how many sockets there are: Qt's own asks poll(), which
/// walks over all of them each time. For threads with thousands of sockets; set it before the application or the thread
/// starts, which then own it. wakeUp() and interrupt() may be called from any thread, all else from its own.
///
/// A turn takes a bounded number of ready sockets, and the kernel begins with the next one where this turn ended: no
/// socket waits for another one twice. A loop within an event is right, too: what it has dealt with, the outer one
/// forgets.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT
public:
    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    // Qt 6.8 has these with chrono types, too, and calls them through these for every dispatcher that has no others.
    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;
    void wakeUp() override;
    void interrupt() override;

private:
    static constexpr size_t kinds = 3; ///< QSocketNotifier::Type

    /// What is wanted of one descriptor.
    struct Watch
    {
        std::array<QSocketNotifier *, kinds> notifiers{};
        quint32 serial = 0; ///< tells it from the one before on the same descriptor
        quint32 known = 0; ///< the events that the kernel was told
        bool isStale = false; ///< known is not what is wanted, or not certain
        bool isAlwaysReady = false; ///< a plain file, which epoll refuses

        [[nodiscard]] quint32 wanted() const;
        [[nodiscard]] bool isEmpty() const;
    };
    struct Ready
    {
        int descriptor = -1;
        quint32 serial = 0;
        quint32 events = 0;
    };

    void markStale(int descriptor, Watch &watch);
    void tellKernel();
    void tellKernel(int descriptor, Watch &watch);
    [[nodiscard]] int timeoutMs(bool canWait, bool withTimers) const;
    [[nodiscard]] std::vector<Ready> wait(int timeout);
    void clearWakeUp();
    [[nodiscard]] int activate(const std::vector<Ready> &ready);
    [[nodiscard]] int fireTimers();

    TimerHeap m_timers;
    QHash<int, Watch> m_watches;
    QList<int> m_stale; ///< descriptors
    int m_alwaysReady = 0;
    quint32 m_lastSerial = 0;
    quint64 m_turn = 0; ///< a nested loop's turns count
    int m_epoll = -1;
    int m_wake = -1;
    std::atomic<bool> m_isWoken{false};
    std::atomic<bool> m_isInterrupted{false};
};

} // namespace cid
