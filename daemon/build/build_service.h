// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/build/build_queue.h"

#include <QLocalServer>

namespace cid {

/// cid-build without its command line: the socket, who may speak on it, the queue. Lives on the main thread.
class BuildService : public QObject
{
    Q_OBJECT
public:
    BuildService(CidConf conf, BuildPrograms programs, QObject *parent = nullptr);

    /// Reads the history and listens. NotFound "build.no-user", Conflict "build.socket" where another one listens
    /// there.
    [[nodiscard]] Status start();
    /// stopped() follows once no build runs.
    void stop() { m_queue.stop(); }
    [[nodiscard]] BuildQueue &queue() { return m_queue; }

Q_SIGNALS:
    void stopped();

private:
    void welcome();
    [[nodiscard]] bool mayAsk(uint uid) const;

    BuildQueue m_queue;
    QLocalServer m_server;
    QList<uint> m_users;
    int m_connections = 0;
};

} // namespace cid
