// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/service/unix_signals.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace cid {

namespace {

// A signal handler has no object to speak to: the pipe's end is the one thing it may know.
std::atomic<int> s_writeEnd{-1};

extern "C" void writeSignal(int number)
{
    const int saved = errno;
    const auto byte = static_cast<char>(number);
    // A full pipe holds signals enough: one more of them says nothing new.
    [[maybe_unused]] const auto written = ::write(s_writeEnd.load(std::memory_order_relaxed), &byte, 1);
    errno = saved;
}

} // namespace

class UnixSignals::Saved
{
public:
    struct Entry
    {
        int number = 0;
        struct sigaction action = {};
    };
    std::vector<Entry> entries;
};

UnixSignals::UnixSignals(const QList<int> &numbers, QObject *parent)
    : QObject(parent)
    , m_saved(std::make_unique<Saved>())
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe for signals: the process has no file descriptors left");
    m_readEnd = ends[0];
    s_writeEnd = ends[1];
    m_notifier = new QSocketNotifier(m_readEnd, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &UnixSignals::drain);
    struct sigaction action = {};
    action.sa_handler = writeSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : numbers) {
        Saved::Entry entry;
        entry.number = number;
        if (::sigaction(number, &action, &entry.action) == 0)
            m_saved->entries.push_back(entry);
    }
}

UnixSignals::~UnixSignals()
{
    for (const Saved::Entry &entry : m_saved->entries)
        ::sigaction(entry.number, &entry.action, nullptr);
    ::close(s_writeEnd.exchange(-1));
    delete m_notifier;
    ::close(m_readEnd);
}

void UnixSignals::drain()
{
    std::array<char, 64> bytes{};
    const auto count = ::read(m_readEnd, bytes.data(), bytes.size());
    for (ssize_t i = 0; i < count; ++i)
        Q_EMIT received(bytes[static_cast<size_t>(i)]);
}

} // namespace cid
