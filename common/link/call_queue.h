// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace cid {

/// Calls from any thread, carried out one after the other, in the order in which they were posted, on the thread that
/// this lives on. One event wakes the thread for as many calls as came meanwhile; a turn of its loop carries out a few
/// milliseconds of them, so that a flood keeps nothing else waiting. What is left at the end is not carried out.
class CallQueue : public QObject
{
    Q_OBJECT
public:
    using Call = std::function<void()>;

    explicit CallQueue(QObject *parent = nullptr);
    ~CallQueue() override;
    Q_DISABLE_COPY_MOVE(CallQueue)

    /// From any thread, as long as this lives.
    void post(Call call);

private:
    void run();
    [[nodiscard]] bool refill();

    std::mutex m_mutex;
    std::vector<Call> m_posted; ///< guarded
    bool m_isAwake = false; ///< guarded: run() is on its way
    std::deque<Call> m_due; ///< of this thread alone
    QTimer m_next; ///< the next turn, when there is more than one turn's worth; not an event, which Qt would send in
                   ///< this one
};

} // namespace cid
