// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/claim_notes.h"

namespace cid {

/// A machine that asks for a node's own secret.
struct EnrolCaller
{
    QStringList macs;
    Inventory inventory;
    bool inBlancmange = false;
    QString address;
};

struct Enrolment
{
    NodeName node;
    int epoch = 0;
};

/// Decides who becomes which node. Lives on the main thread.
class EnrolDesk
{
public:
    using Reply = std::function<void(const Result<Enrolment> &)>;

    EnrolDesk(CoreState &state, Recorder &recorder, ClaimNotes &notes)
        : m_state(state)
        , m_recorder(recorder)
        , m_notes(notes)
    { }

    /// A new epoch of the node's secret, which ends the old one. NotFound "enrol.unknown" (the machine is noted as
    /// discovered), Conflict "enrol.two-nodes", "enrol.live", Refused "enrol.not-expected".
    void enrol(const EnrolCaller &caller, const Reply &reply);
    /// An operator's one-time permission; NotFound "node.unknown".
    [[nodiscard]] Status adopt(const NodeName &node, const QString &who);

private:
    [[nodiscard]] Result<NodeRecord *> identify(const EnrolCaller &caller);
    [[nodiscard]] bool isExpected(const NodeRecord &node, const EnrolCaller &caller) const;

    CoreState &m_state;
    Recorder &m_recorder;
    ClaimNotes &m_notes;
};

} // namespace cid
