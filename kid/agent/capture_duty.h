// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/conversation.h"
#include "kid/agent/data_channel.h"
#include "kid/agent/serial_worker.h"
#include "kid/machine/machine.h"

namespace cid {

/// Packs the root that runs on the machine and streams it to cidd. Lives on the agent's thread and works on its worker,
/// so that nothing else is done with the machine meanwhile.
class CaptureDuty : public QObject
{
public:
    /// All borrowed; the worker ends before the rest.
    CaptureDuty(SerialWorker &worker, Machine &machine);
    ~CaptureDuty() override { cancel(); }

    /// Carries the order out and tells cidd over \a conversation how it goes, after the end of the one before, which is
    /// given up. Refused where no image runs.
    void begin(const CaptureOrder &order, Conversation *conversation, const std::shared_ptr<DataChannel> &channel);
    /// Ends it at the next file; cidd hears so.
    void cancel();
    void cancel(const CancelCapture &message);

private:
    void ended(const CaptureOrder &order, const Status &status);
    void say(const CaptureProgress &progress);

    SerialWorker &m_worker;
    Machine &m_machine;
    QPointer<Conversation> m_conversation;
    CancelToken m_cancel;
    qint64 m_current = 0; ///< 0: none is under way
};

} // namespace cid
