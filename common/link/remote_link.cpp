// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/remote_link.h"

namespace cid {

RemoteLink::RemoteLink(LinkWorker &worker, LinkId id, const PeerIdentity &peer, std::shared_ptr<LinkTally> tally,
                       QObject *parent)
    : FramedLink(peer, parent)
    , m_worker(worker)
    , m_id(id)
    , m_tally(std::move(tally))
{ }

RemoteLink::~RemoteLink()
{
    RemoteLink::drop();
}

void RemoteLink::take(const Envelope &envelope, qsizetype bytes)
{
    // Before it is told: whoever is told may delete this.
    if (m_tally->noteTaken(bytes, maxUntaken))
        m_worker.calls().post([&worker = m_worker, id = m_id] { worker.goOn(id); });
    if (isOpen())
        Q_EMIT received(envelope);
}

bool RemoteLink::hasRoom()
{
    return m_tally->hasRoom(limits::lowWater) || FramedLink::hasRoom();
}

void RemoteLink::writeFrame(const QByteArray &frame)
{
    m_tally->noteSent(frame.size());
    m_worker.calls().post([&worker = m_worker, id = m_id, frame] { worker.write(id, frame); });
}

void RemoteLink::shutDown()
{
    m_worker.calls().post([&worker = m_worker, id = m_id] { worker.close(id); });
}

void RemoteLink::drop()
{
    if (!std::exchange(m_isDropped, true))
        m_worker.calls().post([&worker = m_worker, id = m_id] { worker.drop(id); });
}

} // namespace cid
