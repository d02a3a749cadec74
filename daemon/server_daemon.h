// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/rate_limiter.h"
#include "common/config/cid_conf.h"
#include "common/config/node_db.h"
#include "common/link/link_server.h"
#include "daemon/metrics/cluster_figures.h"
#include "daemon/metrics/server_figures.h"
#include "daemon/net/boot_server.h"
#include "daemon/net/data_server.h"
#include "daemon/net/library_reader.h"
#include "daemon/net/metrics_server.h"
#include "daemon/net/switchboard.h"
#include "daemon/power/power_control.h"
#include "daemon/store/store_thread.h"

#include <QTimer>

namespace cid {

/// cidd without its command line: core, store and net put together. Lives on the main thread.
class ServerDaemon : public QObject
{
    Q_OBJECT
public:
    /// The event loop of each of its threads, by a name for the log; Qt's own where it is empty.
    using MakeLoop = std::function<QAbstractEventDispatcher *(const QString &loop)>;

    ServerDaemon(QString confPath, CidConf conf, QObject *parent = nullptr);
    ~ServerDaemon() override;

    /// Before start().
    void setLoops(MakeLoop makeLoop) { m_makeLoop = std::move(makeLoop); }

    /// Reads keys, databases, images and the state, and listens. Nothing is changed where any of it is wrong.
    [[nodiscard]] Status start();
    /// Reads cid.conf, its databases and the images again; all that was stays where one of the files is wrong. \a done
    /// is called when all of it is in force; who asks while a reload is under way shares the next one.
    void reload(const SharedRounds::Done &done);
    /// Takes no more connections; stopped() follows once everything is on the disk.
    void stop();

    [[nodiscard]] quint16 port() const { return m_server ? m_server->port() : 0; }
    /// For a server that is built into another program, such as the console's demonstration.
    [[nodiscard]] Core &core() { return m_core; }
    [[nodiscard]] CaptureDesk &captures() { return m_captures; }
    /// One line for systemctl status.
    [[nodiscard]] QString summary() const;

Q_SIGNALS:
    void stopped();
    /// The state cannot be stored: end now.
    void broken(const cid::Error &error);
    void nodeLeft(const QString &node, const QString &address);
    /// summary() says something else; once a second at most.
    void summaryChanged(const QString &summary);

private:
    [[nodiscard]] Status listen();
    [[nodiscard]] Status serveBootFiles(const QHostAddress &address);
    [[nodiscard]] Status serveMetrics();
    void takeOver(const ServerKeys &keys);
    /// Everything that a reload reads but the images.
    struct Texts
    {
        CidConf conf;
        ServerKeys keys;
        NodeDb nodes;
        QList<ImageDefinition> definitions;
        PowerConfs power;
    };
    [[nodiscard]] Result<Texts> readTexts() const;
    [[nodiscard]] Result<QList<ImageDefinition>> readDefinitions(bool requireSignature) const;
    [[nodiscard]] LibrarySettings librarySettings(const CidConf &conf, const QList<ImageDefinition> &definitions) const;
    void use(ImageLibrary images);
    void use(NodeDb nodes);
    void use(const Texts &texts);
    void reloadOnce(const SharedRounds::Done &done);
    void readImages(const SharedRounds::Done &done);
    [[nodiscard]] Status readNodes();
    [[nodiscard]] Result<PowerConfs> readPower(const CidConf &conf) const;
    [[nodiscard]] Status readAgain(const QString &document);
    void openDocuments();
    void switchPower(const NodeName &name, PowerAct act, const PowerControl::Done &done,
                     const std::function<bool()> &isWanted = {});
    void report(const Refusal &refusal);

    QString m_confPath;
    CidConf m_conf;
    MakeLoop m_makeLoop;
    SystemClock m_clock;
    StoreThread m_store;
    Core m_core;
    std::unique_ptr<DocumentVault> m_documents;
    NodeDb m_nodeDb;
    ImageLibrary m_images;
    LibraryReader m_imageReader{m_images};
    SharedRounds m_reloads;
    SharedRounds m_imageRounds;
    BootFiles m_bootFiles;
    BuildRelay m_builds;
    RateLimiter m_refusals;
    std::unique_ptr<Authority> m_authority;
    ImageDesk m_imageDesk;
    CaptureDesk m_captures;
    PowerControl m_power;
    std::unique_ptr<ClusterFigures> m_clusterFigures;
    std::unique_ptr<ServerFigures> m_serverFigures; ///< outlives what it counts
    std::unique_ptr<ServerContext> m_context;
    std::unique_ptr<DataServer> m_data;
    std::unique_ptr<Switchboard> m_switchboard;
    std::unique_ptr<LinkServer> m_server;
    std::unique_ptr<BootServer> m_bootServer; ///< none without boot_dir
    std::unique_ptr<MetricsServer> m_metricsServer; ///< none without metrics_port, as the figures
    QTimer m_watch;
    QString m_summary; ///< as last told
};

} // namespace cid
