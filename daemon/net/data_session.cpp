// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/data_session.h"

#include "daemon/net/data_server.h"
#include "daemon/net/limits.h"

#include <QLoggingCategory>
#include <QPointer>

namespace cid {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcData, "cid.data")

DataSession::DataSession(Link *link, CallQueue &home, DataServer &server)
    : QObject(link)
    , m_link(link)
    , m_node(link->peer().id)
    , m_home(home)
    , m_server(server)
    , m_next(this)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &DataSession::runNext);
    connect(link, &Link::received, this, &DataSession::take);
    connect(link, &Link::drained, this, &DataSession::runNext);
}

DataSession::~DataSession()
{
    tellFetched();
}

void DataSession::tellFetched()
{
    if (m_fetched > 0) {
        qCInfo(lcData, "%ls fetched %lld bytes of %ls", qUtf16Printable(m_node), m_fetched,
               qUtf16Printable(m_image.toString()));
    }
    m_fetched = 0;
}

void DataSession::take(const Envelope &envelope)
{
    if (m_tasks.size() + m_asked >= net::maxQueuedReads) {
        refuse(envelope.request, makeError(ErrorKind::Refused, "data.too-many", u"Too much was asked for at once"_s));
        return;
    }
    if (std::holds_alternative<ManifestRequest>(envelope.message))
        tellFetched(); // A new fetch begins.
    ++m_asked;
    const QPointer<DataSession> self = this;
    m_server.ask(m_node, envelope.message, [self, request = envelope.request, &home = m_home](const auto &plan) {
        home.post([self, request, plan] {
            if (self)
                self->queue(request, plan);
        });
    });
}

void DataSession::refuse(quint32 request, const Error &error)
{
    m_link->send({request, ErrorReply{error}});
}

void DataSession::queue(quint32 request, const Result<DataPlan> &plan)
{
    --m_asked;
    if (!plan) {
        refuse(request, plan.error());
        return;
    }
    if (!plan->image.name.isEmpty())
        m_image = plan->image;
    for (const DataPlan::Reading &reading : plan->readings)
        m_tasks.enqueue({request, reading});
    runNext();
}

void DataSession::runNext()
{
    if (m_isReading || m_tasks.isEmpty() || !m_link->hasRoom())
        return;
    const Task task = m_tasks.dequeue();
    m_isReading = true;
    const auto result = task.reading(Patience::None);
    if (result)
        finish(task.request, *result);
    else
        readSlowly(task);
}

void DataSession::readSlowly(const Task &task)
{
    const QPointer<DataSession> self = this;
    m_server.read([self, task, &home = m_home] {
        home.post([self, request = task.request, result = task.reading(Patience::Disk)] {
            if (self && result)
                self->finish(request, *result);
        });
    });
}

void DataSession::finish(quint32 request, const Result<DataPlan::Messages> &result)
{
    m_isReading = false;
    if (!result)
        refuse(request, result.error());
    for (const Message &message : result ? *result : DataPlan::Messages()) {
        if (const auto *chunk = std::get_if<Chunk>(&message)) {
            m_fetched += chunk->data.size();
            m_server.noteSent(chunk->data.size());
        }
        m_link->send({request, message});
    }
    // In another turn of the loop: the other nodes of this thread have theirs in between.
    if (!m_tasks.isEmpty())
        m_next.start();
}

} // namespace cid
