// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/cid_client.h"

#include <QMap>

namespace cid {

/// What to ask for: an image on nodes.
struct JobWish
{
    JobId job;
    QString hosts; ///< a host list in any dialect
    QString image; ///< a name or a full name
    std::chrono::milliseconds timeout{0}; ///< for all of it, the search for a server included
    bool reinstall = false;
    bool take = false; ///< also nodes that other jobs hold
};

/// One node of a job, as far as cidd has told.
struct JobNode
{
    NodeStatus status;
    std::optional<Deployment> deployment; ///< none where the image already ran

    /// "queued", or the state's name.
    [[nodiscard]] QString stage() const;
};

/// Asks cidd for a job and watches it to its end, over as many connections as that takes. Used once. Lives on the
/// client's thread; the client is borrowed.
class JobRun : public QObject
{
    Q_OBJECT
public:
    enum class Outcome : quint8 {
        AllRunning,
        SomeFailed,
        DeadlinePassed,
        Cancelled,
        BadRequest, ///< no such node or image, or a list that cannot be read
        Refused,
        Unreachable,
    };
    Q_ENUM(Outcome)

    JobRun(CidClient &client, JobWish wish, QObject *parent = nullptr);

    /// Call it once, after the client's start().
    void start();
    /// Asks cidd to cancel the job; finished() follows, at the latest after ten seconds.
    void cancel();

    [[nodiscard]] const Job &job() const { return m_job; }
    [[nodiscard]] const QMap<NodeName, JobNode> &nodes() const { return m_nodes; }
    /// The nodes of the job that do not run the image and will not: finished() has come.
    [[nodiscard]] QList<Deployment> failures() const;

Q_SIGNALS:
    void accepted(bool reattached);
    void changed(const QStringList &nodes);
    /// The connection is lost or there is none yet; the run goes on trying.
    void interrupted(const cid::Error &reason);
    /// Once. The error says why for everything but AllRunning and SomeFailed.
    void finished(cid::JobRun::Outcome outcome, const cid::Error &error);

private:
    void request();
    void answered(const Result<DeployReply> &reply);
    void watch();
    void update(const JobUpdate &update);
    void conclude();
    void deadlinePassed();
    void finish(Outcome outcome, const Error &error = {});

    CidClient &m_client;
    const JobWish m_wish;
    Job m_job;
    QMap<NodeName, JobNode> m_nodes;
    QDeadlineTimer m_deadline;
    QTimer m_timer;
    bool m_isAccepted = false;
    bool m_isCancelled = false;
    bool m_waitsForVerdict = false;
    bool m_isFinished = false;
};

} // namespace cid
