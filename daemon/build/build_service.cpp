// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/build/build_service.h"

#include "common/link/local_link.h"
#include "daemon/build/build_session.h"
#include "daemon/build/limits.h"

#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QLoggingCategory>

#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcBuildService, "cid.build.service")

BuildService::BuildService(CidConf conf, BuildPrograms programs, QObject *parent)
    : QObject(parent)
    , m_queue(std::move(conf), std::move(programs))
{
    // Everybody may connect; the kernel says who it is, and that decides.
    m_server.setSocketOptions(QLocalServer::WorldAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &BuildService::welcome);
    connect(&m_queue, &BuildQueue::idle, this, &BuildService::stopped);
}

Status BuildService::start()
{
    const BuildConf &conf = m_queue.conf().build;
    m_users = {0, ::geteuid()};
    const passwd *user = ::getpwnam(conf.user.toLocal8Bit().constData()); // NOLINT(concurrency-mt-unsafe): at the start
    if (user)
        m_users.append(user->pw_uid);
    else
        qCWarning(lcBuildService, "There is no user %ls: root alone may ask", qUtf16Printable(conf.user));
    const Status opened = m_queue.open();
    if (!opened)
        return opened;
    // The socket of a run that was killed is in the way; that of one that lives is not touched.
    QLocalSocket probe;
    probe.connectToServer(conf.socket);
    if (probe.state() == QLocalSocket::ConnectedState)
        return fail(makeError(ErrorKind::Conflict, "build.socket", u"%1: a cid-build runs already"_s.arg(conf.socket)));
    if (probe.error() == QLocalSocket::ConnectionRefusedError)
        QFile::remove(conf.socket);
    if (!m_server.listen(conf.socket))
        return fail(makeError(ErrorKind::Io, "build.socket", u"%1: %2"_s.arg(conf.socket, m_server.errorString())));
    return {};
}

bool BuildService::mayAsk(uint uid) const
{
    return m_users.contains(uid);
}

void BuildService::welcome()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        ucred peer{};
        socklen_t size = sizeof peer;
        const auto handle = static_cast<int>(socket->socketDescriptor());
        const bool isKnown = ::getsockopt(handle, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0;
        if (!isKnown || !mayAsk(peer.uid) || m_connections >= build::maxConnections) {
            qCWarning(lcBuildService, "Refused a connection of user %u", peer.uid);
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto *link = new LocalLink(socket, {Role::Operator, Channel::Control, u"uid %1"_s.arg(peer.uid), {}, 1}, this);
        new BuildSession(link, m_queue);
        ++m_connections;
        connect(link, &Link::closed, this, [this] { --m_connections; });
        link->start();
    }
}

} // namespace cid
