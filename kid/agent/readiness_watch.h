// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/clock.h"
#include "common/wire/node_messages.h"
#include "kid/agent/serial_worker.h"

#include <QTimer>

namespace cid {

/// Holds the image that runs against cidd's tests, round after round until all pass, and says how it stands; also that
/// the time is over, after which it looks more rarely. Lives on the agent's thread and works on the pool beside
/// everything else; whoever deletes it waits for the pool first.
class ReadinessWatch : public QObject
{
    Q_OBJECT
public:
    /// The clock outlives it; so do the pool, the runner and the files.
    ReadinessWatch(const Clock &clock, QThreadPool *pool, ProcessRunner *runner, FileSystem *files);
    ~ReadinessWatch() override { stop(); }

    /// In the place of what was asked before.
    void begin(const ReadyCheck &check);
    /// Nothing more is said of it; a program that runs is killed.
    void stop();

Q_SIGNALS:
    void told(const cid::ReadyReport &report);

private:
    void startRound();
    void roundEnded(const QString &problem);
    void tell(ReadyVerdict verdict, const QString &reason);

    const Clock &m_clock;
    ProcessRunner *m_runner;
    SerialWorker m_worker;
    QTimer m_pause;
    ReadyCheck m_check;
    CancelToken m_cancel;
    quint64 m_number = 0; ///< of what was asked, so that a round of the one before counts for nothing
    std::chrono::milliseconds m_end{0};
    std::chrono::milliseconds m_toldAt{0};
    QString m_told;
    bool m_isActive = false;
    bool m_isLate = false; ///< the time is over, and that was said
};

} // namespace cid
