// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/service/epoll_dispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace cid {

using std::chrono::ceil;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// Ready sockets of one turn. Each may cost a TLS handshake's half millisecond; timers and posted events come between.
constexpr int readyPerTurn = 64;
/// Not a number of any Watch: the eventfd's.
constexpr quint64 wakeMark = ~quint64(0);

constexpr std::array<quint32, 3> eventOf{EPOLLIN, EPOLLOUT, EPOLLPRI}; // by QSocketNotifier::Type
/// The kernel says these unasked, and every kind of notifier wants to hear of an end.
constexpr quint32 endEvents = EPOLLHUP | EPOLLERR;

quint64 markOf(int descriptor, quint32 serial)
{
    return (quint64(serial) << 32) | static_cast<quint32>(descriptor);
}

} // namespace

quint32 EpollDispatcher::Watch::wanted() const
{
    quint32 events = 0;
    for (size_t kind = 0; kind < kinds; ++kind)
        events |= notifiers[kind] ? eventOf[kind] : 0U;
    return events;
}

bool EpollDispatcher::Watch::isEmpty() const
{
    return std::all_of(notifiers.begin(), notifiers.end(), [](const auto *one) { return !one; });
}

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = wakeMark;
    if (m_epoll < 0 || m_wake < 0 || ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event) != 0)
        qFatal("No event loop: %s", std::strerror(errno));
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_wake);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_isInterrupted = false;
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    const bool withTimers = !flags.testFlag(QEventLoop::X11ExcludeTimers);
    const bool canWait = flags.testFlag(QEventLoop::WaitForMoreEvents) && !m_isInterrupted;
    if (canWait)
        Q_EMIT aboutToBlock();
    if (m_isInterrupted)
        return false;
    int events = 0;
    tellKernel(); // First: a descriptor that turns out to be always ready leaves nothing to wait for.
    const int timeout = timeoutMs(canWait, withTimers);
    if (flags.testFlag(QEventLoop::ExcludeSocketNotifiers)) {
        pollfd wake{m_wake, POLLIN, 0};
        if (::poll(&wake, 1, timeout) > 0)
            clearWakeUp();
        if (canWait)
            Q_EMIT awake();
    } else {
        const std::vector<Ready> ready = wait(timeout);
        if (canWait)
            Q_EMIT awake();
        events += activate(ready);
    }
    if (withTimers)
        events += fireTimers();
    return events > 0;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = static_cast<int>(notifier->socket());
    Watch &watch = m_watches[descriptor];
    if (watch.isEmpty())
        watch.serial = ++m_lastSerial;
    watch.notifiers[static_cast<size_t>(notifier->type())] = notifier;
    markStale(descriptor, watch);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = static_cast<int>(notifier->socket());
    const auto found = m_watches.find(descriptor);
    auto *none = static_cast<QSocketNotifier *>(nullptr);
    if (found == m_watches.end() || std::count(found->notifiers.begin(), found->notifiers.end(), notifier) == 0)
        return;
    std::replace(found->notifiers.begin(), found->notifiers.end(), notifier, none);
    if (!found->isEmpty()) {
        markStale(descriptor, *found);
        return;
    }
    // At once: the descriptor may be closed next, and its number be another one's when the loop comes round.
    if (found->known != 0)
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
    m_alwaysReady -= found->isAlwaysReady ? 1 : 0;
    if (found->isStale)
        m_stale.removeOne(descriptor);
    m_watches.erase(found);
}

void EpollDispatcher::markStale(int descriptor, Watch &watch)
{
    if (!std::exchange(watch.isStale, true))
        m_stale.append(descriptor);
}

// Sockets switch their notifiers for writing on and off within one turn: only what is left of that reaches the kernel.
void EpollDispatcher::tellKernel()
{
    const QList<int> stale = std::exchange(m_stale, {});
    for (const int descriptor : stale)
        tellKernel(descriptor, m_watches[descriptor]);
}

void EpollDispatcher::tellKernel(int descriptor, Watch &watch)
{
    watch.isStale = false;
    if (watch.isAlwaysReady)
        return;
    epoll_event event{};
    event.events = watch.wanted();
    event.data.u64 = markOf(descriptor, watch.serial);
    // A descriptor that was closed under its notifier is not in the set any more, whatever we know.
    int operation = watch.known != 0 ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    int result = ::epoll_ctl(m_epoll, operation, descriptor, &event);
    if (result != 0 && (errno == ENOENT || errno == EEXIST)) {
        operation = errno == ENOENT ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
        result = ::epoll_ctl(m_epoll, operation, descriptor, &event);
    }
    watch.known = result == 0 ? event.events : 0;
    if (result != 0 && errno == EPERM) {
        watch.isAlwaysReady = true;
        ++m_alwaysReady;
    } else if (result != 0) {
        qWarning("Descriptor %d cannot be watched: %s", descriptor, std::strerror(errno));
    }
}

int EpollDispatcher::timeoutMs(bool canWait, bool withTimers) const
{
    if (!canWait || m_alwaysReady > 0)
        return 0;
    const auto due = withTimers ? m_timers.firstDue() : std::nullopt;
    if (!due)
        return -1;
    const auto left = ceil<milliseconds>(*due - steady_clock::now()).count();
    return static_cast<int>(std::clamp<qint64>(left, 0, INT_MAX));
}

std::vector<EpollDispatcher::Ready> EpollDispatcher::wait(int timeout)
{
    std::array<epoll_event, readyPerTurn> events; // NOLINT(cppcoreguidelines-pro-type-member-init): the kernel fills it
    const int count = ::epoll_wait(m_epoll, events.data(), readyPerTurn, timeout);
    std::vector<Ready> ready;
    ready.reserve(static_cast<size_t>(std::max(count, 0)));
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<size_t>(i)];
        if (event.data.u64 == wakeMark) {
            clearWakeUp();
            continue;
        }
        ready.push_back(
            {static_cast<int>(event.data.u64 & 0xffffffffU), static_cast<quint32>(event.data.u64 >> 32), event.events});
    }
    if (m_alwaysReady > 0) {
        for (auto watch = m_watches.constBegin(); watch != m_watches.constEnd(); ++watch) {
            if (watch->isAlwaysReady)
                ready.push_back({watch.key(), watch->serial, watch->wanted()});
        }
    }
    return ready;
}

void EpollDispatcher::clearWakeUp()
{
    quint64 count = 0;
    // Read first: a wakeUp() in between writes none, but what it was for is seen to at the next turn's beginning.
    [[maybe_unused]] const auto got = ::read(m_wake, &count, sizeof count);
    m_isWoken.exchange(false, std::memory_order_acq_rel);
}

int EpollDispatcher::activate(const std::vector<Ready> &ready)
{
    const quint64 turn = ++m_turn;
    int activated = 0;
    for (const Ready &one : ready) {
        for (size_t kind = 0; kind < kinds; ++kind) {
            // Whatever was activated before may have ended this one; its descriptor may even be a new one's.
            const auto watch = m_watches.constFind(one.descriptor);
            if (watch == m_watches.constEnd() || watch->serial != one.serial)
                break;
            QSocketNotifier *notifier = watch->notifiers[kind];
            if (!notifier || (one.events & (eventOf[kind] | endEvents)) == 0)
                continue;
            QEvent event(QEvent::SockAct);
            QCoreApplication::sendEvent(notifier, &event);
            ++activated;
            // A loop within that event has seen to the others, or the kernel names them again.
            if (m_turn != turn)
                return activated;
        }
    }
    return activated;
}

int EpollDispatcher::fireTimers()
{
    const auto now = steady_clock::now();
    int fired = 0;
    while (const auto due = m_timers.takeDue(now)) {
        QTimerEvent event(due->timer.id);
        QCoreApplication::sendEvent(due->timer.object, &event);
        m_timers.rearm(*due, steady_clock::now());
        ++fired;
    }
    return fired;
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    m_timers.insert({timerId, milliseconds(std::max<qint64>(interval, 0)), timerType, object}, steady_clock::now());
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    return m_timers.remove(timerId);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.removeAll(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> infos;
    const QList<TimerHeap::Timer> timers = m_timers.timersOf(object);
    for (const TimerHeap::Timer &timer : timers)
        infos.append(TimerInfo(timer.id, static_cast<int>(timer.interval.count()), timer.type));
    return infos;
}

int EpollDispatcher::remainingTime(int timerId)
{
    const auto due = m_timers.dueOf(timerId);
    if (!due)
        return -1;
    const auto left = ceil<milliseconds>(*due - steady_clock::now()).count();
    return static_cast<int>(std::clamp<qint64>(left, 0, INT_MAX));
}

void EpollDispatcher::wakeUp()
{
    if (m_isWoken.exchange(true, std::memory_order_acq_rel))
        return;
    const quint64 one = 1;
    [[maybe_unused]] const auto written = ::write(m_wake, &one, sizeof one);
}

void EpollDispatcher::interrupt()
{
    m_isInterrupted = true;
    wakeUp();
}

} // namespace cid
