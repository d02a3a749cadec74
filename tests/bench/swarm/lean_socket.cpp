// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/swarm/lean_socket.h"

#include <QCryptographicHash>
#include <QPointer>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int pieceSize = 16 * 1024;

SSL_CTX *sharedContext()
{
    static const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context = [] {
        std::signal(SIGPIPE, SIG_IGN); // A server that is gone is an error like others.
        std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> made(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
        SSL_CTX_set_min_proto_version(made.get(), TLS1_3_VERSION);
        SSL_CTX_set_verify(made.get(), SSL_VERIFY_NONE, nullptr); // The public key is compared instead.
        SSL_CTX_set_mode(
            made.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
        return made;
    }();
    return context.get();
}

sockaddr_in ipv4(const QHostAddress &address, quint16 port)
{
    sockaddr_in named = {};
    named.sin_family = AF_INET;
    named.sin_port = htons(port);
    named.sin_addr.s_addr = htonl(address.toIPv4Address());
    return named;
}

template <typename T> const sockaddr *generic(const T &address)
{
    return reinterpret_cast<const sockaddr *>(&address);
}

} // namespace

void LeanSocket::FreeSession::operator()(SSL *session) const
{
    SSL_free(session);
}

LeanSocket::LeanSocket(QObject *parent)
    : QIODevice(parent)
{ }

LeanSocket::~LeanSocket()
{
    LeanSocket::close();
}

void LeanSocket::connectTo(const QHostAddress &server, quint16 port, const QHostAddress &from)
{
    open(QIODevice::ReadWrite | QIODevice::Unbuffered);
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ::setsockopt(m_socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
    const sockaddr_in here = ipv4(from, 0);
    const sockaddr_in there = ipv4(server, port);
    const bool isBegun = m_socket >= 0 && ::bind(m_socket, generic(here), sizeof here) == 0
        && (::connect(m_socket, generic(there), sizeof there) == 0 || errno == EINPROGRESS);
    if (!isBegun) {
        const QString reason = QString::fromLocal8Bit(std::strerror(errno));
        QMetaObject::invokeMethod(this, [this, reason] { end(reason); }, Qt::QueuedConnection);
        return;
    }
    m_session.reset(SSL_new(sharedContext()));
    SSL_set_fd(m_session.get(), m_socket);
    m_readable = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Write);
    m_readable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &LeanSocket::step);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &LeanSocket::step);
}

QByteArray LeanSocket::certificate() const
{
    const std::unique_ptr<X509, decltype(&X509_free)> theirs(SSL_get1_peer_certificate(m_session.get()), X509_free);
    QByteArray der(theirs ? i2d_X509(theirs.get(), nullptr) : 0, Qt::Uninitialized);
    auto *place = reinterpret_cast<unsigned char *>(der.data());
    if (theirs)
        i2d_X509(theirs.get(), &place);
    return der;
}

QByteArray LeanSocket::fingerprint() const
{
    const std::unique_ptr<X509, decltype(&X509_free)> theirs(SSL_get1_peer_certificate(m_session.get()), X509_free);
    X509_PUBKEY *key = theirs ? X509_get_X509_PUBKEY(theirs.get()) : nullptr;
    unsigned char *der = nullptr;
    const int size = key ? i2d_X509_PUBKEY(key, &der) : 0;
    const QByteArray hash = size > 0
        ? QCryptographicHash::hash(QByteArrayView(der, size), QCryptographicHash::Sha256).toHex()
        : QByteArray();
    OPENSSL_free(der);
    return hash;
}

void LeanSocket::step()
{
    if (!std::exchange(m_isReached, true))
        Q_EMIT reached();
    if (!m_isEncrypted) {
        shakeHands();
        return;
    }
    const QPointer<LeanSocket> self(this);
    flush();
    if (self && m_socket >= 0)
        take();
}

void LeanSocket::shakeHands()
{
    ERR_clear_error();
    const int result = SSL_connect(m_session.get());
    if (result != 1) {
        waitFor(SSL_get_error(m_session.get(), result));
        return;
    }
    m_isEncrypted = true;
    m_writable->setEnabled(false);
    m_readable->setEnabled(true);
    const QPointer<LeanSocket> self(this);
    Q_EMIT encrypted();
    if (self && m_socket >= 0)
        take(); // A server speaks first, and what it said may have come with its last flight.
}

void LeanSocket::take()
{
    std::array<char, pieceSize> piece;
    const qsizetype before = m_in.size();
    int got = 0;
    ERR_clear_error();
    while ((got = SSL_read(m_session.get(), piece.data(), pieceSize)) > 0)
        m_in.append(piece.data(), got);
    const int why = SSL_get_error(m_session.get(), got); // Of this call, before another one.
    const QPointer<LeanSocket> self(this);
    if (m_in.size() > before)
        Q_EMIT readyRead();
    if (self && m_socket >= 0)
        waitFor(why);
}

void LeanSocket::waitFor(int why)
{
    if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE) {
        m_readable->setEnabled(true);
        m_writable->setEnabled(why == SSL_ERROR_WANT_WRITE || !m_out.isEmpty());
        return;
    }
    if (why == SSL_ERROR_ZERO_RETURN)
        end(u"the server closed it"_s);
    else if (why == SSL_ERROR_SSL)
        end(QString::fromLatin1(ERR_reason_error_string(ERR_peek_error())));
    else
        end(errno == 0 ? u"the server is gone"_s : QString::fromLocal8Bit(std::strerror(errno)));
}

void LeanSocket::flush()
{
    ERR_clear_error();
    while (!m_out.isEmpty()) {
        const int sent =
            SSL_write(m_session.get(), m_out.constData(), static_cast<int>(std::min<qsizetype>(m_out.size(), 1 << 20)));
        if (sent <= 0) {
            waitFor(SSL_get_error(m_session.get(), sent));
            return;
        }
        m_out.remove(0, sent);
    }
    m_writable->setEnabled(false);
    if (m_isEnding)
        close();
}

void LeanSocket::endWriting()
{
    m_isEnding = true;
    if (m_out.isEmpty() || !m_isEncrypted)
        close();
}

void LeanSocket::end(const QString &reason)
{
    m_reason = reason;
    m_readable.reset();
    m_writable.reset();
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
    Q_EMIT failed();
}

void LeanSocket::close()
{
    if (m_socket >= 0) {
        if (m_isEncrypted)
            SSL_shutdown(m_session.get());
        m_readable.reset();
        m_writable.reset();
        ::close(std::exchange(m_socket, -1));
    }
    QIODevice::close();
}

qint64 LeanSocket::readData(char *data, qint64 most)
{
    const qsizetype size = std::min<qsizetype>(most, m_in.size());
    std::copy_n(m_in.constData(), size, data);
    m_in.remove(0, size);
    return size;
}

qint64 LeanSocket::writeData(const char *data, qint64 size)
{
    m_out.append(data, size);
    if (m_isEncrypted && m_socket >= 0 && m_out.size() == size)
        flush();
    return size;
}

} // namespace cid
