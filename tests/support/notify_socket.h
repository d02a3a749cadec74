// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <array>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace cid::test {

/// The socket that systemd would listen on.
class NotifySocket
{
public:
    explicit NotifySocket(const QByteArray &path)
        : m_socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
    {
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.constData(), sizeof(address.sun_path) - 1);
        bound = m_socket >= 0 && ::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) == 0;
        qputenv("NOTIFY_SOCKET", path);
    }
    ~NotifySocket() { ::close(m_socket); }
    Q_DISABLE_COPY_MOVE(NotifySocket)

    QByteArray next() const
    {
        std::array<char, 4096> bytes{};
        const auto count = m_socket < 0 ? 0 : ::recv(m_socket, bytes.data(), bytes.size(), 0);
        return count > 0 ? QByteArray(bytes.data(), static_cast<qsizetype>(count)) : QByteArray();
    }
    /// next(), once it is there.
    const QByteArray &next(QByteArray &message) const
    {
        if (message.isEmpty())
            message = next();
        return message;
    }
    bool bound = false;

private:
    int m_socket;
};

} // namespace cid::test
