// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/cid_client.h"

#include <QTemporaryDir>

namespace cid {

/// The real cidd with nodes that only pretend, on a thread of its own behind a port of the loopback. Folder, keys and
/// state go with it. Lives on the main thread.
class DemoServer : public QObject
{
    Q_OBJECT
public:
    explicit DemoServer(QObject *parent = nullptr);
    ~DemoServer() override;

    /// Writes its files and begins; ready() or failed() follows.
    void start(int nodes, int speed = 1);
    /// Every node reports each second from now on, for measurements.
    void makeEveryoneReport();
    /// Where to connect once it is ready.
    [[nodiscard]] const ClientAccess &access() const { return m_access; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

Q_SIGNALS:
    void ready();
    void failed(const cid::Error &error);

private:
    class Inside;

    QTemporaryDir m_folder;
    QThread m_thread;
    Inside *m_inside;
    ClientAccess m_access;
};

} // namespace cid
