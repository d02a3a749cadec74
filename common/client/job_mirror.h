// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/cid_client.h"
#include "common/client/job_run.h"

namespace cid {

/// One job as cidd knows it, with its nodes and its history, kept up over any number of connections. Asks for nothing
/// to be done. Lives on the client's thread; the client is borrowed.
class JobMirror : public QObject
{
    Q_OBJECT
public:
    JobMirror(CidClient &client, JobId job, QObject *parent = nullptr);

    [[nodiscard]] const JobId &id() const { return m_id; }
    [[nodiscard]] const Job &job() const { return m_job; }
    [[nodiscard]] const QMap<NodeName, JobNode> &nodes() const { return m_nodes; }
    /// By id; the newest maxEvents of the job.
    [[nodiscard]] const QList<Event> &events() const { return m_events; }

    static constexpr qsizetype maxEvents = 100'000;

Q_SIGNALS:
    void changed();
    void eventsAdded();
    /// cidd does not know it any more, or refuses.
    void failed(const cid::Error &error);

private:
    void follow();
    void askEvents();
    void take(const JobUpdate &update);
    void take(const EventsReply &reply);

    CidClient &m_client;
    const JobId m_id;
    Job m_job;
    QMap<NodeName, JobNode> m_nodes;
    QList<Event> m_events;
};

} // namespace cid
