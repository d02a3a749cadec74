// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/agent/agent.h"

namespace cid {

/// cidkid --plan: connects as the agent would, takes the order that waits for this node, and says what carrying it out
/// would do to which disk up to the next reboot. No stage is reported and nothing is written; the order goes on
/// waiting. One try without back-off: somebody looks on. Lives on the main thread; used once.
class PlanViewer : public QObject
{
    Q_OBJECT
public:
    PlanViewer(std::unique_ptr<Machine> machine, AgentTools tools, QObject *parent = nullptr);
    ~PlanViewer() override;

    void start();

Q_SIGNALS:
    /// The preview, or a sentence where no order waits or the disk may not be written; lines of text.
    void viewed(const QString &text);
    void failed(const cid::Error &error);

private:
    void booted(const Result<BootedSystem> &system);
    void enrol();
    void connectAsNode(const NodeKey &key);
    void greet(Link *link);
    void take(const Envelope &envelope);
    void planned(const Result<QString> &preview);
    void finish(const Result<QString> &text);

    std::unique_ptr<Machine> m_machine;
    AgentTools m_tools;
    SerialWorker m_worker;
    BootedSystem m_system;
    QPointer<Conversation> m_conversation;
    bool m_isTaken = false; ///< an order came
    bool m_isOver = false;
};

} // namespace cid
