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
            [this] { QTimer::singleShot(acceptPauseMs, this, [this] { resumeAccepting(); }); });
}

void AcceptGate::incomingConnection(qintptr descriptor)
{
    const QString address = peerOf(descriptor);
    int &count = m_counts[address];
    if (count >= m_caps.perAddress || m_total >= m_caps.total) {
        ::close(static_cast<int>(descriptor));
        if (count == 0)
            m_counts.remove(address);
        Q_EMIT turnedAway(address);
        return;
    }
    ++count;
    ++m_total;
    Q_EMIT admitted(descriptor, address);
}

void AcceptGate::release(const QString &address)
{
    const auto found = m_counts.find(address);
    if (found == m_counts.end())
        return;
    --m_total;
    if (--found.value() == 0)
        m_counts.erase(found);
}

} // namespace cid
