// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/cid_conf.h"
#include "common/jobs/job_queue.h"
#include "common/link/conversation.h"
#include "common/link/reconnecting_client.h"
#include "kid/agent/booted_system.h"
#include "kid/agent/capture_duty.h"
#include "kid/agent/disk_wait.h"
#include "kid/agent/progress_teller.h"
#include "kid/agent/readiness_watch.h"
#include "kid/agent/remote_feed.h"
#include "kid/agent/serial_worker.h"

#include <QTimer>

namespace cid {

/// What an agent works with; all borrowed, all outlive it.
struct AgentTools
{
    QThreadPool *pool = nullptr;
    ProcessRunner *runner = nullptr;
    FileSystem *files = nullptr;
    const CidConf *conf = nullptr;
};

/// cidkid for one machine: tells cidd what runs, and carries out what it orders. Lives on the main thread; everything
/// that blocks runs on the pool, one thing at a time.
class Agent : public QObject
{
    Q_OBJECT
public:
    Agent(std::unique_ptr<Machine> machine, AgentTools tools, QObject *parent = nullptr);
    ~Agent() override;

    /// Switches the machine on and connects.
    void start();
    [[nodiscard]] const NodeName &node() const { return m_key.node; }

Q_SIGNALS:
    /// The machine knows which node it is; \a image is the one that runs, or empty.
    void identified(const QString &node, const QString &image);
    /// A real machine goes down.
    void goingDown();
    /// Nothing more can be done here.
    void failed(const cid::Error &error);

private:
    enum class State : quint8 { Booting, Enrolling, Waiting, Planning, Reporting, Working, GivingUp };

    void booted(const Result<BootedSystem> &system);
    void enrol();
    void keepKey();
    void retryEnrolment(const Error &error);
    void connectAsNode();
    void greet(Link *link);
    /// Tells cidd where the machine is.
    void report(const Conversation::Callback &answered);
    void greeted(const Result<Message> &answer);
    /// After a report that had no answer, be it that the connection broke or that it stands and the server is silent:
    /// the report is sent again after the next greeting, which comes with back-off.
    void connectAnew();
    /// Whatever still comes in over the session, or out of its end, is nobody's business any more: it may lie read but
    /// undelivered behind the message that ended it.
    void stopListening();
    /// The session is over; the next one begins with connectAsNode().
    void hangUp();
    void take(const Envelope &envelope);
    void takeOrder(const DeployOrder &order);
    void plan();
    void makePlan();
    void planned(const std::shared_ptr<Result<DeployPlan>> &plan);
    void enterStage();
    void stageAnswered(const Result<Message> &answer);
    void stageDone(const Status &status);
    void giveUp(const Error &error);
    void sendFailure();
    void waitForDisk(const Error &error);
    void tellReadiness(const ReadyReport &report);
    void abandon();
    void stopWork();
    void rebooted();
    /// What blocks on the pool ends soon.
    void cancelAll();
    [[nodiscard]] NodeState stateNow() const { return m_acknowledged.value_or(stateAfterBoot(m_system.mode)); }

    std::unique_ptr<Machine> m_machine;
    AgentTools m_tools;
    State m_state = State::Booting;
    BootedSystem m_system;
    NodeKey m_key;
    std::unique_ptr<ReconnectingClient> m_client;
    QPointer<Conversation> m_conversation;
    std::shared_ptr<DataChannel> m_data; ///< workers ask it as well
    std::shared_ptr<RemoteFeed> m_feed;
    JobQueue m_jobs;
    SerialWorker m_worker; ///< two of its tasks may want one disk
    CaptureDuty m_capture;
    ProgressTeller m_progress;
    Backoff m_backoff;
    Backoff m_retries; ///< between attempts of one deployment
    std::optional<DeployOrder> m_order; ///< what is carried out
    std::optional<DeployOrder> m_nextOrder; ///< what came meanwhile
    std::shared_ptr<Result<DeployPlan>> m_plan;
    size_t m_stage = 0;
    std::optional<NodeState> m_acknowledged; ///< the last stage of the plan that cidd has said yes to
    Failure m_failure;
    SystemClock m_clock;
    DiskWait m_diskWait;
    ReadinessWatch m_readiness;
    bool m_isReady = false; ///< the image passed its tests since this agent started
    bool m_isGreeted = false;
    bool m_isAbandoned = false; ///< cidd gave up what is being stopped
};

} // namespace cid
