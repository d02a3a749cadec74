// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/net_bench.h"

#include "common/config/host_list.h"
#include "common/link/keys.h"

namespace cid::test {

using namespace Qt::StringLiterals;

namespace {

/// Nobody proves anything here; what a client may goes by the name of its key.
ServerKeys unnamedKeys()
{
    ServerKeys keys;
    keys.clients.insert(Authority::unnamedScheduler(),
                        {KeyKind::Scheduler, QByteArray(32, 'c'), defaultRights(KeyKind::Scheduler)});
    keys.clients.insert(Authority::unnamedOperator(),
                        {KeyKind::Operator, QByteArray(32, 'o'), defaultRights(KeyKind::Operator)});
    return keys;
}

} // namespace

NetBench::NetBench(const QString &database, int nodes)
    : m_core(m_store, m_clock, randomBytes)
    , m_authority(unnamedKeys(), m_core.state().registry)
    , m_images(m_core, m_library)
    , m_captures(m_core, m_library, m_images)
    , m_documents(m_folder.filePath(u"documents"_s))
    , m_builds(m_folder.filePath(u"no-socket"_s))
    , m_context{m_core,
                m_store,
                m_authority,
                m_images,
                m_captures,
                m_documents,
                m_builds,
                [](const QString &hosts) { return expandHostList(hosts); },
                [](const SharedRounds::Done &done) { done({}); },
                [](const QList<std::pair<NodeName, QStringList>> &) { return Status(); },
                [](const QString &) { return Status(); },
                [this](const NodeName &node, PowerAct act, const auto &done) {
                    switched.append({node, act});
                    done(PowerState::Unknown);
                },
                [](const std::function<void()> &then) { then(); }}
    , m_switchboard(m_context)
{
    const auto snapshot = m_store.open(database);
    if (!snapshot)
        qFatal("%s", qPrintable(snapshot.error().text));
    m_core.restore(*snapshot);
    for (int i = 1; i <= nodes; ++i) {
        NodeDefinition node;
        node.name = u"n%1"_s.arg(i, 5, 10, QLatin1Char('0'));
        node.macs = {u"52:54:00:%1:%2:%3"_s.arg(i / 10'000, 2, 10, QLatin1Char('0'))
                         .arg(i / 100 % 100, 2, 10, QLatin1Char('0'))
                         .arg(i % 100, 2, 10, QLatin1Char('0'))};
        m_configuration.nodes.append(node);
    }
    m_core.configure(m_configuration);
    ImageDefinition debian;
    debian.name = u"debian"_s;
    debian.current = u"12-1"_s;
    CatalogueImage file;
    file.id = *ImageId::parse(u"debian-12-1"_s);
    file.digest = QByteArray(32, '1');
    file.unpackedSize = 1 * MiB;
    m_core.setImages({debian}, {file}, {});
}

void NetBench::givePower()
{
    for (NodeDefinition &node : m_configuration.nodes)
        node.power = u"strip"_s;
    m_core.configure(m_configuration);
}

NetBench::Line NetBench::connectAs(Role role, const QString &id, Channel channel, const QString &address)
{
    PeerIdentity peer;
    peer.role = role;
    peer.channel = channel;
    peer.id = id;
    peer.address = address;
    if (role == Role::Capt || role == Role::Operator)
        peer.key = role == Role::Capt ? Authority::unnamedScheduler() : Authority::unnamedOperator();
    const MemoryLink::Pair pair = MemoryLink::makePair(peer, {}, &m_owner);
    auto *conversation = new Conversation(pair.second, pair.second);
    m_switchboard.take(pair.first);
    return {pair.first, pair.second, conversation};
}

void NetBench::settle()
{
    static_cast<void>(QTest::qWaitFor([this] { return m_core.ledger().isIdle(); }, 60'000));
}

} // namespace cid::test
