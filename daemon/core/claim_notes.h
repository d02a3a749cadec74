// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/rate_limiter.h"
#include "daemon/core/recorder.h"

namespace cid {

/// Somebody claimed to be a node and was refused: an event for the history and a notice at the node for people. Both
/// come at a limited rate for each address and each node, whatever the peer sends, and neither blocks anything. Lives
/// on the main thread.
class ClaimNotes
{
public:
    ClaimNotes(Recorder &recorder, const Clock &clock);

    /// \a what: "refused" for enrolments, "conflict" for peers that hold a node's key.
    void note(const QList<NodeRecord *> &nodes, const QByteArray &what, const QString &address, const QString &text);

private:
    Recorder &m_recorder;
    RateLimiter m_byAddress;
    RateLimiter m_byNode;
};

} // namespace cid
