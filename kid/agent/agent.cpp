// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/agent.h"

#include "kid/agent/limits.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcAgent, "cid.agent")

namespace {

constexpr qsizetype failureLines = 50;

} // namespace

Agent::Agent(std::unique_ptr<Machine> machine, AgentTools tools, QObject *parent)
    : QObject(parent)
    , m_machine(std::move(machine))
    , m_tools(tools)
    , m_jobs(tools.pool, tools.runner, tools.files)
    , m_worker(tools.pool, tools.runner, tools.files)
    , m_capture(m_worker, *m_machine)
    , m_progress(progressInterval)
    , m_backoff(Backoff::Range{})
    , m_retries(Backoff::Range{500ms, 3s, 30s})
    , m_diskWait(m_clock, diskPatience)
    , m_readiness(m_clock, tools.pool, tools.runner, tools.files)
{
    connect(&m_readiness, &ReadinessWatch::told, this, &Agent::tellReadiness);
    connect(&m_diskWait, &DiskWait::due, this, [this] {
        if (m_state == State::Waiting && m_order)
            plan();
    });
    // All agents of a process before the first one waits for the pool: what the others wait for does not come any more.
    connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, this, &Agent::cancelAll);
    connect(&m_jobs, &JobQueue::progressed, &m_progress, &ProgressTeller::note);
    connect(&m_progress, &ProgressTeller::due, this, [this](const Progress &progress) {
        if (m_conversation && m_order)
            m_conversation->tell(ProgressReport{m_order->deployment, progress});
    });
    connect(&m_jobs, &JobQueue::logged, this, [this](const QStringList &lines) {
        if (m_conversation && m_order)
            m_conversation->tell(LogReport{m_order->deployment, lines});
    });
    connect(&m_jobs, &JobQueue::finished, this, [this](const Status &status, const JobLog &log) {
        m_progress.forget();
        m_failure.log = log.lines(failureLines);
        stageDone(status);
    });
}

Agent::~Agent()
{
    stopListening();
    cancelAll();
    m_tools.pool->waitForDone();
}

void Agent::cancelAll()
{
    if (m_feed)
        m_feed->cancel();
    m_jobs.cancel();
    m_capture.cancel();
    m_readiness.stop();
}

void Agent::start()
{
    m_state = State::Booting;
    m_worker.run<Result<BootedSystem>>([this](JobContext &context) { return bootMachine(*m_machine, context); },
                                       [this](const Result<BootedSystem> &system) { booted(system); });
}

void Agent::booted(const Result<BootedSystem> &system)
{
    if (!system) {
        Q_EMIT failed(system.error());
        return;
    }
    m_system = *system;
    if (m_system.key)
        m_key = *m_system.key;
    if (m_key.secret.isEmpty())
        enrol();
    else
        connectAsNode();
}

void Agent::take(const Envelope &envelope)
{
    if (const auto *order = std::get_if<OrderMessage>(&envelope.message))
        takeOrder(order->order);
    if (const auto *capture = std::get_if<CaptureOrder>(&envelope.message))
        m_capture.begin(*capture, m_conversation, m_data);
    if (const auto *unwanted = std::get_if<CancelCapture>(&envelope.message))
        m_capture.cancel(*unwanted);
    const auto *check = std::get_if<ReadyCheck>(&envelope.message);
    if (check && m_system.mode == BootMode::Image)
        m_readiness.begin(*check);
    if (std::holds_alternative<Probe>(envelope.message))
        m_conversation->reply(envelope.request, OkReply{});
    const auto *cancelled = std::get_if<CancelOrder>(&envelope.message);
    if (cancelled && m_order && m_order->deployment == cancelled->deployment) {
        qCInfo(lcAgent, "%ls: deployment %lld was cancelled", qUtf16Printable(m_key.node), cancelled->deployment);
        abandon();
    }
}

void Agent::takeOrder(const DeployOrder &order)
{
    const bool isKnown = m_order && m_order->deployment == order.deployment && m_order->attempt == order.attempt
        && m_order->wipeSerial == order.wipeSerial && m_order->wipeDisk == order.wipeDisk;
    if (isKnown && m_state != State::Waiting)
        return;
    if (m_state == State::Waiting) {
        m_diskWait.forget();
        m_order = order;
        plan();
        return;
    }
    m_nextOrder = order;
    stopWork();
}

// cidd does not count on the order any more. It hears where the machine is once the work has stopped; otherwise it
// would show the stage for ever.
void Agent::abandon()
{
    m_isAbandoned = true;
    stopWork();
}

void Agent::stopWork()
{
    if (m_state == State::Working) {
        m_feed->cancel();
        m_jobs.cancel(); // stageDone() follows.
        return;
    }
    if (m_state == State::Planning)
        return; // planned() sees that there is a next order.
    m_plan.reset();
    m_acknowledged.reset();
    m_order = std::exchange(m_nextOrder, std::nullopt);
    m_state = State::Waiting;
    const bool isAbandoned = std::exchange(m_isAbandoned, false);
    if (m_order)
        plan();
    else if (isAbandoned && m_isGreeted && m_conversation)
        report([this](const Result<Message> &answer) {
            if (!answer)
                connectAnew();
        });
}

void Agent::plan()
{
    m_state = State::Planning;
    m_diskWait.stop();
    m_capture.cancel(); // The plan waits for its end.
    m_readiness.stop(); // The machine leaves the image.
    m_failure = {};
    m_stage = 0;
    if (m_order->attempt == 1) {
        m_retries.reset();
        makePlan();
    } else {
        // What failed a moment ago fails again at once more often than not.
        QTimer::singleShot(m_retries.next(), this, [this] { makePlan(); });
    }
}

void Agent::makePlan()
{
    m_feed = std::make_shared<RemoteFeed>(m_data, m_order->deployment);
    DeployInput input;
    input.order = *m_order;
    input.nodeKey = formatNodeKey(m_key);
    input.cidConf = m_tools.files->read(m_tools.conf->path, 1 * MiB).value_or(QByteArray());
    input.imageKeys = m_tools.conf->imageKeys;
    input.requireSignature = m_tools.conf->requireSignature;
    input.feed = m_feed;
    m_worker.run<std::shared_ptr<Result<DeployPlan>>>(
        [this, input](JobContext &context) {
            return std::make_shared<Result<DeployPlan>>(DeployPlan::make(*m_machine, context, input));
        },
        [this](const std::shared_ptr<Result<DeployPlan>> &made) { planned(made); });
}

void Agent::planned(const std::shared_ptr<Result<DeployPlan>> &made)
{
    m_state = State::Waiting;
    if (m_nextOrder) {
        stopWork();
        return;
    }
    if (!*made && needsOperator((*made).error())) {
        waitForDisk((*made).error());
        return;
    }
    m_diskWait.forget();
    if (!*made) {
        m_failure.stage = stateNow();
        giveUp((*made).error());
        return;
    }
    m_plan = made;
    enterStage();
}

// The disk may come late, as many do behind a controller: the same order is tried again until it can be carried out.
// Each reason is told once.
void Agent::waitForDisk(const Error &error)
{
    m_diskWait.begin();
    const QString lacking = u"%1 %2 %3"_s.arg(m_order->deployment).arg(m_order->attempt).arg(error.text);
    if (!m_conversation || !m_diskWait.isNews(lacking))
        return;
    qCWarning(lcAgent, "%ls: %ls", qUtf16Printable(m_key.node), qUtf16Printable(error.text));
    const StageReport report{m_order->deployment, m_order->attempt, NodeState::NotArmed, error.text};
    m_conversation->ask(report, answerPatience, [](const Result<Message> &) { });
}

// What was said into a connection that broke is asked again after the next greeting.
void Agent::tellReadiness(const ReadyReport &report)
{
    m_isReady = report.verdict == ReadyVerdict::Passed;
    if (m_conversation)
        m_conversation->tell(report);
}

void Agent::enterStage()
{
    m_state = State::Reporting;
    if (!m_isGreeted || !m_conversation)
        return; // greeted() comes back here.
    const DeployStage &stage = (*m_plan)->stages()[m_stage];
    const std::weak_ptr about = m_plan;
    m_conversation->ask(StageReport{m_order->deployment, m_order->attempt, stage.state, stage.detail}, answerPatience,
                        [this, about](const Result<Message> &answer) {
                            // An answer to what an earlier order had begun says nothing about this one.
                            if (m_state == State::Reporting && about.lock() == m_plan)
                                stageAnswered(answer);
                        });
}

void Agent::stageAnswered(const Result<Message> &answer)
{
    const DeployStage &stage = (*m_plan)->stages()[m_stage];
    if (!answer && answer.error().kind != ErrorKind::Refused) {
        connectAnew();
        return;
    }
    if (!answer && answer.error().code == "stage.out-of-order") {
        // cidd wants this deployment and has the node elsewhere: it has to know, or both wait for ever.
        m_failure.stage = stage.state;
        giveUp(answer.error());
        return;
    }
    if (!answer) {
        qCWarning(lcAgent, "%ls: %ls", qUtf16Printable(m_key.node), qUtf16Printable(answer.error().text));
        abandon();
        return;
    }
    m_state = State::Working;
    m_acknowledged = stage.state;
    const Status started = m_jobs.start(stage.borrowedJobs());
    if (!started)
        stageDone(started);
}

void Agent::stageDone(const Status &status)
{
    m_state = State::Waiting;
    if (!status && status.error().kind == ErrorKind::Cancelled) {
        stopWork();
        return;
    }
    if (!status) {
        m_failure.stage = (*m_plan)->stages()[m_stage].state;
        giveUp(status.error());
        return;
    }
    if (++m_stage < (*m_plan)->stages().size())
        enterStage();
    else
        rebooted();
}

void Agent::giveUp(const Error &error)
{
    qCWarning(lcAgent, "%ls: \"%ls\" failed: %ls", qUtf16Printable(m_key.node),
              qUtf16Printable(nodeStateName(m_failure.stage).toString()), qUtf16Printable(error.text));
    m_failure.code = error.code;
    m_failure.reason = error.text;
    m_state = State::GivingUp;
    sendFailure();
}

void Agent::sendFailure()
{
    if (!m_isGreeted || !m_conversation)
        return; // greeted() comes back here.
    m_conversation->ask(FailureReport{m_order->deployment, m_order->attempt, m_failure}, answerPatience,
                        [this](const Result<Message> &answer) {
                            const bool isHeard = answer || answer.error().kind == ErrorKind::Refused;
                            if (!isHeard)
                                connectAnew();
                            else if (m_state == State::GivingUp)
                                stopWork();
                        });
}

void Agent::rebooted()
{
    m_isReady = false;
    m_plan.reset();
    m_acknowledged.reset();
    m_order.reset();
    m_nextOrder.reset();
    m_feed.reset();
    m_data.reset();
    hangUp();
    if (m_machine->isPretended())
        start();
    else
        Q_EMIT goingDown();
}

} // namespace cid
