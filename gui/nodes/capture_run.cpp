// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/capture_run.h"

#include <QPointer>

namespace cid {

CaptureRun::CaptureRun(const ClientAccess &access, CaptureRequest request, QObject *parent)
    : QObject(parent)
    , m_request(std::move(request))
    , m_client(access, ClientRole::Operator, ClientThread::Own)
{
    connect(&m_client, &CidClient::connected, this, &CaptureRun::ask);
    connect(&m_client, &CidClient::tryFailed, this, &CaptureRun::fail);
}

void CaptureRun::start()
{
    if (const Status started = m_client.start(); !started)
        fail(started.error());
}

// Once: a connection that comes back would ask for a second capture.
void CaptureRun::ask()
{
    if (m_isAsked)
        return;
    m_isAsked = true;
    m_client.follow<TaskUpdate>(
        m_request, [self = QPointer(this)](const Result<TaskUpdate> &update) { return self && self->take(update); });
}

bool CaptureRun::take(const Result<TaskUpdate> &update)
{
    if (m_isOver)
        return false;
    if (!update) {
        fail(update.error());
        return false;
    }
    if (!update->lines.isEmpty())
        Q_EMIT said(update->lines);
    Q_EMIT progressed(update->done, update->total);
    if (!update->finished)
        return true;
    m_isOver = true;
    Q_EMIT finished();
    return false;
}

void CaptureRun::fail(const Error &error)
{
    if (m_isOver)
        return;
    m_isOver = true;
    Q_EMIT failed(error);
}

} // namespace cid
