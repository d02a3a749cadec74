// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/node.h"

#include <QTimer>

namespace cid {

/// A node's progress, no more often than anybody looks at it: chunks come by the thousand, cidd hears of the first at
/// once and of the newest each time that the interval is over. Lives on the agent's thread.
class ProgressTeller : public QObject
{
    Q_OBJECT
public:
    explicit ProgressTeller(std::chrono::milliseconds interval, QObject *parent = nullptr);

    void note(const Progress &progress);
    /// What is not told yet is not news any more: a stage is over.
    void forget() { m_newest.reset(); }

Q_SIGNALS:
    void due(const cid::Progress &progress);

private:
    void tell();

    QTimer m_timer;
    std::optional<Progress> m_newest;
};

} // namespace cid
