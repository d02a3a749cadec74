// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/data_server.h"

#include "common/system/pool_task.h"
#include "daemon/net/data_session.h"
#include "daemon/net/limits.h"

namespace cid {

DataServer::DataServer(DataContext context)
    : m_desk(std::move(context))
{
    m_readers.setMaxThreadCount(net::readerThreads);
}

DataServer::~DataServer()
{
    stop();
}

void DataServer::take(Link *link, CallQueue &home)
{
    new DataSession(link, home, *this);
}

void DataServer::ask(const NodeName &node, const Message &message, std::function<void(const Result<DataPlan> &)> then)
{
    m_calls.post([this, node, message, then = std::move(then)] { then(m_desk.plan(node, message)); });
}

void DataServer::read(std::function<void()> task)
{
    const std::lock_guard lock(m_mutex);
    if (!m_isStopped)
        startOnPool(m_readers, std::move(task));
}

void DataServer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
    }
    m_readers.waitForDone();
}

} // namespace cid
