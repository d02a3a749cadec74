// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/data_desk.h"

#include <QQueue>
#include <QTimer>

namespace cid {

class CallQueue;
class DataServer;

/// A node's connection for bulk data. Child of its link, lives on the link's thread, one that sends images and nothing
/// else. What the node may have it asks on the main thread, once a request; what lies in memory it reads itself, the
/// rest on a thread that may wait; and it reads a few chunks at a time, only while the peer takes them, so that memory
/// is bounded, nothing here waits for a disk, and every node gets its turn.
class DataSession : public QObject
{
    Q_OBJECT
public:
    /// \a home carries calls out on the link's thread.
    DataSession(Link *link, CallQueue &home, DataServer &server);
    ~DataSession() override;

private:
    struct Task
    {
        quint32 request = 0;
        DataPlan::Reading reading;
    };

    void take(const Envelope &envelope);
    void queue(quint32 request, const Result<DataPlan> &plan);
    void refuse(quint32 request, const Error &error);
    /// One reading at a time, in the order of the requests.
    void runNext();
    void readSlowly(const Task &task);
    void finish(quint32 request, const Result<DataPlan::Messages> &result);
    /// Says in the log how much of an image went out: what a node has already it does not ask for.
    void tellFetched();

    Link *m_link;
    const NodeName m_node; ///< for the last word: the link is half gone then
    CallQueue &m_home;
    DataServer &m_server;
    qsizetype m_asked = 0; ///< requests that lie with the desk
    QQueue<Task> m_tasks;
    bool m_isReading = false;
    QTimer m_next; ///< of no time: the next turn of the loop
    ImageId m_image; ///< whose chunks were asked for last
    ByteCount m_fetched = 0; ///< of it
};

} // namespace cid
