// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/accept_gate.h"

#include "common/link/peer_address.h"
#include "common/wire/limits.h"

#include <QTimer>

#include <sys/socket.h>
#include <unistd.h>

namespace cid {

namespace {

constexpr int acceptPauseMs = 100;

QString peerOf(qintptr descriptor)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    if (getpeername(static_cast<int>(descriptor), address, &size) != 0)
        return {};
    return numericAddress(QHostAddress(address));
}

} // namespace

AcceptGate::AcceptGate(Caps caps, QObject *parent)
    : QTcpServer(parent)
    , m_caps(caps)
{
    setListenBacklogSize(limits::listenBacklog);
    // Qt stops accepting after an error such as too many open files, and nobody else starts it again.
    connect(this, &QTcpServer::acceptError, this,
            [this] { QTimer::singleShot(acceptPauseMs, this, [this] { goOn(); }); });
}

void AcceptGate::incomingConnection(qintptr descriptor)
{
    const QString address = peerOf(descriptor);
    int &count = m_counts[address];
    if (count >= m_caps.perAddress) {
        ::close(static_cast<int>(descriptor));
        if (count == 0)
            m_counts.remove(address);
        Q_EMIT turnedAway(address);
        return;
    }
    ++count;
    ++m_total;
    Q_EMIT admitted(descriptor, address);
    if (m_total >= m_caps.total && !std::exchange(m_isFull, true))
        QMetaObject::invokeMethod(this, &AcceptGate::noteFull, Qt::QueuedConnection);
}

// Not within incomingConnection(): Qt accepts what has come in one go, a kernel's queue at most, and then asks.
void AcceptGate::noteFull()
{
    if (m_total < m_caps.total)
        m_isFull = false;
    else if (isListening())
        pauseAccepting();
}

void AcceptGate::release(const QString &address)
{
    const auto found = m_counts.find(address);
    if (found == m_counts.end())
        return;
    --m_total;
    if (--found.value() == 0)
        m_counts.erase(found);
    if (m_total < m_caps.total && std::exchange(m_isFull, false))
        goOn();
}

void AcceptGate::goOn()
{
    if (isListening() && !m_isFull)
        resumeAccepting();
}

} // namespace cid
