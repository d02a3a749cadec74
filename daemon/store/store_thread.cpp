// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/store_thread.h"

#include "daemon/store/sql_store.h"

#include <QElapsedTimer>

namespace cid {

using namespace Qt::StringLiterals;

StoreThread::StoreThread(QObject *parent)
    : QObject(parent)
    , m_worker(std::make_unique<QObject>())
{
    m_thread.setObjectName(u"store"_s);
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

StoreThread::~StoreThread()
{
    QMetaObject::invokeMethod(
        m_worker.get(),
        [this] {
            m_store.reset();
            m_thread.quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

Result<Snapshot> StoreThread::open(const QString &where)
{
    Result<Snapshot> result;
    QMetaObject::invokeMethod(
        m_worker.get(),
        [&] {
            auto store = std::make_unique<SqlStore>();
            const Status opened = store->open(where);
            result = opened ? store->load() : Result<Snapshot>(fail(opened.error()));
            if (result)
                m_store = std::move(store);
        },
        Qt::BlockingQueuedConnection);
    return result;
}

void StoreThread::commit(ChangeSet changes, std::function<void(Status)> done)
{
    QMetaObject::invokeMethod(
        m_worker.get(),
        [this, changes = std::move(changes), done = std::move(done)] {
            QElapsedTimer timer;
            timer.start();
            const Status status = m_store->commit(changes);
            const std::chrono::microseconds took(timer.nsecsElapsed() / 1000);
            const auto tell = [this, done, status, took] {
                Q_EMIT committed(took);
                done(status);
            };
            QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void StoreThread::read(std::function<Answer(StateStore &)> question)
{
    QMetaObject::invokeMethod(
        m_worker.get(),
        [this, question = std::move(question)] {
            Answer answer = question(*m_store);
            QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

} // namespace cid
