// SPDX-License-Identifier: GPL-3.0-or-later
// Where cidd listens.
#include "common/config/key_file.h"
#include "common/link/keys.h"
#include "daemon/server_daemon.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QThread>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcDaemon)

namespace {

/// Where cid.conf names no number. The core is one thread: more would wait for it.
constexpr int mostThreads = 8;

} // namespace

Status ServerDaemon::listen()
{
    const auto pem = readSecretFile(m_conf.identity, m_conf.keyGroup);
    if (!pem)
        return fail(pem.error());
    const auto identity = loadIdentity(*pem);
    if (!identity)
        return fail(withContext(identity.error(), m_conf.identity));
    LinkServerOptions options;
    options.identity = *identity;
    options.address = m_conf.listen.isEmpty() ? QHostAddress(QHostAddress::Any) : QHostAddress(m_conf.listen);
    if (options.address.isNull())
        return fail(
            makeError(ErrorKind::Invalid, "config.bad-value", u"listen = %1 is no address"_s.arg(m_conf.listen)));
    options.port = m_conf.port;
    options.serverName = u"cidd "_s + QStringLiteral(CID_VERSION);
    options.heartbeatMs = static_cast<int>(m_conf.heartbeat.count());
    options.unprovedPerAddress = m_conf.unprovedPerAddress;
    options.threads = m_conf.threads > 0 ? m_conf.threads : std::clamp(QThread::idealThreadCount(), 1, mostThreads);
    options.dataThreads = options.threads;
    options.makeDispatcher = m_makeLoop;
    options.serveData = [data = m_data.get()](Link *link, CallQueue &home) { data->take(link, home); };
    m_server = std::make_unique<LinkServer>(options, *m_authority);
    connect(m_server.get(), &LinkServer::connected, m_switchboard.get(), &Switchboard::take);
    connect(m_server.get(), &LinkServer::refused, this, &ServerDaemon::report);
    const Status listening = m_server->listen();
    if (!listening)
        return listening;
    const Status serving = serveBootFiles(options.address);
    return serving ? serveMetrics() : serving;
}

Status ServerDaemon::serveBootFiles(const QHostAddress &address)
{
    if (!QFileInfo(m_conf.bootDir).isDir()) {
        qCInfo(lcDaemon, "There is no boot_dir %ls: machines cannot start from this server",
               qUtf16Printable(m_conf.bootDir));
        return {};
    }
    m_bootServer = std::make_unique<BootServer>(m_core.state(), m_bootFiles, m_conf.bootAppend);
    return m_bootServer->listenOn(address, m_conf.httpPort, "http_port");
}

Status ServerDaemon::serveMetrics()
{
    if (m_conf.metricsPort == 0)
        return {};
    m_clusterFigures = std::make_unique<ClusterFigures>(m_core);
    m_serverFigures = std::make_unique<ServerFigures>();
    connect(&m_store, &StoreThread::committed, m_serverFigures.get(), &ServerFigures::noteCommit);
    m_metricsServer = std::make_unique<MetricsServer>(
        [this] {
            OpenMetrics metrics;
            metrics.family(OpenMetrics::Kind::Gauge, "notp_build_info", "The version that runs.");
            metrics.sample(1, {{"version", QStringLiteral(CID_VERSION)}});
            m_clusterFigures->write(metrics);
            m_serverFigures->write(metrics, {m_data->sentBytes(), m_switchboard->connectionCount()});
            return metrics.text();
        },
        OpenMetrics::contentType);
    // Whoever reads them from elsewhere does so through something that asks for a password.
    return m_metricsServer->listenOn(QHostAddress(QHostAddress::LocalHost), m_conf.metricsPort, "metrics_port");
}

void ServerDaemon::report(const Refusal &refusal)
{
    if (m_serverFigures)
        m_serverFigures->noteRefusal(refusal.code);
    const auto verdict = m_refusals.note(refusal.address + u' ' + QString::fromLatin1(refusal.code));
    if (!verdict.allowed)
        return;
    QString text = u"Refused a connection from %1 (%2): %3"_s.arg(refusal.address, QString::fromLatin1(refusal.code),
                                                                  refusal.detail);
    if (verdict.suppressed > 0)
        text += u"; %1 more like it since the last line"_s.arg(verdict.suppressed);
    qCWarning(lcDaemon, "%ls", qUtf16Printable(text));
}

} // namespace cid
