// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/build/build_history.h"
#include "daemon/build/build_process.h"

#include <QHash>

#include <memory>

namespace cid {

/// Runs builds one after the other and remembers them. Lives on the main thread.
class BuildQueue : public QObject
{
    Q_OBJECT
public:
    BuildQueue(CidConf conf, BuildPrograms programs, QObject *parent = nullptr);

    /// Reads the history. Errors of BuildHistory::open().
    [[nodiscard]] Status open();
    /// Errors as BuildRequest says.
    [[nodiscard]] Result<Build> add(const BuildRequest &request);
    /// NotFound "build.unknown", Conflict "build.over".
    [[nodiscard]] Status cancel(qint64 build, const QString &who);
    /// Ends what runs; waiting builds stay in the history as interrupted.
    void stop();

    [[nodiscard]] const Build *find(qint64 build) const;
    /// The newest first.
    [[nodiscard]] QList<Build> newest(int limit) const;
    [[nodiscard]] const BuildHistory &history() const { return m_history; }
    [[nodiscard]] const CidConf &conf() const { return m_conf; }
    [[nodiscard]] bool isIdle() const { return !m_process; }

Q_SIGNALS:
    /// Its state or its log.
    void changed(qint64 build);
    void idle();

private:
    void startNext();
    void finish(qint64 id, const Status &status);
    void update(Build &build);
    [[nodiscard]] Build *findMine(qint64 build);

    const CidConf m_conf;
    const BuildPrograms m_programs;
    BuildHistory m_history;
    QList<Build> m_builds; ///< the oldest first
    QHash<qint64, BuildPlan> m_plans; ///< of those that wait
    std::unique_ptr<BuildProcess> m_process;
    qint64 m_running = 0;
    bool m_isStopping = false;
};

} // namespace cid
