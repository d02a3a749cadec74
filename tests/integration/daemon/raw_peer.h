// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/message.h"

#include <QSslSocket>

#include <functional>

namespace cid {

/// A peer that does not keep to the rules: speaks TLS as it is told, trusts every server, and sends bytes of its own
/// making.
class RawPeer : public QObject
{
    Q_OBJECT
public:
    /// What to send for the server's hello, as a whole frame. The second argument is the server's certificate (DER).
    using Answer = std::function<QByteArray(const ServerHello &, const QByteArray &)>;

    explicit RawPeer(QSsl::SslProtocol protocol = QSsl::TlsV1_3);

    void setAnswer(const Answer &answer) { m_answer = answer; }
    void connectTo(quint16 port);
    /// Plain TCP: these bytes instead of a handshake.
    void connectPlain(quint16 port, const QByteArray &bytes);
    /// Hangs up without a word.
    void leave();

Q_SIGNALS:
    /// The connection is over; true where the server had said Welcome.
    void ended(bool wasWelcome);

private:
    void read();
    void end();

    QSslSocket m_socket;
    QByteArray m_bytes;
    QByteArray m_plain;
    Answer m_answer;
    bool m_wasWelcome = false;
    bool m_isOver = false;
};

} // namespace cid
