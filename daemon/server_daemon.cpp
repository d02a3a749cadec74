// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/server_daemon.h"

#include "common/base/logging.h"
#include "common/config/image_db.h"
#include "common/config/key_file.h"
#include "common/config/top_config.h"
#include "common/link/keys.h"
#include "daemon/key_maker.h"
#include "daemon/net/limits.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>

namespace cid {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcDaemon, "cid.daemon")

namespace {

constexpr int watchMs = 1'000;

} // namespace

ServerDaemon::ServerDaemon(QString confPath, CidConf conf, QObject *parent)
    : QObject(parent)
    , m_confPath(std::move(confPath))
    , m_conf(std::move(conf))
    , m_core(m_store, m_clock, randomBytes)
    , m_reloads([this](const SharedRounds::Done &done) { reloadOnce(done); })
    , m_imageRounds([this](const SharedRounds::Done &done) { readImages(done); })
    , m_bootFiles(m_conf.bootDir)
    , m_builds(m_conf.build.socket)
    , m_refusals(m_clock, std::chrono::seconds(net::refusalLogSeconds))
    , m_imageDesk(m_core, m_images)
    , m_captures(m_core, m_images, m_imageDesk)
{
    connect(&m_core.ledger(), &Ledger::failed, this, &ServerDaemon::broken);
    connect(&m_core.announcer(), &Announcer::powerWanted, this, [this](const NodeName &node, PowerAct act) {
        switchPower(node, act, [](const auto &) {}, [this, node, act] { return m_core.power().isWanted(node, act); });
    });
    m_watch.setInterval(watchMs);
    connect(&m_watch, &QTimer::timeout, this, [this] {
        m_core.look();
        const QString now = summary();
        if (std::exchange(m_summary, now) != now)
            Q_EMIT summaryChanged(now);
    });
}

ServerDaemon::~ServerDaemon()
{
    // While the threads run to which the readers hand over what they have.
    if (m_data)
        m_data->stop();
}

Result<QList<ImageDefinition>> ServerDaemon::readDefinitions(bool requireSignature) const
{
    auto definitions = loadImageDb(m_conf.imageDb);
    if (!definitions)
        return fail(definitions.error());
    for (ImageDefinition &definition : *definitions)
        definition.requireSignature = definition.requireSignature || requireSignature;
    return definitions;
}

LibrarySettings ServerDaemon::librarySettings(const CidConf &conf, const QList<ImageDefinition> &definitions) const
{
    // Where images lie is decided at the start.
    return {definitions, m_conf.imageDir, conf.imageKeys, conf.imageRoots};
}

void ServerDaemon::use(ImageLibrary images)
{
    m_images = std::move(images);
    const QStringList problems = m_images.problems();
    for (const QString &problem : problems)
        qCWarning(lcDaemon, "%ls", qUtf16Printable(problem));
    m_core.setImages(m_images.definitions(), m_images.catalogue(), problems);
}

void ServerDaemon::use(NodeDb nodes)
{
    m_nodeDb = std::move(nodes);
    m_core.configure({m_nodeDb.nodes(),
                      m_nodeDb.partitions(),
                      {m_conf.deadline, m_conf.stageTimeout, m_conf.orderTimeout, m_conf.retries, m_conf.powerCycles}});
}

Status ServerDaemon::readNodes()
{
    auto nodes = NodeDb::load(m_conf.nodeDb);
    if (!nodes)
        return fail(nodes.error());
    use(std::move(*nodes));
    return {};
}

void ServerDaemon::readImages(const SharedRounds::Done &done)
{
    const auto definitions = readDefinitions(m_conf.requireSignature);
    if (!definitions) {
        done(fail(definitions.error()));
        return;
    }
    const LibrarySettings settings = librarySettings(m_conf, *definitions);
    m_imageReader.read(settings, [this, settings, done](ImageLibrary images) {
        const auto now = readDefinitions(m_conf.requireSignature);
        if (!now || librarySettings(m_conf, *now) != settings) {
            readImages(done); // Somebody saved image_db meanwhile, or a reload was faster.
            return;
        }
        use(std::move(images));
        done({});
    });
}

// Nodes are there at once. What Blancmange is made of is nothing to cidd itself.
Status ServerDaemon::readAgain(const QString &document)
{
    if (document == "node_db"_L1)
        return readNodes();
    if (document != "image_db"_L1)
        return {};
    const auto definitions = readDefinitions(m_conf.requireSignature);
    if (!definitions)
        return fail(definitions.error());
    m_imageRounds.ask([](const Status &status) {
        if (!status)
            qCWarning(lcDaemon, "%ls", qUtf16Printable(status.error().text));
    });
    return {};
}

Status ServerDaemon::start()
{
    auto keys = readServerKeys(m_conf);
    if (!keys)
        return fail(keys.error());
    const QString database =
        m_conf.database.isEmpty() ? QDir(m_conf.stateDir).filePath(u"state.db"_s) : m_conf.database;
    if (m_conf.database.isEmpty() && !QDir().mkpath(m_conf.stateDir))
        return fail(errnoError("store.open", m_conf.stateDir));
    const auto snapshot = m_store.open(database);
    if (!snapshot)
        return fail(snapshot.error());
    m_core.restore(*snapshot);
    const auto power = readPower(m_conf);
    if (!power)
        return fail(power.error());
    m_power.use(*power);
    const auto definitions = readDefinitions(m_conf.requireSignature);
    if (!definitions)
        return fail(definitions.error());
    use(m_imageReader.readNow(librarySettings(m_conf, *definitions)));
    if (const Status read = readNodes(); !read)
        return read;
    m_captures.clear(m_store);
    m_authority = std::make_unique<Authority>(std::move(*keys), m_core.state().registry);
    openDocuments();
    m_context = std::make_unique<ServerContext>(ServerContext{
        m_core, m_store, *m_authority, m_imageDesk, m_captures, *m_documents, m_builds,
        [this](const QString &hosts) { return m_nodeDb.expand(hosts); },
        [this](const SharedRounds::Done &done) { reload(done); },
        [this](const QList<std::pair<NodeName, QStringList>> &machines) {
            const Status written = NodeDb::adopt(m_conf.nodeDb, machines);
            return written ? readNodes() : written;
        },
        [this](const QString &document) { return readAgain(document); },
        [this](const NodeName &node, PowerAct act, const PowerControl::Done &done) { switchPower(node, act, done); },
        [this](const std::function<void()> &then) { m_imageRounds.whenIdle(then); }});
    m_data = std::make_unique<DataServer>(
        DataContext{m_core, m_images, m_captures, *m_authority, m_bootFiles, m_conf.overlayDir});
    m_switchboard = std::make_unique<Switchboard>(*m_context);
    connect(m_switchboard.get(), &Switchboard::nodeLeft, this, &ServerDaemon::nodeLeft);
    m_watch.start();
    return listen();
}

Result<PowerConfs> ServerDaemon::readPower(const CidConf &conf) const
{
    // Where things are is decided at the start.
    auto power = loadPowerConf(m_conf.powerConf);
    if (!power)
        return power;
    for (PowerConf &section : *power)
        section.keyGroup = conf.keyGroup;
    const Status secret = checkPasswords(*power);
    return secret ? power : fail(secret.error());
}

void ServerDaemon::switchPower(const NodeName &name, PowerAct act, const PowerControl::Done &done,
                               const std::function<bool()> &isWanted)
{
    const NodeRecord *node = m_core.state().registry.find(name);
    const NodeDefinition definition = node ? node->definition : NodeDefinition{};
    // The same act asked twice is one, and is told of once.
    const bool isNew = act != PowerAct::Look && m_power.actOn(name) == PowerAct::Look;
    m_power.run(definition.power, {name, definition.macs, isWanted}, act,
                [this, name, act, isNew, done](const Result<PowerState> &result) {
                    if (isNew)
                        m_core.power().ended(name, act, result);
                    done(result);
                });
}

void ServerDaemon::openDocuments()
{
    m_documents = std::make_unique<DocumentVault>(QDir(m_conf.stateDir).filePath(u"documents"_s));
    const auto check = [](const Schema &schema, const auto &read) {
        return [&schema, read](const QByteArray &text, const QString &path) -> QList<Error> {
            const auto document = Document::parse(text, path);
            if (!document)
                return {document.error()};
            QList<Error> mistakes = checkDocument(*document, schema);
            if (mistakes.isEmpty()) {
                const auto content = read(*document);
                if (!content)
                    mistakes.append(content.error());
            }
            return mistakes;
        };
    };
    m_documents->add(u"image_db"_s, m_conf.imageDb, check(imageDbSchema(), readImageDb));
    m_documents->add(u"node_db"_s, m_conf.nodeDb, check(nodeDbSchema(), NodeDb::read));
    m_documents->add(u"top_config"_s, m_conf.topConfig, [](const QByteArray &text, const QString &path) {
        const auto document = Document::parse(text, path);
        return document ? readTopConfig(*document).mistakes : QList<Error>{document.error()};
    });
}

void ServerDaemon::reload(const SharedRounds::Done &done)
{
    m_reloads.ask(done);
}

Result<ServerDaemon::Texts> ServerDaemon::readTexts() const
{
    auto conf = loadCidConf(m_confPath);
    if (!conf)
        return fail(conf.error());
    auto keys = readServerKeys(*conf);
    if (!keys)
        return fail(keys.error());
    auto nodes = NodeDb::load(m_conf.nodeDb);
    if (!nodes)
        return fail(nodes.error());
    auto definitions = readDefinitions(conf->requireSignature);
    if (!definitions)
        return fail(definitions.error());
    auto power = readPower(*conf);
    if (!power)
        return fail(power.error());
    return Texts{std::move(*conf), std::move(*keys), std::move(*nodes), std::move(*definitions), std::move(*power)};
}

// The texts may change while the images are read: what is taken over is what stands in them then, all of it but the
// keys in one turn.
void ServerDaemon::reloadOnce(const SharedRounds::Done &done)
{
    const auto texts = readTexts();
    if (!texts) {
        done(fail(texts.error()));
        return;
    }
    // A key that was taken away does not wait for a disk that answers late.
    if (m_authority)
        takeOver(texts->keys);
    const LibrarySettings settings = librarySettings(texts->conf, texts->definitions);
    m_imageReader.read(settings, [this, settings, done](ImageLibrary images) {
        const auto now = readTexts();
        if (!now || librarySettings(now->conf, now->definitions) != settings) {
            reloadOnce(done);
            return;
        }
        use(*now);
        use(std::move(images));
        use(now->nodes);
        if (m_authority)
            takeOver(now->keys);
        done({});
    });
}

// Where things are is decided at the start; what may change while it runs is here.
void ServerDaemon::use(const Texts &texts)
{
    m_conf.debug = texts.conf.debug;
    m_conf.deadline = texts.conf.deadline;
    m_conf.stageTimeout = texts.conf.stageTimeout;
    m_conf.orderTimeout = texts.conf.orderTimeout;
    m_conf.retries = texts.conf.retries;
    m_conf.powerCycles = texts.conf.powerCycles;
    m_power.use(texts.power);
    m_conf.imageKeys = texts.conf.imageKeys;
    m_conf.clientKeys = texts.conf.clientKeys;
    m_conf.imageRoots = texts.conf.imageRoots;
    m_conf.requireSignature = texts.conf.requireSignature;
    setLogLevel(m_conf.debug);
}

// Not at once: who asked for it over the network may be among those that are to go.
void ServerDaemon::takeOver(const ServerKeys &keys)
{
    const QStringList gone = m_authority->replaceKeys(keys);
    if (gone.isEmpty())
        return;
    qCInfo(lcDaemon, "The keys of %ls changed: their connections end", qUtf16Printable(gone.join(u", "_s)));
    QMetaObject::invokeMethod(
        m_switchboard.get(), [this, gone] { m_switchboard->endClients(gone); }, Qt::QueuedConnection);
}

void ServerDaemon::stop()
{
    m_watch.stop();
    if (m_server)
        m_server->stopListening();
    m_bootServer.reset();
    m_metricsServer.reset();
    if (m_core.ledger().isIdle()) {
        Q_EMIT stopped();
        return;
    }
    connect(&m_core.ledger(), &Ledger::idle, this, &ServerDaemon::stopped);
}

QString ServerDaemon::summary() const
{
    return m_switchboard ? u"%1 nodes connected"_s.arg(m_switchboard->nodeCount()) : u"starting"_s;
}

} // namespace cid
