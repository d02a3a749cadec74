// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/demo/demo_nodes.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int tickMs = 200;
constexpr int failOneIn = 40;

Inventory inventoryOf(int number, const Disk &disk)
{
    Inventory inventory;
    inventory.arch = u"x86_64"_s;
    inventory.cpuModel = u"AMD EPYC 7543"_s;
    inventory.cpuThreads = 64;
    inventory.memory = 256 * GiB;
    inventory.firmware = Firmware::Uefi;
    inventory.disks = {disk};
    inventory.interfaces = {{u"eth0"_s,
                             u"52:54:00:%1:%2:%3"_s.arg(number / 65536 % 256, 2, 16, QLatin1Char('0'))
                                 .arg(number / 256 % 256, 2, 16, QLatin1Char('0'))
                                 .arg(number % 256, 2, 16, QLatin1Char('0'))}};
    return inventory;
}

NodeState after(NodeState state)
{
    switch (state) {
    case NodeState::Armed:
        return NodeState::RebootingToBlancmange;
    case NodeState::RebootingToBlancmange:
        return NodeState::Blancmange;
    case NodeState::Blancmange:
        return NodeState::Installing;
    case NodeState::Installing:
        return NodeState::Configuring;
    case NodeState::Configuring:
        return NodeState::BootLoader;
    case NodeState::BootLoader:
        return NodeState::RebootingToImage;
    default:
        return NodeState::Running;
    }
}

constexpr const char *failures[] = {"chunk 1,204 of the image: its SHA-256 is not the manifest's",
                                    "/dev/nvme0n1: write error: Input/output error",
                                    "mkfs.ext4 ended with 1: /dev/nvme0n1p6 is apparently in use by the system"};

} // namespace

DemoNodes::DemoNodes(Core &core, QObject *parent)
    : QObject(parent)
    , m_core(core)
{
    connect(&core.announcer(), &Announcer::orderReady, this, &DemoNodes::take);
    connect(&core.announcer(), &Announcer::orderCancelled, this, [this](const NodeName &name) {
        m_busy.removeAll(name);
        Machine &machine = m_machines[name];
        machine.order = {};
        machine.state = NodeState::Running;
        arrive(name, NodeState::Running);
    });
    connect(&core.announcer(), &Announcer::probeReady, this, [this](const QStringList &names) {
        for (const NodeName &name : names)
            m_core.nodes().probed(caller(name));
    });
    connect(&m_timer, &QTimer::timeout, this, &DemoNodes::tick);
    connect(&m_reporter, &QTimer::timeout, this, &DemoNodes::reportAll);
}

NodeCaller DemoNodes::caller(const NodeName &name) const
{
    const auto machine = m_machines.constFind(name);
    const int number = machine == m_machines.cend() ? 0 : machine->number;
    return {name, machine == m_machines.cend() ? SessionId() : machine->session,
            u"10.%1.%2.%3"_s.arg(number / 64 / 256).arg(number / 64 % 256).arg(number % 64 + 1)};
}

void DemoNodes::begin()
{
    for (const NodeRecord *node : m_core.state().registry.all())
        m_names.append(node->facts.name);
    for (const NodeName &name : std::as_const(m_names)) {
        const bool isSilent = m_random.bounded(150) == 0;
        const bool waits = !isSilent && m_random.bounded(200) == 0;
        Machine &machine = m_machines[name];
        machine.number = static_cast<int>(m_machines.size());
        machine.disk = DemoDisk(machine.number);
        if (!isSilent)
            arrive(name, waits ? NodeState::Netbooted : NodeState::Running);
    }
    m_timer.start(tickMs);
    // A morning's work: one rack half through, one just begun.
    const auto rack = [this](qsizetype number) { return m_names.mid((number - 1) * 64, 64); };
    const int racks = static_cast<int>((m_names.size() + 63) / 64);
    deploy(u"4711"_s, rack(std::min(2, racks)), u"gpu"_s);
    if (racks > 4)
        deploy(u"4712"_s, rack(4) + rack(5), u"linux-1.4-1"_s);
}

void DemoNodes::deploy(const JobId &job, const QStringList &nodes, const QString &image)
{
    m_core.jobs().deploy({job, nodes, image, std::chrono::hours(1), false, Power::Scheduler},
                         [](const Result<Accepted> &) { });
}

void DemoNodes::arrive(const NodeName &name, NodeState state)
{
    Machine &machine = m_machines[name];
    machine.session = ++m_lastSession;
    NodeArrival arrival;
    arrival.hostname = name;
    arrival.inventory = inventoryOf(machine.number, machine.disk.facts());
    arrival.state = state;
    if (state == NodeState::Running) {
        const bool isDone = machine.order.deployment != 0;
        const auto running = m_core.state().catalogue.resolve(isDone ? machine.order.image.toString() : u"linux"_s);
        arrival.image = running->image.id;
        arrival.digest = running->image.digest;
        arrival.deployment = machine.order.deployment;
        arrival.nonce = machine.order.nonce;
        machine.disk.run(arrival.image, arrival.digest);
    }
    arrival.slotContents = machine.disk.contents();
    m_core.nodes().arrive(caller(name), arrival, [](const Status &) { });
}

void DemoNodes::take(const NodeName &name, const DeployOrder &order)
{
    Machine &machine = m_machines[name];
    const bool isAgain = machine.order.deployment == order.deployment && machine.order.attempt == order.attempt;
    if (isAgain && m_busy.contains(name))
        return;
    machine.order = order;
    machine.progress = {};
    machine.rate = 90e6 + m_random.bounded(140e6);
    machine.fails = m_random.bounded(failOneIn) == 0;
    if (m_random.bounded(24) == 0)
        machine.rate /= 6; // a straggler
    const NodeRecord *node = m_core.state().registry.find(name);
    machine.state = node->facts.state;
    if (!m_busy.contains(name))
        m_busy.append(name);
    machine.next = m_core.state().now() + m_random.bounded(2'500) / m_speed;
}

qint64 DemoNodes::stageLength(NodeState state)
{
    const bool isReboot = state == NodeState::RebootingToBlancmange || state == NodeState::RebootingToImage;
    const int base = isReboot ? 6'000 : 1'500;
    return (base + m_random.bounded(base)) / m_speed;
}

void DemoNodes::tick()
{
    const QStringList busy = m_busy;
    for (const NodeName &name : busy) {
        Machine &machine = m_machines[name];
        if (machine.state == NodeState::Installing)
            install(name, machine);
        else if (m_core.state().now() >= machine.next)
            step(name, machine);
    }
}

void DemoNodes::install(const NodeName &name, Machine &machine)
{
    const double wobble = 0.75 + m_random.bounded(0.5);
    Progress &progress = machine.progress;
    progress.total = machine.order.unpackedSize;
    progress.written += static_cast<ByteCount>(machine.rate * wobble * m_speed * tickMs / 1000);
    progress.written = std::min(progress.written, progress.total);
    progress.fetched = std::min(machine.order.packedSize, progress.written * 2 / 5);
    m_core.nodes().progress(caller(name), machine.order.deployment, progress);
    if (machine.fails && progress.written > progress.total / 3)
        breakDown(name, machine);
    else if (progress.written >= progress.total)
        enter(name, machine, NodeState::Configuring);
}

void DemoNodes::breakDown(const NodeName &name, Machine &machine)
{
    m_busy.removeAll(name);
    const QString reason = QString::fromLatin1(failures[m_random.bounded(3)]);
    m_core.nodes().log(
        caller(name),
        {u"image: "_s + reason, u"install image: failed after %1"_s.arg(formatBytes(machine.progress.written))});
    m_core.nodes().fail(caller(name), {machine.order.deployment, machine.order.attempt, machine.state, {}},
                        {machine.state, "demo.broken", reason, {}}, [](const Status &) { });
}

void DemoNodes::enter(const NodeName &name, Machine &machine, NodeState state)
{
    machine.state = state;
    machine.next = m_core.state().now() + stageLength(state);
    m_core.nodes().log(caller(name),
                       {u"%1 begins (attempt %2)"_s.arg(nodeStateName(state)).arg(machine.order.attempt)});
    m_core.nodes().enterStage(caller(name), {machine.order.deployment, machine.order.attempt, state, {}},
                              [](const Status &) { });
}

void DemoNodes::finish(const NodeName &name, Machine &machine)
{
    m_busy.removeAll(name);
    machine.state = NodeState::Running;
    arrive(name, NodeState::Running);
}

void DemoNodes::step(const NodeName &name, Machine &machine)
{
    // A node of which the server already thinks more goes on from there.
    if (machine.state == NodeState::Running || machine.state == NodeState::Failed || machine.state == NodeState::Lost) {
        enter(name, machine, NodeState::Armed);
        return;
    }
    const NodeState next = machine.state == NodeState::Netbooted ? NodeState::Partitioning : after(machine.state);
    if (next == NodeState::Running) {
        finish(name, machine);
    } else if (next == NodeState::Blancmange) {
        machine.state = next;
        machine.next = m_core.state().now() + stageLength(next);
        machine.disk.begin(machine.order);
        arrive(name, next);
    } else {
        enter(name, machine, next);
    }
}

void DemoNodes::makeEveryoneReport()
{
    for (const NodeName &name : std::as_const(m_names)) {
        Machine &machine = m_machines[name];
        if (machine.session == 0)
            arrive(name, NodeState::Running);
    }
    m_timer.stop();
    m_busy.clear();
    DeployCommand wish{u"measure"_s, m_names, u"gpu"_s, std::chrono::hours(2), false, Power::Operator};
    // The service racks take part in no job.
    const QList<Forecast> rows = m_core.jobs().plan(wish).value_or(QList<Forecast>());
    wish.nodes.clear();
    for (const Forecast &row : rows) {
        if (row.eligible)
            wish.nodes << row.node;
    }
    m_core.jobs().deploy(wish, [](const Result<Accepted> &accepted) {
        if (!accepted)
            qWarning("%s", qUtf8Printable(accepted.error().text));
    });
    m_reporter.start(1'000);
}

void DemoNodes::reportAll()
{
    for (const NodeName &name : std::as_const(m_names)) {
        Machine &machine = m_machines[name];
        if (machine.order.deployment == 0)
            continue;
        if (machine.state != NodeState::Installing) {
            machine.state = NodeState::Installing;
            arrive(name, NodeState::Blancmange);
            enter(name, machine, NodeState::Installing);
            continue;
        }
        machine.progress.total = machine.order.unpackedSize;
        machine.progress.written += static_cast<ByteCount>(machine.rate / 200);
        m_core.nodes().progress(caller(name), machine.order.deployment, machine.progress);
    }
}

} // namespace cid
