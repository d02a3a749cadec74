// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/state_store.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <vector>

namespace cid {

/// Collects what changes and commits it: one transaction for everything that came up while the last one was under
/// way. Nothing leaves the server before the changes that it tells of are on the disk. What follows a transaction of
/// ten thousand nodes is carried out in several turns of the event loop. Lives on the main thread.
class Ledger : public QObject
{
    Q_OBJECT
public:
    explicit Ledger(StoreClient &store, QObject *parent = nullptr);

    /// What the next transaction holds; asking for it schedules that transaction.
    [[nodiscard]] ChangeSet &changes();
    /// \a action runs once everything noted so far is on the disk; never inside this call.
    void afterCommit(std::function<void()> action);
    [[nodiscard]] bool isIdle() const
    {
        return !m_committing && m_changes.isEmpty() && m_actions.empty() && m_due.empty();
    }

Q_SIGNALS:
    /// The store could not commit. Memory is ahead of it now: the daemon must end and begin again from the store.
    void failed(const cid::Error &error);
    /// Everything noted is on the disk and told.
    void idle();

private:
    void schedule();
    void flush();
    void finish(const Status &status, std::vector<std::function<void()>> actions);
    /// A few milliseconds of what is due.
    void carryOut();

    StoreClient &m_store;
    ChangeSet m_changes;
    std::vector<std::function<void()>> m_actions;
    std::deque<std::function<void()>> m_due; ///< all before it is on the disk
    QTimer m_nextTurn; ///< when there is more than one turn's worth; not an event, which Qt would send in this one
    bool m_scheduled = false;
    bool m_committing = false;
    bool m_broken = false;
};

} // namespace cid
