// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link.h"
#include "daemon/build/build_queue.h"

namespace cid {

/// One connection of cidd. Child of its link.
class BuildSession : public QObject
{
    Q_OBJECT
public:
    BuildSession(Link *link, BuildQueue &queue);

private:
    /// A build that the other end follows: how far it has its log.
    struct Followed
    {
        quint32 request = 0;
        qint64 build = 0;
        qint64 skip = 0; ///< lines that it has already
        qint64 next = 0; ///< number of the next line
        qint64 offset = 0; ///< where that begins in the file
        bool isStale = true;
    };

    void take(const Envelope &envelope);
    void handle(quint32 request, const BuildRequest &message);
    void handle(quint32 request, const BuildsRequest &message);
    void handle(quint32 request, const WatchBuildRequest &message);
    void handle(quint32 request, const CancelBuildRequest &message);
    void handle(quint32 request, const BuildPlaceRequest &message);
    template <typename Other> void handle(quint32 request, const Other &);
    void refuse(quint32 request, const Error &error);
    void sendUpdates();
    /// False once the build is over and everything was sent.
    [[nodiscard]] bool update(Followed &followed);

    Link *m_link;
    BuildQueue &m_queue;
    QList<Followed> m_followed;
    QTimer m_timer;
};

} // namespace cid
