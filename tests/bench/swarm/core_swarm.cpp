// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/swarm/core_swarm.h"

#include "common/link/memory_link.h"
#include "daemon/core/core.h"
#include "tests/support/core_bench.h"

#include <QElapsedTimer>

#include <cstdio>
#include <ctime>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// Reports that are on their way at one moment: nodes report when they have something, not all in one.
constexpr int atOnce = 1'000;

double processSeconds()
{
    timespec time = {};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Nodes as cidd's sessions are to the core, and the links on which their reports come.
class CoreSwarm
{
public:
    explicit CoreSwarm(int count);

    /// Microseconds of processor time of one report, from the node's link to the core.
    [[nodiscard]] double reportMicroseconds(int rounds);

private:
    void arrive(int number);
    /// Everybody has an order and installs.
    void putToWork();

    test::MemoryStore m_store;
    test::FakeClock m_clock;
    Core m_core;
    QObject m_owner;
    QList<NodeName> m_names;
    QList<MemoryLink *> m_links;
    QList<DeploymentId> m_deployments; ///< of each
    qint64 m_taken = 0;
};

CoreSwarm::CoreSwarm(int count)
    : m_core(m_store, m_clock, [](qsizetype size) { return QByteArray(size, 'r'); })
{
    QList<NodeDefinition> definitions;
    for (int i = 1; i <= count; ++i) {
        NodeDefinition definition;
        definition.name = u"n%1"_s.arg(i, 6, 10, QLatin1Char('0'));
        m_names.append(definition.name);
        definitions.append(definition);
    }
    m_core.configure({definitions, {}, {}});
    for (int i = 0; i < count; ++i)
        arrive(i);
    test::CoreBench::settle();
    putToWork();
}

void CoreSwarm::putToWork()
{
    ImageDefinition definition;
    definition.name = u"tiny"_s;
    definition.current = u"1-1"_s;
    CatalogueImage image;
    image.id = *ImageId::parse(u"tiny-1-1"_s);
    image.digest = QByteArray(32, '1');
    image.unpackedSize = 1 * MiB;
    m_core.setImages({definition}, {image}, {});
    m_core.jobs().deploy({u"work"_s, m_names, u"tiny"_s, {}, false, Power::Scheduler},
                         [](const Result<Accepted> &) { });
    test::CoreBench::settle();
    for (int i = 0; i < m_names.size(); ++i) {
        const Deployment *open = m_core.state().jobs.open(m_names[i]);
        m_deployments.append(open ? open->id : 0);
        m_core.nodes().enterStage({m_names[i], static_cast<SessionId>(i + 1), u"192.0.2.1"_s},
                                  {m_deployments[i], 1, NodeState::Installing, {}}, [](const Status &) { });
    }
    test::CoreBench::settle();
}

void CoreSwarm::arrive(int number)
{
    const NodeCaller caller{m_names[number], static_cast<SessionId>(number + 1), u"192.0.2.1"_s};
    NodeArrival arrival;
    arrival.state = NodeState::Netbooted;
    m_core.nodes().arrive(caller, arrival, [](const Status &) { });
    const auto pair = MemoryLink::makePair({Role::Node, Channel::Control, caller.node, caller.address, 1},
                                           {Role::Node, Channel::Control, caller.node, {}, 1}, &m_owner);
    m_links.append(pair.second);
    QObject::connect(pair.first, &Link::received, &m_owner, [this, caller](const Envelope &envelope) {
        if (const auto *report = std::get_if<ProgressReport>(&envelope.message)) {
            m_core.nodes().progress(caller, report->deployment, report->progress);
            ++m_taken;
        }
    });
}

double CoreSwarm::reportMicroseconds(int rounds)
{
    m_taken = 0;
    qint64 sent = 0;
    const double before = processSeconds();
    for (int round = 1; round <= rounds; ++round) {
        for (qsizetype i = 0; i < m_links.size(); ++i) {
            m_links[i]->send({0, ProgressReport{m_deployments[i], {round, round, rounds}}});
            if (++sent % atOnce != 0 && sent % m_links.size() != 0)
                continue;
            while (m_taken < sent)
                QCoreApplication::processEvents();
        }
    }
    return (processSeconds() - before) * 1e6 / static_cast<double>(m_taken);
}

} // namespace

bool measureCore()
{
    double first = 0;
    double last = 0;
    for (const int count : {1'000, 10'000, 100'000}) {
        CoreSwarm swarm(count);
        // What each node's first report makes, such as room for its name in tables, is none of what the others cost.
        static_cast<void>(swarm.reportMicroseconds(1));
        last = swarm.reportMicroseconds(std::max(5, 300'000 / count));
        first = first > 0 ? first : last;
        std::printf("core: %d nodes over links in memory: %.2f us a report, %.2f times the first\n", count, last,
                    last / first);
        std::fflush(stdout);
    }
    return true;
}

} // namespace cid
