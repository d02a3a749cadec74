// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core_bench.h"

namespace cid::test {

using namespace Qt::StringLiterals;

Result<Snapshot> MemoryStore::load()
{
    Snapshot snapshot;
    snapshot.nodes = m_nodes.values();
    for (const Job &job : std::as_const(m_jobs)) {
        if (job.state == JobState::Active)
            snapshot.jobs.append(job);
    }
    for (const Deployment &deployment : std::as_const(m_deployments)) {
        if (m_jobs.value(deployment.job).state == JobState::Active)
            snapshot.deployments.append(deployment);
    }
    snapshot.permissions = m_permissions.values();
    snapshot.holds = m_holds.values();
    snapshot.lastDeployment = m_deployments.isEmpty() ? 0 : m_deployments.lastKey();
    snapshot.lastEvent = m_events.isEmpty() ? 0 : m_events.last().id;
    return snapshot;
}

Status MemoryStore::commit(const ChangeSet &changes)
{
    if (broken)
        return fail(makeError(ErrorKind::Io, "store.failed", u"the disk is full"_s));
    ++m_commits;
    // Row by row: QMap's insert() of a map costs as much as everything that is there already.
    const auto keep = [](auto &rows, const auto &changed) {
        for (auto row = changed.begin(); row != changed.end(); ++row)
            rows.insert(row.key(), row.value());
    };
    keep(m_nodes, changes.nodes);
    keep(m_jobs, changes.jobs);
    keep(m_deployments, changes.deployments);
    const auto keepOrDrop = [](auto &rows, const auto &changed) {
        for (auto row = changed.begin(); row != changed.end(); ++row) {
            if (row.value())
                rows.insert(row.key(), *row.value());
            else
                rows.remove(row.key());
        }
    };
    keepOrDrop(m_permissions, changes.permissions);
    keepOrDrop(m_holds, changes.holds);
    m_events += changes.events;
    return {};
}

void MemoryStore::commit(ChangeSet changes, std::function<void(Status)> done)
{
    const Status status = commit(changes);
    QMetaObject::invokeMethod(&m_context, [done = std::move(done), status] { done(status); }, Qt::QueuedConnection);
}

CoreBench::CoreBench(MemoryStore &store, int nodes, std::chrono::milliseconds later)
    : m_core(store, m_clock, [](qsizetype count) { return QByteArray(count, 'n'); })
{
    m_clock.advance(later);
    m_core.restore(*store.load());
    for (int i = 1; i <= nodes; ++i) {
        NodeDefinition node;
        node.name = u"n%1"_s.arg(i);
        node.macs = {macOf(node.name)};
        m_configuration.nodes.append(node);
    }
    m_core.configure(m_configuration);
    ImageDefinition debian;
    debian.name = u"debian"_s;
    debian.current = u"12-2"_s;
    ImageDefinition mac;
    mac.name = u"mac"_s;
    mac.current = u"1-1"_s;
    mac.kind = ImageKind::Darwin;
    ImageDefinition sealed;
    sealed.name = u"sealed"_s;
    sealed.current = u"1-1"_s;
    sealed.requireSignature = true;
    ImageDefinition pinned;
    pinned.name = u"pinned"_s;
    pinned.current = u"1-2"_s;
    pinned.currentDigest = QByteArray(32, 'p');
    const auto image = [](const QString &name, char digest, ImageKind kind = ImageKind::Linux) {
        CatalogueImage file;
        file.id = *ImageId::parse(name);
        file.digest = QByteArray(32, digest);
        file.kind = kind;
        file.unpackedSize = 1 * MiB;
        return file;
    };
    m_core.setImages({debian, mac, sealed, pinned},
                     {image(u"debian-12-1"_s, '1'), image(u"debian-12-2"_s, '2'),
                      image(u"mac-1-1"_s, '3', ImageKind::Darwin), image(u"sealed-1-1"_s, '4'),
                      image(u"pinned-1-1"_s, 'o'), image(u"pinned-1-2"_s, 'q')},
                     {});
    QObject::connect(&m_core.announcer(), &Announcer::orderReady, &m_context,
                     [this](const NodeName &node, const DeployOrder &order) { orders.append({node, order}); });
    QObject::connect(&m_core.announcer(), &Announcer::orderCancelled, &m_context,
                     [this](const NodeName &node, DeploymentId id) { cancelled.append({node, id}); });
    QObject::connect(&m_core.announcer(), &Announcer::probeReady, &m_context, [this](const QStringList &names) {
        probes.append(names);
        for (const NodeName &name : names) {
            if (!powerless.contains(name))
                m_core.nodes().probed(caller(name, m_core.state().registry.find(name)->session));
        }
    });
}

void CoreBench::settle()
{
    for (int i = 0; i < 200; ++i)
        QCoreApplication::processEvents();
}

NodeCaller CoreBench::caller(const NodeName &node, SessionId session, const QString &address) const
{
    const int number = node.mid(1).toInt();
    return {node, session, address.isEmpty() ? u"10.0.%1.%2"_s.arg(number / 256).arg(number % 256) : address};
}

QString CoreBench::macOf(const NodeName &node)
{
    const int number = node.mid(1).toInt();
    return u"52:54:00:00:%1:%2"_s.arg(number / 256, 2, 16, QLatin1Char('0')).arg(number % 256, 2, 16, QLatin1Char('0'));
}

NodeArrival CoreBench::arrival(const NodeName &node, NodeState state)
{
    NodeArrival result;
    result.macs = {macOf(node)};
    result.state = state;
    return result;
}

QByteArray CoreBench::arrive(const NodeName &node, NodeState state, SessionId session, const Deployment *done)
{
    NodeArrival report = arrival(node, state);
    if (done) {
        report.deployment = done->id;
        report.nonce = done->nonce;
        report.image = done->image;
        report.digest = done->digest;
    }
    QByteArray code = "no answer";
    m_core.nodes().arrive(caller(node, session), report,
                          [&code](const Status &status) { code = status ? QByteArray() : status.error().code; });
    settle();
    return code;
}

QByteArray CoreBench::enter(const NodeName &node, NodeState state, SessionId session)
{
    const Deployment *open = m_core.state().jobs.open(node);
    QByteArray code = "no answer";
    m_core.nodes().enterStage(caller(node, session), {open ? open->id : 0, open ? open->attempt : 1, state, {}},
                              [&code](const Status &status) { code = status ? QByteArray() : status.error().code; });
    settle();
    return code;
}

QByteArray CoreBench::failStage(const NodeName &node, NodeState state, SessionId session)
{
    const Deployment *open = m_core.state().jobs.open(node);
    QByteArray code = "no answer";
    m_core.nodes().fail(caller(node, session), {open ? open->id : 0, open ? open->attempt : 1, state, {}},
                        {state, "test.broken", u"it broke"_s, {u"a line"_s}},
                        [&code](const Status &status) { code = status ? QByteArray() : status.error().code; });
    settle();
    return code;
}

QByteArray CoreBench::deploy(const JobId &job, const QStringList &nodes, const QString &image, bool reinstall)
{
    QByteArray code = "no answer";
    m_core.jobs().deploy({job, nodes, image, {}, reinstall, Power::Scheduler}, [&](const Result<Accepted> &result) {
        code = result ? QByteArray() : result.error().code;
        if (result)
            accepted = *result;
    });
    settle();
    return code;
}

void CoreBench::wait(std::chrono::milliseconds time)
{
    m_clock.advance(time);
    m_core.watchman().look();
    settle();
}

void CoreBench::reconfigure(const std::function<void(CoreConfiguration &)> &change)
{
    change(m_configuration);
    m_core.configure(m_configuration);
    settle();
}

QByteArray CoreBench::cancel(const JobId &job, Power power)
{
    QByteArray code = "no answer";
    m_core.jobs().cancel(job, {power},
                         [&code](const Status &status) { code = status ? QByteArray() : status.error().code; });
    settle();
    return code;
}

void CoreBench::bringUp(const NodeName &node)
{
    deploy(u"up-"_s + node, {node}, u"debian"_s);
    arrive(node, NodeState::Blancmange, 1);
    install(node, 1);
    orders.clear();
}

Deployment CoreBench::runs(const QString &image, char digest)
{
    Deployment result;
    result.image = *ImageId::parse(image);
    result.digest = QByteArray(32, digest);
    return result;
}

QByteArray CoreBench::install(const NodeName &node, SessionId session)
{
    for (const NodeState state :
         {NodeState::Installing, NodeState::Configuring, NodeState::BootLoader, NodeState::RebootingToImage}) {
        const QByteArray code = enter(node, state, session);
        if (!code.isEmpty())
            return code;
    }
    const Deployment done = *m_core.state().jobs.open(node);
    m_core.nodes().leave(caller(node, session));
    return arrive(node, NodeState::Running, session + 1, &done);
}

} // namespace cid::test
