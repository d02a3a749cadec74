// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/daemon/raw_peer.h"

#include "common/wire/codec.h"
#include "common/wire/frame.h"

#include <QSslConfiguration>
#include <QtEndian>

namespace cid {

using namespace Qt::StringLiterals;

RawPeer::RawPeer(QSsl::SslProtocol protocol)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(protocol);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_socket.setSslConfiguration(configuration);
    connect(&m_socket, &QSslSocket::readyRead, this, &RawPeer::read);
    connect(&m_socket, &QSslSocket::disconnected, this, &RawPeer::end);
    connect(&m_socket, &QSslSocket::errorOccurred, this, &RawPeer::end);
    connect(&m_socket, &QSslSocket::connected, this, [this] {
        if (!m_plain.isEmpty())
            m_socket.write(m_plain);
    });
}

void RawPeer::connectTo(quint16 port)
{
    m_socket.connectToHostEncrypted(u"127.0.0.1"_s, port);
}

void RawPeer::connectPlain(quint16 port, const QByteArray &bytes)
{
    m_plain = bytes;
    m_socket.connectToHost(u"127.0.0.1"_s, port);
}

void RawPeer::read()
{
    m_bytes += m_socket.readAll();
    if (!m_plain.isEmpty() || m_bytes.size() < frameHeaderSize)
        return;
    const qsizetype size = qFromBigEndian<quint32>(m_bytes.constData());
    if (m_bytes.size() < frameHeaderSize + size)
        return;
    const auto envelope = decode(m_bytes.mid(frameHeaderSize, size));
    m_bytes.remove(0, frameHeaderSize + size);
    if (!envelope)
        return;
    if (const auto *hello = std::get_if<ServerHello>(&envelope->message); hello && m_answer)
        m_socket.write(m_answer(*hello, m_socket.peerCertificate().toDer()));
    if (std::holds_alternative<Welcome>(envelope->message)) {
        m_wasWelcome = true;
        m_socket.disconnectFromHost();
    }
}

void RawPeer::leave()
{
    end();
    m_socket.abort();
}

void RawPeer::end()
{
    if (!std::exchange(m_isOver, true))
        Q_EMIT ended(m_wasWelcome);
}

} // namespace cid
