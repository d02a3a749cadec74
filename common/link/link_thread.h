// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link_worker.h"

#include <QThread>

class QAbstractEventDispatcher;

namespace cid {

/// A LinkWorker and the thread that it lives on, for as long as this does. Belongs to the LinkServer's thread.
class LinkThread
{
public:
    /// \a dispatcher may be null.
    LinkThread(const QString &name, QAbstractEventDispatcher *dispatcher, std::unique_ptr<LinkWorker> worker);
    /// Ends the worker on its own thread, with all that it has, and waits for that.
    ~LinkThread();
    Q_DISABLE_COPY_MOVE(LinkThread)

    [[nodiscard]] LinkWorker &worker() const { return *m_worker; }
    [[nodiscard]] QThread *thread() { return &m_thread; }

private:
    QThread m_thread;
    std::unique_ptr<LinkWorker> m_worker;
};

} // namespace cid
