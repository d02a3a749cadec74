// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/swarm/swarm.h"

#include "common/config/key_file.h"

#include <QTest>
#include <QTimer>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int enrolmentsAtOnce = 64;

} // namespace

Swarm::Swarm(int nodes, quint32 seed)
    : m_random(seed)
{
    for (int i = 1; i <= nodes; ++i)
        m_nodes.push_back(std::make_unique<SwarmNode>(i, m_access, m_turnstile));
}

Swarm::~Swarm()
{
    m_mirror.reset();
    m_client.reset();
    m_nodes.clear();
}

bool Swarm::begin(const ImageContent &content)
{
    if (!m_cluster.configure() || !m_cluster.write(u"image_db"_s, "[image \"tiny\"]\ncurrent = 1-1\n")
        || !m_cluster.write(u"root/"_s + content.name, content.bytes) || !m_cluster.pack(u"tiny-1-1"_s, u"root"_s))
        return false;
    QByteArray definitions;
    for (int i = 1; i <= size(); ++i)
        definitions += "[node \"" + SwarmNode::nameOf(i).toLatin1() + "\"]\nmac = " + SwarmNode::macOf(i) + '\n';
    qputenv("CID_TURN_PROBE", "1");
    if (!m_cluster.write(u"node_db"_s, definitions) || !m_cluster.startServer())
        return false;
    const auto conf = loadCidConf(m_cluster.path(u"cid.conf"_s));
    const auto key = conf ? readKeyFile(conf->key, conf->keyGroup) : Result<QByteArray>(fail(conf.error()));
    if (!key)
        return false;
    m_access = {{u"127.0.0.1"_s, m_cluster.port()}, m_cluster.fingerprint(), *key};
    for (const auto &node : m_nodes) {
        QObject::connect(node.get(), &SwarmNode::troubled, node.get(), [this, name = node->name()](const Error &error) {
            if (++m_troubles <= 5)
                qWarning("%s: %s", qPrintable(name), qPrintable(error.text));
        });
        QObject::connect(node.get(), &SwarmNode::tryFailed, node.get(),
                         [this](const Error &error) { ++m_failedTries[error.code]; });
    }
    return true;
}

bool Swarm::enrolAll()
{
    size_t next = 0;
    m_enrolled = 0;
    const auto enrolOne = [&] {
        if (next < m_nodes.size())
            m_nodes[next++]->enrol();
    };
    const QObject scope;
    for (const auto &node : m_nodes) {
        QObject::connect(node.get(), &SwarmNode::enrolled, &scope, [&] {
            ++m_enrolled;
            enrolOne();
        });
    }
    for (int i = 0; i < enrolmentsAtOnce; ++i)
        enrolOne();
    return QTest::qWaitFor([&] { return m_enrolled == size(); }, 60'000 + size() * 20);
}

bool Swarm::connectAll(std::chrono::milliseconds within)
{
    for (const auto &node : m_nodes) {
        const int delay = within.count() > 0 ? static_cast<int>(m_random.bounded(static_cast<int>(within.count()))) : 0;
        QTimer::singleShot(delay, Qt::PreciseTimer, node.get(), [node = node.get()] { node->connectToServer(); });
    }
    return waitUntilAllArrived(std::chrono::seconds(60) + std::chrono::milliseconds(size() * 20));
}

bool Swarm::waitUntilAllArrived(std::chrono::milliseconds patience)
{
    const bool isGood =
        QTest::qWaitFor([this] { return arrivedCount() == size(); }, static_cast<int>(patience.count()));
    if (!isGood) {
        qWarning("only %d of %d nodes arrived", arrivedCount(), size());
        const auto missing =
            std::find_if(m_nodes.begin(), m_nodes.end(), [](const auto &n) { return !n->hasArrived(); });
        if (missing != m_nodes.end())
            qWarning("%s", qPrintable((*missing)->plight()));
    }
    return isGood;
}

void Swarm::disconnectAll()
{
    for (const auto &node : m_nodes)
        node->disconnectFromServer();
}

bool Swarm::openConsole()
{
    const auto conf = loadCidConf(m_cluster.path(u"cid.conf"_s));
    if (!conf)
        return false;
    m_client = std::make_unique<CidClient>(*conf, ClientRole::Operator);
    m_mirror = std::make_unique<NodeMirror>(*m_client);
    return m_client->start() && QTest::qWaitFor([this] { return m_mirror->isComplete(); }, 60'000);
}

bool Swarm::putToWork(std::unique_ptr<QProcess> &capt)
{
    setHabit(SwarmHabit::Stays);
    if (!enrolAll() || !connectAll(std::chrono::milliseconds(size() / 2)))
        return false;
    capt = this->capt(u"work"_s);
    return QTest::qWaitFor([this] { return countOf(NodeState::Installing) == size(); }, 60'000 + size() * 20);
}

int Swarm::arrivedCount() const
{
    return static_cast<int>(
        std::count_if(m_nodes.begin(), m_nodes.end(), [](const auto &n) { return n->hasArrived(); }));
}

int Swarm::countOf(NodeState state) const
{
    return static_cast<int>(
        std::count_if(m_nodes.begin(), m_nodes.end(), [state](const auto &n) { return n->state() == state; }));
}

void Swarm::setHabit(SwarmHabit habit)
{
    for (const auto &node : m_nodes)
        node->setHabit(habit);
}

std::unique_ptr<QProcess> Swarm::capt(const QString &job) const
{
    const QString all = u"n[000001-%1]"_s.arg(size(), 6, 10, QLatin1Char('0'));
    return m_cluster.begin(u"capt/cidcapt"_s, {u"-q"_s, u"-j"_s, job, u"-n"_s, all, u"-i"_s, u"tiny"_s});
}

QString Swarm::failedTries() const
{
    QStringList words;
    for (auto tries = m_failedTries.begin(); tries != m_failedTries.end(); ++tries)
        words << u"%1 %2"_s.arg(tries.value()).arg(QString::fromLatin1(tries.key()));
    return words.isEmpty() ? u"none"_s : words.join(u", "_s);
}

QByteArray Swarm::newLog()
{
    const QByteArray all = m_cluster.log(u"cidd"_s);
    const qsizetype from = std::exchange(m_logRead, all.size());
    return all.mid(from);
}

} // namespace cid
