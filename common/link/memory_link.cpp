// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/memory_link.h"

namespace cid {

using namespace Qt::StringLiterals;

MemoryLink::MemoryLink(const PeerIdentity &peer, QObject *parent)
    : FramedLink(peer, parent)
{ }

MemoryLink::~MemoryLink() = default;

MemoryLink::Pair MemoryLink::makePair(const PeerIdentity &seenByFirst, const PeerIdentity &seenBySecond,
                                      QObject *parent)
{
    const Pair pair{new MemoryLink(seenByFirst, parent), new MemoryLink(seenBySecond, parent)};
    pair.first->m_twin = pair.second;
    pair.second->m_twin = pair.first;
    return pair;
}

qint64 MemoryLink::pendingBytes() const
{
    return m_outgoing.size();
}

void MemoryLink::setStalled(bool stalled)
{
    m_stalled = stalled;
    if (!stalled)
        schedule();
}

void MemoryLink::cut()
{
    const Error lost = makeError(ErrorKind::Unavailable, "link.lost", u"The connection was cut"_s);
    const QPointer<MemoryLink> twin = m_twin;
    finish(lost);
    if (twin)
        twin->finish(lost);
}

void MemoryLink::writeFrame(const QByteArray &frame)
{
    m_outgoing.append(frame);
    schedule();
}

void MemoryLink::shutDown()
{
    m_ending = true;
    schedule();
}

void MemoryLink::drop()
{
    // As a socket that is closed: the other end hears of it later.
    m_outgoing.clear();
    if (m_twin) {
        QMetaObject::invokeMethod(
            m_twin,
            [twin = m_twin.data()] {
                twin->finish(makeError(ErrorKind::Unavailable, "link.closed", u"The peer closed the connection"_s));
            },
            Qt::QueuedConnection);
    }
}

void MemoryLink::schedule()
{
    if (m_scheduled || m_stalled)
        return;
    m_scheduled = true;
    QMetaObject::invokeMethod(this, &MemoryLink::deliver, Qt::QueuedConnection);
}

void MemoryLink::deliver()
{
    m_scheduled = false;
    if (m_stalled)
        return;
    const QByteArray bytes = std::exchange(m_outgoing, QByteArray());
    const QPointer<MemoryLink> self(this);
    if (m_twin && !bytes.isEmpty())
        m_twin->take(bytes);
    if (!self)
        return;
    noteWritten();
    if (self && m_ending && m_outgoing.isEmpty())
        finish(makeError(ErrorKind::Unavailable, "link.closed", u"The connection was closed"_s));
}

void MemoryLink::take(const QByteArray &bytes)
{
    noteHeard();
    QByteArrayView rest(bytes);
    while (!rest.isEmpty() && isOpen()) {
        const auto taken = m_reader.feed(rest);
        if (!taken) {
            finish(taken.error());
            return;
        }
        rest = rest.sliced(*taken);
        if (m_reader.isComplete() && !takeFrame(m_reader.take()))
            return;
    }
}

} // namespace cid
