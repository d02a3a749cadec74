// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QIODevice>
#include <QSocketNotifier>

#include <memory>

using SSL = struct ssl_st;

namespace cid {

/// The client's end of a TLS 1.3 connection, on OpenSSL alone: one context for all of them and no copies of the
/// server's certificate, for which a QSslSocket needs twice the processor time of the handshake itself. Only the
/// machine that plays ten thousand nodes at once feels that. IPv4; checks nothing of the server but its public key.
class LeanSocket final : public QIODevice
{
    Q_OBJECT
public:
    explicit LeanSocket(QObject *parent = nullptr);
    ~LeanSocket() override;

    /// encrypted() or failed() follows, never inside the call.
    void connectTo(const QHostAddress &server, quint16 port, const QHostAddress &from);
    /// Ends the connection in order once everything is written. failed() does not follow.
    void endWriting();
    [[nodiscard]] bool isConnected() const { return m_socket >= 0; }
    [[nodiscard]] QString reason() const { return m_reason; }
    /// DER, after encrypted().
    [[nodiscard]] QByteArray certificate() const;
    /// SHA-256 over its SubjectPublicKeyInfo, as lower-case hex.
    [[nodiscard]] QByteArray fingerprint() const;

    void close() override;
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_in.size(); }
    [[nodiscard]] qint64 bytesToWrite() const override { return m_out.size(); }

Q_SIGNALS:
    /// TCP stands, or nothing of it ever will: failed() follows then.
    void reached();
    void encrypted();
    /// The connection ended, whoever ended it; what came before can still be read.
    void failed();

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    struct FreeSession
    {
        void operator()(SSL *session) const;
    };

    void step();
    void shakeHands();
    void take();
    void flush();
    /// What OpenSSL said that it waits for (SSL_get_error), or that it ended for.
    void waitFor(int why);
    void end(const QString &reason);

    int m_socket = -1;
    std::unique_ptr<SSL, FreeSession> m_session;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    QByteArray m_in;
    QByteArray m_out;
    QString m_reason;
    bool m_isReached = false;
    bool m_isEncrypted = false;
    bool m_isEnding = false;
};

} // namespace cid
