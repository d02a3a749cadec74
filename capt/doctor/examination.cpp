// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/doctor/examination.h"

#include "capt/doctor/host_checks.h"
#include "capt/doctor/server_checks.h"
#include "common/config/host_list.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QNetworkReply>
#include <QPointer>
#include <QProcess>
#include <QTimer>

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto httpPatience = 10s;
constexpr int mostLines = 5;

QString serverText(const CidConf &conf)
{
    const ServerEndpoint server = conf.servers.value(0);
    return u"%1:%2"_s.arg(server.host).arg(server.port);
}

} // namespace

Examination::Examination(QString confPath, KeyChoice key, NodeName node, QObject *parent)
    : QObject(parent)
    , m_confPath(std::move(confPath))
    , m_key(std::move(key))
    , m_node(std::move(node))
{ }

void Examination::say(const CheckedPart &part)
{
    Q_EMIT checked(part);
}

void Examination::start()
{
    const CheckedPart files = doctor::checkFiles(m_confPath);
    say(files);
    auto conf = loadCidConf(m_confPath);
    if (!conf) {
        Q_EMIT finished(); // Nothing else can be found without it, and why stands above.
        return;
    }
    m_conf = std::move(*conf);
    say(doctor::checkKeys(m_conf));
    say(doctor::checkRoom(m_conf));
    say(doctor::checkBootFiles(m_conf));
    say(doctor::checkClock());
    connectToServer();
}

void Examination::connectToServer()
{
    m_client = std::make_unique<CidClient>(m_conf, ClientRole::Operator, m_key);
    connect(m_client.get(), &CidClient::connected, this, &Examination::askImages);
    connect(m_client.get(), &CidClient::tryFailed, this, &Examination::unreachable);
    connect(m_client.get(), &CidClient::disconnected, this, &Examination::unreachable);
    if (const Status started = m_client->start(); !started)
        unreachable(started.error());
}

// Once is enough: whoever calls the doctor calls again.
void Examination::unreachable(const Error &error)
{
    if (std::exchange(m_isOver, true))
        return;
    say(doctor::checkConnection(error, serverText(m_conf)));
    Q_EMIT finished();
}

void Examination::askImages()
{
    if (m_isOver)
        return;
    say({u"server"_s, {}});
    m_client->ask<ImagesReply>(ImagesRequest{}, [self = QPointer(this)](const Result<ImagesReply> &images) {
        if (!self)
            return;
        if (!images) {
            self->unreachable(images.error());
            return;
        }
        self->m_images = *images;
        self->say(doctor::checkImages(*images));
        if (self->m_node.isEmpty())
            self->askNodes();
        else
            self->askNode();
    });
}

void Examination::askNodes()
{
    m_client->follow<NodesReply>(NodesRequest{}, [self = QPointer(this)](const Result<NodesReply> &nodes) {
        if (!self)
            return false;
        if (!nodes) {
            self->unreachable(nodes.error());
            return false;
        }
        self->m_nodes += nodes->nodes;
        if (!nodes->complete)
            return true;
        self->say(doctor::checkNodes(self->m_nodes));
        self->askDiscovered();
        return false;
    });
}

void Examination::askNode()
{
    m_client->ask<NodeDetail>(NodeDetailRequest{m_node}, [self = QPointer(this)](const Result<NodeDetail> &node) {
        if (!self)
            return;
        if (!node) {
            self->unreachable(node.error());
            return;
        }
        self->m_mac = node->definition.macs.value(0);
        self->m_nodes = {node->status};
        self->say(doctor::checkNode(*node, self->m_images));
        self->askPower();
    });
}

void Examination::askDiscovered()
{
    m_client->ask<DiscoveredReply>(DiscoveredRequest{}, [self = QPointer(this)](const Result<DiscoveredReply> &found) {
        if (!self)
            return;
        if (found)
            self->say(doctor::checkDiscovered(found->machines));
        self->askPower();
    });
}

// A server of a version that switches nothing refuses the question, and so does a key that may not: then there is
// nothing to say.
void Examination::askPower()
{
    QStringList names;
    for (const NodeStatus &node : std::as_const(m_nodes))
        names.append(node.name);
    const PowerRequest question{foldHostList(names), PowerAct::Look, false};
    if (names.isEmpty() || !QFileInfo::exists(m_conf.powerConf)) {
        askHttp();
        return;
    }
    m_client->follow<PowerReply>(question, [self = QPointer(this)](const Result<PowerReply> &reply) {
        if (!self)
            return false;
        if (reply) {
            for (const PowerRow &row : reply->rows) {
                if (!row.section.isEmpty())
                    self->m_power.append(row);
            }
        }
        if (reply && reply->more)
            return true;
        self->say(doctor::checkPower(self->m_power));
        self->askHttp();
        return false;
    });
}

// As a machine that starts: iPXE asks for the script, and then for what stands in it.
void Examination::askHttp()
{
    if (!QFileInfo::exists(m_conf.bootDir)) {
        askScheduler();
        return;
    }
    const QString host = m_conf.listen.isEmpty() ? u"127.0.0.1"_s : m_conf.listen;
    QNetworkRequest request(QUrl(u"http://%1:%2/boot?mac=%3"_s.arg(host.contains(u':') ? u'[' + host + u']' : host)
                                     .arg(m_conf.httpPort)
                                     .arg(m_mac)));
    request.setTransferTimeout(static_cast<int>(std::chrono::milliseconds(httpPatience).count()));
    QNetworkReply *reply = m_network.get(request);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        CheckedPart part{u"what machines get that start"_s, {}};
        const QByteArray script = reply->readAll();
        if (reply->error() != QNetworkReply::NoError || !script.startsWith("#!ipxe"))
            part.findings.append({Severity::Fault, "boot.no-answer",
                                  u"%1: %2"_s.arg(reply->url().toString(), reply->errorString()),
                                  u"machines that start from the network get nothing from cidd"_s,
                                  u"is http_port taken by something else? The journal of cidd says"_s});
        say(part);
        askScheduler();
    });
}

void Examination::askScheduler()
{
    const QString conf = QFileInfo(m_confPath).absoluteDir().filePath(u"cid-slurm.conf"_s);
    const QString program = QDir(QCoreApplication::applicationDirPath()).filePath(u"cid-slurm"_s);
    if (!QFileInfo::exists(conf) || !QFileInfo::exists(program)) {
        Q_EMIT finished();
        return;
    }
    auto *process = new QProcess(this);
    const auto done = [this, process] {
        CheckedPart part{u"Slurm"_s, {}};
        const QStringList lines = QString::fromUtf8(process->readAllStandardOutput() + process->readAllStandardError())
                                      .split(u'\n', Qt::SkipEmptyParts);
        if (process->exitStatus() != QProcess::NormalExit || process->exitCode() != 0)
            part.findings.append({Severity::Warning, "slurm.check", lines.mid(0, mostLines).join(u"; "_s),
                                  u"jobs may start in the wrong image, or nodes be drained without need"_s,
                                  u"cid-slurm check says all of it"_s});
        say(part);
        Q_EMIT finished();
    };
    connect(process, &QProcess::finished, this, done);
    process->start(program, {u"check"_s, u"--config"_s, conf});
}

} // namespace cid
