// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/call_queue.h"
#include "daemon/net/data_desk.h"

#include <QThreadPool>

#include <atomic>
#include <mutex>

namespace cid {

/// What connections for bulk data share: the way to the desk on the main thread, and the threads on which disks are
/// waited for. Made and deleted on the main thread after the LinkServer whose data threads it serves; all else may be
/// called from any of those.
class DataServer
{
public:
    explicit DataServer(DataContext context);
    ~DataServer();
    Q_DISABLE_COPY_MOVE(DataServer)

    /// Takes a node's link for bulk data, on the link's thread.
    void take(Link *link, CallQueue &home);
    /// Asks the desk. \a then is called on the main thread.
    void ask(const NodeName &node, const Message &message, std::function<void(const Result<DataPlan> &)> then);
    /// Runs \a task on a thread that may wait for a disk; not any more after stop().
    void read(std::function<void()> task);
    /// So many bytes of an image went to a node. Any thread.
    void noteSent(qint64 bytes) { m_sentBytes.fetch_add(bytes, std::memory_order_relaxed); }
    /// All of them since the start. Any thread.
    [[nodiscard]] qint64 sentBytes() const { return m_sentBytes.load(std::memory_order_relaxed); }
    /// Main thread, while the data threads still run: whatever is being read has been handed over when this returns.
    void stop();

private:
    DataDesk m_desk;
    CallQueue m_calls;
    QThreadPool m_readers;
    std::atomic<qint64> m_sentBytes = 0;
    std::mutex m_mutex;
    bool m_isStopped = false; ///< guarded
};

} // namespace cid
