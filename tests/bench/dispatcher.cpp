// SPDX-License-Identifier: GPL-3.0-or-later
// One event loop, many sockets, few of them busy: what does a message cost on Qt's dispatcher, which asks poll(), and
// on ours, which asks epoll, in the same run? Prints figures; fails where a message is lost.
#include "common/service/epoll_dispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTest>
#include <QThread>

#include <cstdio>
#include <ctime>
#include <memory>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

using namespace cid;

namespace {

constexpr size_t busySockets = 10;
constexpr int messages = 20'000;

double threadSeconds()
{
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Descriptors that are silent but for a few, which say something anew as soon as they were heard. Each is an eventfd,
/// so that ten thousand need no more descriptors than that.
class Room
{
public:
    [[nodiscard]] bool open(size_t count)
    {
        while (m_ends.size() < count) {
            const int end = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
            if (end < 0)
                return false;
            m_ends.push_back(end);
        }
        return true;
    }
    ~Room()
    {
        m_notifiers.clear();
        for (const int end : m_ends)
            ::close(end);
    }

    /// On the thread that is measured. Microseconds of processor time of one message.
    [[nodiscard]] double run()
    {
        int left = messages;
        QEventLoop loop;
        const auto say = [](int end) { return ::eventfd_write(end, 1) == 0; };
        for (const int end : m_ends) {
            m_notifiers.push_back(std::make_unique<QSocketNotifier>(end, QSocketNotifier::Read));
            QObject::connect(m_notifiers.back().get(), &QSocketNotifier::activated, &loop, [&loop, &left, say, end] {
                eventfd_t count = 0;
                if (::eventfd_read(end, &count) == 0 && (--left == 0 || !say(end)))
                    loop.quit();
            });
        }
        const double before = threadSeconds();
        for (size_t i = 0; i < busySockets; ++i) {
            if (!say(m_ends[i * m_ends.size() / busySockets]))
                return -1;
        }
        loop.exec();
        return (threadSeconds() - before) * 1e6 / messages;
    }

private:
    std::vector<int> m_ends;
    std::vector<std::unique_ptr<QSocketNotifier>> m_notifiers;
};

double measure(size_t sockets, QAbstractEventDispatcher *dispatcher)
{
    QThread thread;
    if (dispatcher)
        thread.setEventDispatcher(dispatcher);
    QObject home;
    home.moveToThread(&thread);
    thread.start();
    double cost = -1;
    QMetaObject::invokeMethod(
        &home,
        [&] {
            Room room;
            if (room.open(sockets))
                cost = room.run();
        },
        Qt::BlockingQueuedConnection);
    thread.quit();
    thread.wait();
    return cost;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    const QCoreApplication application(argc, argv);
    rlimit files = {};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    bool isGood = true;
    for (const size_t sockets : {size_t(100), size_t(1'000), size_t(10'000)}) {
        const double poll = measure(sockets, nullptr);
        const double epoll = measure(sockets, new EpollDispatcher);
        std::printf("%zu sockets, %zu of them busy: poll %.2f us a message, epoll %.2f us, %.1f times less\n", sockets,
                    busySockets, poll, epoll, poll / epoll);
        isGood = isGood && poll > 0 && epoll > 0;
    }
    return isGood ? 0 : 1;
}
