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
    bool isPrivileged = false; ///< it came from a port below 1024: root sent it
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
    /// An operator opens the window for nodes whose machines have lost their keys; NotFound "node.unknown", and nothing
    /// is open then.
    [[nodiscard]] Status allowAgain(const QStringList &nodes, const QString &who);
    /// An operator's one-time permission, within the window where a key was kept; NotFound "node.unknown".
    [[nodiscard]] Status adopt(const NodeName &node, const QString &who);

private:
    [[nodiscard]] Result<NodeRecord *> identify(const EnrolCaller &caller);
    [[nodiscard]] bool isExpected(const NodeRecord &node, const EnrolCaller &caller) const;
    void openWindow(NodeRecord &node);

    CoreState &m_state;
    Recorder &m_recorder;
    ClaimNotes &m_notes;
};

} // namespace cid
