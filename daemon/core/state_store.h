// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "daemon/core/change_set.h"

#include <functional>

namespace cid {

struct EventQuery
{
    qint64 after = -1; ///< ids above this one; -1: the newest
    NodeName node; ///< empty: all
    JobId job; ///< empty: all
    DeploymentId deployment = 0; ///< 0: all
    int limit = 100;
    QStringList what; ///< empty: all
};

struct JobsQuery
{
    int limit = 50;
    bool activeOnly = false;
    bool withNodes = false; ///< else each job's hosts and counts alone
};

/// The state that survives kill -9 and power loss. Blocks; lives on the store's own thread. Errors: Io "store.failed"
/// with the database's words, Corrupt "store.bad-row" with table and column.
class StateStore
{
public:
    StateStore() = default;
    virtual ~StateStore() = default;
    StateStore(const StateStore &) = delete;
    StateStore &operator=(const StateStore &) = delete;

    [[nodiscard]] virtual Result<Snapshot> load() = 0;
    /// All of it or nothing, and on the disk when it returns.
    [[nodiscard]] virtual Status commit(const ChangeSet &changes) = 0;
    /// The newest first.
    [[nodiscard]] virtual Result<QList<Job>> jobs(const JobsQuery &query) = 0;
    /// Of several with that id the newest. NotFound "job.unknown".
    [[nodiscard]] virtual Result<JobRecord> job(const JobId &id) = 0;
    /// By id, ascending.
    [[nodiscard]] virtual Result<QList<Event>> events(const EventQuery &query) = 0;
    /// The newest first.
    [[nodiscard]] virtual Result<QList<Deployment>> deploymentsOf(const NodeName &node, int limit) = 0;
};

/// The store as the event loop sees it: nothing blocks, everything happens in the order of the calls, answers come on
/// the caller's thread from its event loop.
class StoreClient
{
public:
    StoreClient() = default;
    virtual ~StoreClient() = default;
    StoreClient(const StoreClient &) = delete;
    StoreClient &operator=(const StoreClient &) = delete;

    using Answer = std::function<void()>;

    virtual void commit(ChangeSet changes, std::function<void(Status)> done) = 0;
    /// Runs \a question on the store's thread and what it returns on the caller's.
    virtual void read(std::function<Answer(StateStore &)> question) = 0;
};

} // namespace cid
