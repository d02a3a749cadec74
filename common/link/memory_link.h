// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/framed_link.h"

#include <QPointer>

namespace cid {

/// The in-memory twin of TlsLink: two ends in one thread. Everything passes codec and frames; delivery is queued, never
/// inside send().
class MemoryLink final : public FramedLink
{
    Q_OBJECT
public:
    /// Two connected ends; \a first.peer() is \a second's identity as the first end sees it, and the other way round.
    struct Pair
    {
        MemoryLink *first;
        MemoryLink *second;
    };
    [[nodiscard]] static Pair makePair(const PeerIdentity &seenByFirst, const PeerIdentity &seenBySecond,
                                       QObject *parent);
    ~MemoryLink() override;

    [[nodiscard]] qint64 pendingBytes() const override;
    /// Acts as a network that swallows everything: bytes pile up until it is false again.
    void setStalled(bool stalled);
    /// Acts as a cable that is cut: both ends are closed with "link.lost".
    void cut();

protected:
    void writeFrame(const QByteArray &frame) override;
    void shutDown() override;
    void drop() override;

private:
    MemoryLink(const PeerIdentity &peer, QObject *parent);
    void schedule();
    void deliver();
    void take(const QByteArray &bytes);

    QPointer<MemoryLink> m_twin;
    QByteArray m_outgoing; ///< not yet given to the twin
    FrameReader m_reader;
    bool m_scheduled = false;
    bool m_stalled = false;
    bool m_ending = false;
};

} // namespace cid
