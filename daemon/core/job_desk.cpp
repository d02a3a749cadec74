// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/job_desk.h"

#include "daemon/core/limits.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype nonceBytes = 16;
constexpr qsizetype maxNamedProblems = 5;

/// The longest names of node_db that begin like \a name: what was probably meant.
QString nearest(Registry &registry, const QString &name)
{
    QString best;
    qsizetype common = 0;
    for (const NodeRecord *node : registry.all()) {
        const auto end = std::mismatch(name.begin(), name.end(), node->facts.name.begin(), node->facts.name.end());
        const qsizetype length = end.first - name.begin();
        if (length > common) {
            common = length;
            best = node->facts.name;
        }
    }
    return best.isEmpty() ? QString() : u"; did you mean %1?"_s.arg(best);
}

/// The disks that may be erased. Invalid "wipe.no-serial", "wipe.other-node".
Status checkDisks(const DeployCommand &command)
{
    if (command.wipes.isEmpty())
        return {};
    const QSet<NodeName> nodes(command.nodes.begin(), command.nodes.end());
    for (const DiskName &disk : command.wipes) {
        if (const Status named = isDiskName(disk.serial); !named)
            return named;
        if (!nodes.contains(disk.node)) {
            return fail(
                makeError(ErrorKind::Invalid, "wipe.other-node",
                          u"A disk of %1 is named to be erased, which is not in the host list"_s.arg(disk.node)));
        }
    }
    return {};
}

bool isByOperator(const Author &author)
{
    return author.power == Power::Operator && !author.isServer();
}

} // namespace

JobDesk::JobDesk(const Tools &tools, Random random)
    : m_state(tools.state)
    , m_recorder(tools.recorder)
    , m_prober(tools.prober)
    , m_dispatcher(tools.dispatcher)
    , m_announcer(tools.announcer)
    , m_random(std::move(random))
{ }

Result<QList<NodeRecord *>> JobDesk::findNodes(const QStringList &names)
{
    if (names.isEmpty())
        return fail(makeError(ErrorKind::Invalid, "job.no-nodes", u"The host list names no node"_s));
    QList<NodeRecord *> nodes;
    nodes.reserve(names.size());
    for (const QString &name : names) {
        NodeRecord *node = m_state.registry.find(name);
        if (!node) {
            return fail(makeError(ErrorKind::NotFound, "node.unknown",
                                  u"node_db has no node %1"_s.arg(name) + nearest(m_state.registry, name),
                                  {{u"node"_s, name}}));
        }
        nodes.append(node);
    }
    return nodes;
}

Status JobDesk::mayHave(const DeployCommand &command, const NodeRecord &node, const ImageChoice &image) const
{
    const Status allowed = mayDeploy(command.author.power, node, image);
    return allowed && !command.take ? mayTake(command.author, command.job, m_state.holds.find(node.facts.name))
                                    : allowed;
}

Status JobDesk::check(const DeployCommand &command, const QList<NodeRecord *> &nodes, const ImageChoice &image)
{
    QList<Error> problems;
    for (const NodeRecord *node : nodes) {
        const Status status = mayHave(command, *node, image);
        if (!status)
            problems.append(status.error());
    }
    if (problems.isEmpty())
        return {};
    QStringList texts;
    for (const Error &problem : problems.first(std::min(problems.size(), maxNamedProblems)))
        texts.append(problem.text);
    if (problems.size() > maxNamedProblems)
        texts.append(u"and %1 more nodes"_s.arg(problems.size() - maxNamedProblems));
    Error error = problems.first();
    error.text = texts.join(u"; "_s);
    return fail(error);
}

// A scheduler's client that was killed asks again in the same words. What they mean was decided when the job began.
Result<Accepted> JobDesk::reattach(const Job &job, const DeployCommand &command)
{
    if (!isTheirs(job, command.author)) {
        return fail(makeError(ErrorKind::Refused, "job.not-yours",
                              u"Job %1 is under way and was started by %2"_s.arg(job.id, job.owner)));
    }
    QStringList before = job.nodes;
    QStringList now = command.nodes;
    before.sort();
    now.sort();
    bool isSameImage = job.image == command.image || job.resolved.toString() == command.image;
    if (!isSameImage) {
        const auto image = m_state.catalogue.resolve(command.image);
        isSameImage = image && image->image.id == job.resolved;
    }
    if (before != now || !isSameImage) {
        return fail(
            makeError(ErrorKind::Conflict, "job.differs",
                      u"Job %1 is under way with image %2 on %3 nodes; cancel it before it asks for something else"_s
                          .arg(job.id, job.resolved.toString())
                          .arg(job.nodes.size())));
    }
    return accepted(job.id, true);
}

Accepted JobDesk::accepted(const JobId &id, bool reattached) const
{
    const auto deployments = m_state.jobs.ofJob(id);
    return {*m_state.jobs.job(id), QList<Deployment>(deployments.begin(), deployments.end()), reattached};
}

Accepted JobDesk::start(const DeployCommand &command, const QList<NodeRecord *> &nodes, const ImageChoice &image)
{
    if (!command.author.isServer())
        giveWay(nodes, command.job);
    const qint64 now = m_state.now();
    const auto timeout = command.timeout.count() > 0 ? command.timeout : m_state.settings.deadline;
    Job job;
    job.id = command.job;
    job.owner = command.author.owner();
    job.byOperator = isByOperator(command.author);
    job.image = command.image;
    job.resolved = image.image.id;
    job.nodes = command.nodes;
    job.createdAt = now;
    job.deadline = now + timeout.count();
    m_recorder.saveJob(job);
    Event event;
    event.job = job.id;
    event.what = "job";
    event.to = jobStateName(JobState::Active);
    event.reason = u"%1 on %2 nodes%3"_s.arg(job.resolved.toString())
                       .arg(nodes.size())
                       .arg(command.reinstall ? u", their disks divided anew"_s : QString());
    event.who = command.author.text();
    m_recorder.addEvent(std::move(event));
    hold(command);
    QHash<NodeName, QString> disks;
    for (const DiskName &disk : command.wipes)
        disks.insert(disk.node, disk.serial);
    for (const NodeRecord *node : nodes)
        begin(command, *node, image, disks.value(node->facts.name));
    for (const NodeRecord *node : nodes)
        m_dispatcher.openNext(node->facts.name);
    m_dispatcher.settle(job.id);
    return accepted(job.id, false);
}

// Nodes that are right already are held as well: the job counts on all of them.
void JobDesk::hold(const DeployCommand &command)
{
    for (const NodeName &node : command.nodes) {
        const Hold *before = command.take ? m_state.holds.find(node) : nullptr;
        if (before && (before->job != command.job || before->owner != command.author.owner()))
            m_recorder.endHold(Hold(*before), "hold-broken", command.author.text());
    }
    if (command.author.holds == HoldRule::None)
        return;
    const qint64 now = m_state.now();
    const qint64 end = command.author.holdFor.count() > 0 ? now + command.author.holdFor.count() : 0;
    for (const NodeName &node : command.nodes)
        m_recorder.saveHold({node, command.job, command.author.owner(), now, end});
}

void JobDesk::begin(const DeployCommand &command, const NodeRecord &node, const ImageChoice &image, const QString &disk)
{
    const NodeName &name = node.facts.name;
    const bool isFree = m_state.jobs.waiting(name).isEmpty();
    const bool isRight = m_prober.isFresh(node) && m_dispatcher.alreadyRuns(node, image.image.id, image.image.digest);
    if (!command.reinstall && isFree && isRight)
        return;
    Deployment deployment;
    deployment.id = ++m_state.lastDeployment;
    deployment.job = command.job;
    deployment.node = name;
    deployment.image = image.image.id;
    deployment.digest = image.image.digest;
    deployment.nonce = m_random(nonceBytes);
    deployment.reinstall = command.reinstall;
    deployment.createdAt = m_state.now();
    m_recorder.saveDeployment(deployment);
    letHaveSecrets(command, deployment);
    allow(command, deployment, disk);
}

// A machine that posed as the node in one window would else get them with what cidd begins by itself.
void JobDesk::letHaveSecrets(const DeployCommand &command, const Deployment &deployment)
{
    NodeRecord *node = m_state.registry.find(deployment.node);
    if (!node || !node->facts.keyKept || node->facts.secretsFrom != 0 || command.author.isServer())
        return;
    node->facts.secretsFrom = deployment.id;
    m_recorder.saveNode(*node);
}

void JobDesk::allow(const DeployCommand &command, const Deployment &deployment, const QString &disk)
{
    const PermissionKey next{deployment.node, 0};
    const Permission *kept = isByOperator(command.author) ? m_state.permissions.find(next) : nullptr;
    if (disk.isEmpty() && (!kept || kept->endsAt <= m_state.now()))
        return;
    Permission given{deployment.node, deployment.id, disk, command.author.text(), deployment.createdAt, 0};
    if (disk.isEmpty()) {
        given.disk = kept->disk;
        given.who = kept->who;
        given.createdAt = kept->createdAt;
    }
    m_recorder.savePermission(given);
    if (kept)
        m_recorder.endPermission(next);
    Event event;
    event.node = given.node;
    event.job = command.job;
    event.deployment = deployment.id;
    event.what = "allowed";
    event.reason = u"the disk with serial %1 may be wiped once, for this job"_s.arg(given.disk);
    event.who = given.who;
    m_recorder.addEvent(std::move(event));
}

Result<Accepted> JobDesk::decide(const DeployCommand &command)
{
    if (!isValidJobId(command.job)) {
        return fail(makeError(ErrorKind::Invalid, "job.bad-id",
                              u"A job's id has 1 to 255 printable characters without blanks"_s));
    }
    const Job *job = m_state.jobs.job(command.job);
    if (job && job->state == JobState::Active)
        return reattach(*job, command);
    const auto nodes = findNodes(command.nodes);
    if (!nodes)
        return fail(nodes.error());
    const auto image = m_state.catalogue.resolve(command.image);
    if (!image)
        return fail(image.error());
    if (m_state.jobs.activeCount() >= core::maxActiveJobs)
        return fail(makeError(ErrorKind::Unavailable, "job.too-many", u"Too many jobs are under way"_s));
    const Status allowed = check(command, *nodes, *image);
    if (!allowed)
        return fail(allowed.error());
    const Status named = checkDisks(command);
    if (!named)
        return fail(named.error());
    return start(command, *nodes, *image);
}

void JobDesk::deploy(const DeployCommand &command, const Reply &reply)
{
    m_prober.ask(unconfirmed(command), [this, command, reply] {
        const auto result = decide(command);
        m_state.ledger.afterCommit([reply, result] { reply(result); });
    });
}

QStringList JobDesk::unconfirmed(const DeployCommand &command)
{
    const Job *job = m_state.jobs.job(command.job);
    const auto image = m_state.catalogue.resolve(command.image);
    if (!image || command.reinstall || (job && job->state == JobState::Active))
        return {};
    QStringList names;
    for (const NodeName &name : command.nodes) {
        const NodeRecord *node = m_state.registry.find(name);
        if (node && m_state.jobs.waiting(name).isEmpty() && !m_prober.isFresh(*node)
            && m_dispatcher.alreadyRuns(*node, image->image.id, image->image.digest))
            names.append(name);
    }
    return names;
}

bool JobDesk::isTheirs(const Job &job, const Author &author)
{
    return author.power == Power::Operator || job.owner == author.owner();
}

void JobDesk::cancel(const JobId &id, const Author &author, const StatusReply &reply)
{
    const Job *job = m_state.jobs.job(id);
    Status status;
    if (!job)
        status = fail(makeError(ErrorKind::NotFound, "job.unknown", u"There is no job %1"_s.arg(id)));
    else if (!isTheirs(*job, author))
        status =
            fail(makeError(ErrorKind::Refused, "job.not-yours", u"Job %1 was started by %2"_s.arg(id, job->owner)));
    else if (job->state == JobState::Active) {
        callOff(id, {}, author.text());
    } else {
        const QList<Hold> held = m_state.holds.ofJob(id, job->owner);
        for (const Hold &hold : held)
            m_recorder.endHold(hold, "released", author.text());
    }
    m_state.ledger.afterCommit([reply, status] { reply(status); });
}

} // namespace cid
