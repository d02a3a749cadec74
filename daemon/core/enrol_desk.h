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
    /// An operator knows that the machines with those nodes' present keys are the right ones: they get secret overlays
    /// from their open deployments on. NotFound "node.unknown", Conflict "node.no-key", and nobody is trusted then.
    [[nodiscard]] Status trust(const QStringList &nodes, const QString &who);
    /// False where the node's key is no older than the deployment, and no operator trusts it.
    [[nodiscard]] bool mayHaveSecrets(const Deployment &deployment) const;
    /// There were secret overlays for it, and it did not get them. Once a deployment.
    void noteWithheld(const NodeName &node, DeploymentId deployment);

private:
    [[nodiscard]] Result<NodeRecord *> identify(const EnrolCaller &caller);
    [[nodiscard]] bool isExpected(const NodeRecord &node, const EnrolCaller &caller) const;

    CoreState &m_state;
    Recorder &m_recorder;
    ClaimNotes &m_notes;
};

} // namespace cid
