// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/build/build_plan.h"

#include <QProcess>
#include <QTimer>

#include <optional>

namespace cid {

/// One running build: the leader of a process group of its own, so that a compiler that it started ends with it. Both
/// of its streams come as lines. Lives on the main thread.
class BuildProcess : public QObject
{
    Q_OBJECT
public:
    BuildProcess(const BuildPlan &plan, std::chrono::seconds deadline, QObject *parent = nullptr);
    ~BuildProcess() override;

    void start();
    /// SIGTERM to the group, SIGKILL after build::graceMs; finished() follows with Cancelled.
    void cancel();

Q_SIGNALS:
    void wrote(const QByteArrayList &lines);
    void finished(const cid::Status &status);

private:
    void readLines();
    void end(const Status &status);
    void stop(const Error &reason);
    void signalGroup(int number) const;

    QProcess m_process;
    QTimer m_deadline;
    QTimer m_grace;
    QByteArray m_rest; ///< a line without its end yet
    std::optional<Error> m_stopped; ///< why it was asked to end
    qint64 m_leader = 0; ///< process and group; 0: not started
    bool m_isOver = false;
};

} // namespace cid
