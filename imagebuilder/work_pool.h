// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace cid {

/// A few threads that do small pieces of work: urgent ones first, each kind in the order in which it came.
class WorkPool
{
public:
    /// \a threads 0: one a core.
    explicit WorkPool(int threads);
    /// Does what was posted already.
    ~WorkPool();
    WorkPool(const WorkPool &) = delete;
    WorkPool &operator=(const WorkPool &) = delete;

    enum class Rank : quint8 { Urgent, Usual };
    void post(Rank rank, std::function<void()> work);
    [[nodiscard]] int threads() const { return static_cast<int>(m_threads.size()); }

private:
    void work();

    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_posted;
    std::deque<std::function<void()>> m_urgent;
    std::deque<std::function<void()>> m_usual;
    bool m_isEnding = false;
    std::vector<std::thread> m_threads;
};

} // namespace cid
