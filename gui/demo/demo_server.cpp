// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/demo/demo_server.h"

#include "common/config/key_file.h"
#include "daemon/build/build_service.h"
#include "daemon/server_daemon.h"
#include "gui/demo/demo_builds.h"
#include "gui/demo/demo_files.h"
#include "gui/demo/demo_nodes.h"

namespace cid {

using namespace Qt::StringLiterals;

/// What lives on the server's thread.
class DemoServer::Inside : public QObject
{
public:
    Result<ClientAccess> start(const QString &folder, int nodes, int speed)
    {
        const auto conf = writeDemoFiles(folder, nodes);
        if (!conf)
            return fail(conf.error());
        const auto key = readKeyFile(conf->operatorKey, {});
        if (!key)
            return fail(key.error());
        m_daemon = std::make_unique<ServerDaemon>(conf->path, *conf);
        Status started = m_daemon->start();
        if (started)
            started = startBuilds(*conf, folder, speed);
        if (!started)
            return fail(started.error());
        m_nodes = std::make_unique<DemoNodes>(m_daemon->core());
        m_nodes->setSpeed(speed);
        m_nodes->begin();
        connect(&m_daemon->captures(), &CaptureDesk::ordered, this,
                [this](const NodeName &node, const CaptureOrder &order) { capture(node, order.capture, 0); });
        return ClientAccess{{{u"127.0.0.1"_s, m_daemon->port()}}, conf->fingerprints, *key};
    }

    void makeEveryoneReport() { m_nodes->makeEveryoneReport(); }

    void stop()
    {
        m_nodes.reset();
        m_daemon.reset();
        m_builds.reset();
    }

private:
    // Nodes that only pretend have nothing to pack: it is seen to go on, and ends with that.
    void capture(const NodeName &node, qint64 number, int step)
    {
        constexpr int steps = 24;
        if (!m_daemon)
            return;
        if (step == steps) {
            m_daemon->captures().end(
                node,
                {number,
                 makeError(ErrorKind::Unavailable, "demo.no-files",
                           u"%1 only pretends to be a machine: there is nothing to pack"_s.arg(node))});
            return;
        }
        const QStringList lines = step == 0 ? QStringList{u"left out: /etc/cid/node.key"_s} : QStringList();
        m_daemon->captures().progress(node, {number, 64 * MiB * step, 64 * MiB * steps, lines});
        QTimer::singleShot(captureStepMs, this, [this, node, number, step] { capture(node, number, step + 1); });
    }

    Status startBuilds(const CidConf &conf, const QString &folder, int speed)
    {
        const auto programs = writeDemoPrograms(folder, tick / speed);
        Status status = programs ? writeDemoOutput(conf.build) : fail(programs.error());
        if (!status)
            return status;
        m_builds = std::make_unique<BuildService>(conf, *programs);
        return m_builds->start();
    }

    static constexpr double tick = 0.5;
    static constexpr int captureStepMs = 250;
    std::unique_ptr<ServerDaemon> m_daemon;
    std::unique_ptr<DemoNodes> m_nodes;
    std::unique_ptr<BuildService> m_builds;
};

DemoServer::DemoServer(QObject *parent)
    : QObject(parent)
    , m_inside(new Inside)
{
    m_thread.setObjectName(u"demo server"_s);
    m_inside->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_inside, [inside = m_inside] { inside->stop(); }, Qt::DirectConnection);
    connect(&m_thread, &QThread::finished, m_inside, &QObject::deleteLater);
    m_thread.start();
}

DemoServer::~DemoServer()
{
    m_thread.quit();
    m_thread.wait();
}

void DemoServer::start(int nodes, int speed)
{
    QMetaObject::invokeMethod(m_inside, [this, nodes, speed, folder = m_folder.path()] {
        const auto access = m_inside->start(folder, nodes, speed);
        QMetaObject::invokeMethod(this, [this, access] {
            if (!access) {
                Q_EMIT failed(access.error());
                return;
            }
            m_access = *access;
            Q_EMIT ready();
        });
    });
}

void DemoServer::makeEveryoneReport()
{
    QMetaObject::invokeMethod(m_inside, [inside = m_inside] { inside->makeEveryoneReport(); });
}

} // namespace cid
