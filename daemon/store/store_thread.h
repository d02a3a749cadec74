// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/state_store.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace cid {

/// The store on a thread of its own. Made, used and destroyed on the main thread; answers come there.
class StoreThread final : public QObject, public StoreClient
{
    Q_OBJECT
public:
    explicit StoreThread(QObject *parent = nullptr);
    /// Lets what was asked for finish; nobody is answered any more.
    ~StoreThread() override;

    /// Opens the database and reads the state; blocks, for main alone, before its event loop. See Database::open.
    [[nodiscard]] Result<Snapshot> open(const QString &where);

    void commit(ChangeSet changes, std::function<void(Status)> done) override;
    void read(std::function<Answer(StateStore &)> question) override;

Q_SIGNALS:
    /// A commit took that long on the store's thread.
    void committed(std::chrono::microseconds took);

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_worker; ///< lives on the thread, only to receive calls
    std::unique_ptr<StateStore> m_store; ///< made, used and destroyed on the thread
};

} // namespace cid
