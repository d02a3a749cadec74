// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/metrics/cluster_figures.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr double stageBounds[] = {1, 5, 10, 20, 30, 60, 120, 180, 300, 600, 1200, 1800, 3600};
/// A node may say that it runs anything: of more images than this the rest is one.
constexpr qsizetype maxImages = 500;

template <typename State, size_t size>
void writeEnds(OpenMetrics &metrics, const std::array<qint64, size> &counts, State first,
               QLatin1StringView (*nameOf)(State))
{
    for (size_t i = static_cast<size_t>(first); i < size; ++i)
        metrics.sample(static_cast<double>(counts[i]), {{"result", QString(nameOf(static_cast<State>(i)))}});
}

} // namespace

ClusterFigures::ClusterFigures(Core &core, QObject *parent)
    : QObject(parent)
    , m_core(core)
    , m_stages(nodeStateCount, Histogram(stageBounds))
{
    const Announcer &announcer = core.announcer();
    connect(&announcer, &Announcer::nodeChanged, this, &ClusterFigures::count);
    connect(&announcer, &Announcer::nodeRemoved, this, &ClusterFigures::forget);
    connect(&announcer, &Announcer::eventHappened, this, &ClusterFigures::hear);
    for (const NodeRecord *node : core.state().registry.all())
        count(node->facts.name);
}

void ClusterFigures::put(const Counted &node, int by)
{
    m_states[static_cast<size_t>(node.state)] += by;
    m_connected += node.isConnected ? by : 0;
    if (node.image.isEmpty())
        return;
    const auto image = m_images.insert(node.image, m_images.value(node.image) + by);
    if (*image == 0)
        m_images.erase(image);
}

void ClusterFigures::count(const NodeName &name)
{
    const NodeRecord *node = m_core.state().registry.find(name);
    if (!node) {
        forget(name);
        return;
    }
    Counted now{node->facts.state, {}, node->isConnected()};
    if (now.state == NodeState::Running && !node->facts.image.isNull()) {
        const QString image = node->facts.image.toString();
        now.image = m_images.contains(image) || m_images.size() < maxImages ? image : u"other"_s;
    }
    const auto before = m_nodes.constFind(name);
    if (before != m_nodes.cend())
        put(*before, -1);
    put(now, 1);
    m_nodes.insert(name, now);
}

void ClusterFigures::forget(const NodeName &name)
{
    const auto before = m_nodes.constFind(name);
    if (before == m_nodes.cend())
        return;
    put(*before, -1);
    m_nodes.erase(before);
}

void ClusterFigures::hear(const Event &event)
{
    if (event.what != "state" || event.duration <= 0)
        return;
    if (const auto stage = nodeStateFromName(event.from); stage && isBusy(*stage))
        m_stages[static_cast<size_t>(*stage)].add(static_cast<double>(event.duration) / 1000);
}

void ClusterFigures::write(OpenMetrics &metrics) const
{
    using Kind = OpenMetrics::Kind;
    const CoreState &state = m_core.state();
    metrics.family(Kind::Gauge, "notp_nodes", "Nodes of node_db by what they do.");
    for (int i = 0; i < nodeStateCount; ++i)
        metrics.sample(m_states[static_cast<size_t>(i)],
                       {{"state", QString(nodeStateName(static_cast<NodeState>(i)))}});
    metrics.family(Kind::Gauge, "notp_nodes_connected", "Nodes whose agent is connected.");
    metrics.sample(m_connected);
    metrics.family(Kind::Gauge, "notp_nodes_running", "Nodes that run an image, by image.");
    for (auto image = m_images.cbegin(); image != m_images.cend(); ++image)
        metrics.sample(image.value(), {{"image", image.key()}});
    metrics.family(Kind::Gauge, "notp_nodes_held", "Nodes that a job keeps.");
    metrics.sample(static_cast<double>(state.holds.count()));
    metrics.family(Kind::Gauge, "notp_jobs_active", "Jobs under way.");
    metrics.sample(static_cast<double>(state.jobs.activeCount()));
    metrics.family(Kind::Counter, "notp_jobs_ended", "Jobs that came to their end since cidd started.");
    writeEnds(metrics, state.figures.jobs, JobState::Done, jobStateName);
    metrics.family(Kind::Counter, "notp_deployments_ended",
                   "Nodes that a job brought into an image, or did not, since cidd started.");
    writeEnds(metrics, state.figures.deployments, DeploymentState::Done, deploymentStateName);
    metrics.family(Kind::Counter, "notp_deployment_failures", "Deployments that failed since cidd started, by cause.");
    for (auto failure = state.figures.failures.cbegin(); failure != state.figures.failures.cend(); ++failure)
        metrics.sample(static_cast<double>(failure.value()), {{"code", QString::fromUtf8(failure.key())}});
    metrics.family(Kind::Histogram, "notp_stage_duration_seconds", "How long nodes were in a stage that they left.",
                   "seconds");
    for (int i = 0; i < nodeStateCount; ++i) {
        if (isBusy(static_cast<NodeState>(i)))
            metrics.sample(m_stages[static_cast<size_t>(i)],
                           {{"stage", QString(nodeStateName(static_cast<NodeState>(i)))}});
    }
}

} // namespace cid
