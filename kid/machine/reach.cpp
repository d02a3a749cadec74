// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/reach.h"

#include "common/system/unique_fd.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

struct FreeAddresses
{
    void operator()(addrinfo *list) const { ::freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Addresses addressesOf(const ServerEndpoint &server)
{
    addrinfo wish{};
    wish.ai_socktype = SOCK_STREAM;
    wish.ai_flags = AI_NUMERICSERV;
    addrinfo *found = nullptr;
    const QByteArray port = QByteArray::number(server.port);
    if (::getaddrinfo(server.host.toUtf8().constData(), port.constData(), &wish, &found) != 0)
        found = nullptr;
    return Addresses(found);
}

/// 0, or what errno would say.
int connectTo(const addrinfo &address, const QByteArray &interface, std::chrono::milliseconds patience)
{
    const UniqueFd socket(
        ::socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, address.ai_protocol));
    if (!socket.isValid())
        return errno;
    if (!interface.isEmpty()
        && ::setsockopt(socket.get(), SOL_SOCKET, SO_BINDTODEVICE, interface.constData(),
                        static_cast<socklen_t>(interface.size() + 1))
            != 0)
        return errno;
    if (::connect(socket.get(), address.ai_addr, address.ai_addrlen) == 0)
        return 0;
    if (errno != EINPROGRESS)
        return errno;
    pollfd wanted{socket.get(), POLLOUT, 0};
    if (::poll(&wanted, 1, static_cast<int>(patience.count())) <= 0)
        return ETIMEDOUT;
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

} // namespace

Result<QString> reachServer(const QList<ServerEndpoint> &servers, const QString &interface,
                            std::chrono::milliseconds patience)
{
    QStringList reasons;
    for (const ServerEndpoint &server : servers) {
        const QString name = u"%1 port %2"_s.arg(server.host).arg(server.port);
        const Addresses addresses = addressesOf(server);
        if (!addresses)
            reasons << u"%1: that is no address"_s.arg(name);
        for (const addrinfo *one = addresses.get(); one; one = one->ai_next) {
            const int error = connectTo(*one, interface.toUtf8(), patience);
            if (error == 0)
                return name;
            reasons << u"%1: %2"_s.arg(name, QString::fromLocal8Bit(std::strerror(error)));
        }
    }
    return fail(makeError(ErrorKind::Unavailable, "server.silent", reasons.join(u", "_s)));
}

} // namespace cid
