// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/link_thread.h"

#include <QAbstractEventDispatcher>

namespace cid {

LinkThread::LinkThread(const QString &name, QAbstractEventDispatcher *dispatcher, std::unique_ptr<LinkWorker> worker)
    : m_worker(std::move(worker))
{
    m_thread.setObjectName(name);
    if (dispatcher)
        m_thread.setEventDispatcher(dispatcher);
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

LinkThread::~LinkThread()
{
    LinkWorker *worker = m_worker.release();
    worker->calls().post([this, worker] {
        // From the loop: the queue that this call comes from goes, too.
        QMetaObject::invokeMethod(
            QAbstractEventDispatcher::instance(),
            [this, worker] {
                delete worker;
                m_thread.quit();
            },
            Qt::QueuedConnection);
    });
    m_thread.wait();
}

} // namespace cid
