// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/work_pool.h"

#include <algorithm>

namespace cid {

WorkPool::WorkPool(int threads)
{
    const unsigned count =
        threads > 0 ? static_cast<unsigned>(threads) : std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < count; ++i)
        m_threads.emplace_back([this] { work(); });
}

WorkPool::~WorkPool()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_posted.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void WorkPool::post(Rank rank, std::function<void()> work)
{
    {
        const std::lock_guard lock(m_mutex);
        (rank == Rank::Urgent ? m_urgent : m_usual).push_back(std::move(work));
    }
    m_posted.notify_one();
}

void WorkPool::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_posted.wait(lock, [this] { return m_isEnding || !m_urgent.empty() || !m_usual.empty(); });
        if (m_urgent.empty() && m_usual.empty())
            return;
        auto &queue = m_urgent.empty() ? m_usual : m_urgent;
        std::function<void()> task = std::move(queue.front());
        queue.pop_front();
        lock.unlock();
        task();
        task = nullptr; // What it held is given back before the next wait.
        lock.lock();
    }
}

} // namespace cid
