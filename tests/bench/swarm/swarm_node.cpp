// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/swarm/swarm_node.h"

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 60s;

NodeState following(NodeState state)
{
    switch (state) {
    case NodeState::Installing:
        return NodeState::Configuring;
    case NodeState::Configuring:
        return NodeState::BootLoader;
    case NodeState::BootLoader:
        return NodeState::RebootingToImage;
    case NodeState::Running:
        return NodeState::Armed;
    case NodeState::Armed:
        return NodeState::RebootingToBlancmange;
    default:
        return NodeState::Installing;
    }
}

Inventory inventoryOf(const QByteArray &mac)
{
    Inventory inventory;
    inventory.arch = u"x86_64"_s;
    inventory.cpuModel = u"AMD EPYC 7543"_s;
    inventory.cpuThreads = 64;
    inventory.memory = 256 * GiB;
    inventory.firmware = Firmware::Uefi;
    Disk disk;
    disk.path = u"/dev/nvme0n1"_s;
    disk.serial = u"S"_s + QString::fromLatin1(mac).remove(u':');
    disk.model = u"SAMSUNG MZ7LH960"_s;
    disk.size = 960 * GiB;
    disk.ours = true;
    inventory.disks = {disk};
    inventory.interfaces = {{u"eth0"_s, QString::fromLatin1(mac)}};
    return inventory;
}

} // namespace

SwarmNode::SwarmNode(int number, const SwarmAccess &access, Turnstile &turnstile)
    : m_number(number)
    , m_name(nameOf(number))
    , m_access(access)
    , m_turnstile(turnstile)
{ }

SwarmNode::~SwarmNode()
{
    leaveTurnstile();
}

NodeName SwarmNode::nameOf(int number)
{
    return u"n%1"_s.arg(number, 6, 10, QLatin1Char('0'));
}

QByteArray SwarmNode::macOf(int number)
{
    return "52:54:00:" + QByteArray::number(0x1000000 + number, 16).mid(1, 2) + ':'
        + QByteArray::number(0x1000000 + number, 16).mid(3, 2) + ':'
        + QByteArray::number(0x1000000 + number, 16).mid(5, 2);
}

LinkClientOptions SwarmNode::options(Role role) const
{
    LinkClientOptions options;
    options.servers = {m_access.server};
    options.fingerprints = {m_access.fingerprint};
    options.role = role;
    options.id = m_name;
    options.epoch = role == Role::Node ? m_epoch : 0;
    options.secret = role == Role::Node ? m_secret : m_access.key;
    // One address has 28,000 ports, and cidd counts the unproved connections of each.
    options.localAddress = QHostAddress(0x7f010000U + static_cast<quint32>(m_number));
    return options;
}

LinkClientOptions SwarmNode::dataOptions() const
{
    LinkClientOptions data = options(Role::Node);
    data.channel = Channel::Data;
    return data;
}

void SwarmNode::enrol()
{
    auto *client = new LeanClient(options(Role::Enrol), this);
    connect(client, &LeanClient::tryFailed, this, &SwarmNode::troubled);
    connect(client, &LeanClient::connected, this, [this, client](Link *link) {
        auto *talk = new Conversation(link, link);
        const EnrolRequest request{{QString::fromLatin1(macOf(m_number))}, inventoryOf(macOf(m_number)), true};
        talk->ask(request, patience, [this, client](Result<Message> answer) {
            const auto *mine = answer ? std::get_if<Enrolled>(&*answer) : nullptr;
            client->stop();
            client->deleteLater();
            if (!mine) {
                Q_EMIT troubled(answer ? makeError(ErrorKind::Corrupt, "swarm.answer", u"no key"_s) : answer.error());
                return;
            }
            m_secret = mine->secret;
            m_epoch = mine->epoch;
            Q_EMIT enrolled();
        });
    });
    client->start();
}

void SwarmNode::connectToServer()
{
    disconnectFromServer();
    m_client = std::make_unique<LeanClient>(options(Role::Node));
    connect(m_client.get(), &LeanClient::connected, this, &SwarmNode::takeLink);
    connect(m_client.get(), &LeanClient::disconnected, this, [this] { m_hasArrived = false; });
    connect(m_client.get(), &LeanClient::tryFailed, this, &SwarmNode::tryFailed);
    // The first try alone: the later ones have their back-off.
    connect(m_client.get(), &LeanClient::connected, this, &SwarmNode::leaveTurnstile);
    connect(m_client.get(), &LeanClient::tryFailed, this, &SwarmNode::leaveTurnstile);
    m_turnstile.enter(m_client.get(), [this, client = m_client.get()] {
        m_isInTurnstile = client == m_client.get();
        if (m_isInTurnstile)
            client->start();
        else
            m_turnstile.leave();
    });
}

QString SwarmNode::plight() const
{
    if (!m_client)
        return m_name + u" does not want to connect"_s;
    return u"%1: %2 after \"%3\""_s.arg(m_name, m_client->link() ? u"has a link"_s : u"has no link"_s,
                                        m_client->lastError().text);
}

void SwarmNode::leaveTurnstile()
{
    if (std::exchange(m_isInTurnstile, false))
        m_turnstile.leave();
}

void SwarmNode::disconnectFromServer()
{
    m_hasArrived = false;
    leaveTurnstile();
    if (m_client) {
        m_client->stop();
        m_client->disconnect(this);
        m_client.release()->deleteLater(); // One of its link's answers may be what ends it.
    }
}

void SwarmNode::takeLink(Link *link)
{
    m_talk = new Conversation(link, link);
    connect(m_talk, &Conversation::received, this, [this](const Envelope &envelope) { take(envelope); });
    NodeReport report;
    report.macs = {QString::fromLatin1(macOf(m_number))};
    report.hostname = m_name;
    report.inventory = inventoryOf(macOf(m_number));
    report.state = m_state;
    report.deployment = m_state == NodeState::Running ? m_done.deployment : m_order.deployment;
    if (m_state == NodeState::Running) {
        report.image = m_done.image;
        report.digest = m_done.digest;
        report.nonce = m_done.nonce;
    }
    m_talk->ask(report, patience, [this](Result<Message> answer) {
        if (!answer) {
            if (!answer.error().code.startsWith("link."))
                Q_EMIT troubled(answer.error());
            return;
        }
        m_hasArrived = true;
        Q_EMIT arrived();
    });
}

void SwarmNode::take(const Envelope &envelope)
{
    if (const auto *order = std::get_if<OrderMessage>(&envelope.message))
        carryOut(order->order);
    else if (std::holds_alternative<CancelOrder>(envelope.message))
        m_order = {};
    else if (std::holds_alternative<Probe>(envelope.message))
        m_talk->reply(envelope.request, OkReply{});
}

void SwarmNode::carryOut(const DeployOrder &order)
{
    const bool isSame = m_order.deployment == order.deployment && m_order.attempt == order.attempt;
    m_order = order;
    if (!isSame)
        enterNext();
}

void SwarmNode::enterNext()
{
    const NodeState next = following(m_state);
    const DeploymentId deployment = m_order.deployment;
    m_talk->ask(StageReport{deployment, m_order.attempt, next, {}}, patience,
                [this, next, deployment](Result<Message> answer) {
                    if (!answer) {
                        if (!answer.error().code.startsWith("link."))
                            Q_EMIT troubled(answer.error());
                        return;
                    }
                    if (m_order.deployment != deployment)
                        return; // cancelled meanwhile
                    m_state = next;
                    Q_EMIT entered(next);
                    if (next == NodeState::RebootingToImage || next == NodeState::RebootingToBlancmange)
                        reboot();
                    else if (next != NodeState::Installing || m_habit == SwarmHabit::Installs)
                        enterNext();
                });
}

void SwarmNode::reboot()
{
    if (m_state == NodeState::RebootingToImage)
        m_done = m_order;
    m_state = m_state == NodeState::RebootingToImage ? NodeState::Running : NodeState::Blancmange;
    const DeployOrder order = std::exchange(m_order, {});
    if (m_state == NodeState::Blancmange)
        m_order.deployment = order.deployment; // as it stands on the disk; the order comes again
    connectToServer();
}

void SwarmNode::report(qint64 microseconds)
{
    if (!m_talk || !m_hasArrived || m_order.deployment == 0)
        return;
    m_lastReport = microseconds;
    m_talk->tell(ProgressReport{m_order.deployment, {microseconds, microseconds, qint64(1) << 50}});
}

} // namespace cid
