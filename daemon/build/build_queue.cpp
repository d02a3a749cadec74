// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/build/build_queue.h"

#include "daemon/build/limits.h"

#include <QDateTime>
#include <QLoggingCategory>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcBuild, "cid.build")

BuildQueue::BuildQueue(CidConf conf, BuildPrograms programs, QObject *parent)
    : QObject(parent)
    , m_conf(std::move(conf))
    , m_programs(std::move(programs))
    , m_history(m_conf.build.folder)
{ }

Status BuildQueue::open()
{
    auto builds = m_history.open();
    if (!builds)
        return fail(builds.error());
    m_builds = std::move(*builds);
    return {};
}

const Build *BuildQueue::find(qint64 build) const
{
    const auto found =
        std::find_if(m_builds.begin(), m_builds.end(), [build](const Build &one) { return one.id == build; });
    return found == m_builds.end() ? nullptr : &*found;
}

Build *BuildQueue::findMine(qint64 build)
{
    return const_cast<Build *>(find(build)); // NOLINT(cppcoreguidelines-pro-type-const-cast): of this object
}

QList<Build> BuildQueue::newest(int limit) const
{
    QList<Build> builds = m_builds.last(std::min<qsizetype>(m_builds.size(), std::max(0, limit)));
    std::reverse(builds.begin(), builds.end());
    return builds;
}

Result<Build> BuildQueue::add(const BuildRequest &request)
{
    const auto plan = planBuild(request, m_conf, m_programs);
    if (!plan)
        return fail(plan.error());
    if (m_plans.size() >= m_conf.build.queue) {
        return fail(makeError(ErrorKind::Refused, "build.queue-full",
                              u"%1 builds wait already: wait, or cancel one"_s.arg(m_plans.size())));
    }
    for (const Build &other : std::as_const(m_builds)) {
        const bool isOpen = other.state == BuildState::Waiting || other.state == BuildState::Running;
        if (isOpen && request.kind == BuildKind::Mkimg && other.request.kind == BuildKind::Mkimg
            && other.request.image == request.image) {
            return fail(
                makeError(ErrorKind::Conflict, "image.exists",
                          u"%1 is being built already (build %2)"_s.arg(request.image.toString()).arg(other.id)));
        }
    }
    Build build;
    build.id = m_builds.isEmpty() ? 1 : m_builds.last().id + 1;
    build.request = request;
    build.command = plan->command();
    build.askedAt = QDateTime::currentMSecsSinceEpoch();
    const Status saved = m_history.save(build);
    if (!saved)
        return fail(saved.error());
    m_builds.append(build);
    m_plans.insert(build.id, *plan);
    while (m_builds.size() > build::keptBuilds && m_builds.first().finishedAt > 0)
        m_history.remove(m_builds.takeFirst().id);
    qCInfo(lcBuild, "Build %lld of %ls: %ls", build.id, qUtf16Printable(request.who), qUtf16Printable(build.command));
    QMetaObject::invokeMethod(this, &BuildQueue::startNext, Qt::QueuedConnection);
    return build;
}

void BuildQueue::update(Build &build)
{
    const Status saved = m_history.save(build);
    if (!saved)
        qCWarning(lcBuild, "%ls", qUtf16Printable(saved.error().text));
    Q_EMIT changed(build.id);
}

void BuildQueue::startNext()
{
    if (m_process || m_isStopping || m_plans.isEmpty())
        return;
    const QList<qint64> waiting = m_plans.keys();
    m_running = *std::min_element(waiting.begin(), waiting.end());
    const qint64 id = m_running;
    m_process = std::make_unique<BuildProcess>(m_plans.take(id), m_conf.build.deadline);
    connect(m_process.get(), &BuildProcess::wrote, this, [this, id](const QByteArrayList &lines) {
        findMine(id)->lines += m_history.append(id, lines);
        Q_EMIT changed(id);
    });
    connect(m_process.get(), &BuildProcess::finished, this, [this, id](const Status &status) { finish(id, status); });
    Build &build = *findMine(id);
    build.state = BuildState::Running;
    build.startedAt = QDateTime::currentMSecsSinceEpoch();
    update(build);
    m_process->start();
}

void BuildQueue::finish(qint64 id, const Status &status)
{
    // Inside a signal of it.
    m_process.release()->deleteLater();
    m_running = 0;
    Build &build = *findMine(id);
    build.finishedAt = QDateTime::currentMSecsSinceEpoch();
    build.state = status                              ? BuildState::Done
        : status.error().kind == ErrorKind::Cancelled ? BuildState::Cancelled
                                                      : BuildState::Failed;
    build.reason = status ? QString() : build.reason.isEmpty() ? status.error().text : build.reason;
    qCInfo(lcBuild, "Build %lld is over: %ls", id, qUtf16Printable(status ? u"done"_s : build.reason));
    update(build);
    if (m_isStopping)
        Q_EMIT idle();
    else
        startNext();
}

Status BuildQueue::cancel(qint64 id, const QString &who)
{
    Build *build = findMine(id);
    if (!build)
        return fail(makeError(ErrorKind::NotFound, "build.unknown", u"There is no build %1"_s.arg(id)));
    if (build->finishedAt > 0)
        return fail(makeError(ErrorKind::Conflict, "build.over", u"Build %1 is over already"_s.arg(id)));
    build->reason = u"cancelled by %1"_s.arg(who);
    if (id == m_running) {
        m_process->cancel();
        return {};
    }
    m_plans.remove(id);
    build->state = BuildState::Cancelled;
    build->finishedAt = QDateTime::currentMSecsSinceEpoch();
    update(*build);
    return {};
}

void BuildQueue::stop()
{
    m_isStopping = true;
    if (m_process)
        m_process->cancel();
    else
        Q_EMIT idle();
}

} // namespace cid
