// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/framed_link.h"
#include "common/link/link_worker.h"

namespace cid {

/// The session's half of a link whose socket is served on a worker's thread: to whoever holds it a Link like any other.
/// Frames are made here, so that what is queued can be counted the moment it is sent; the worker encrypts and writes
/// them, reads, decodes and beats. Of a link whose frames stay on the worker's thread it is the end that counts and
/// closes it. Made by LinkServer, lives on its thread; the worker outlives it.
class RemoteLink final : public FramedLink
{
    Q_OBJECT
public:
    RemoteLink(LinkWorker &worker, LinkId id, const PeerIdentity &peer, std::shared_ptr<LinkTally> tally,
               QObject *parent);
    ~RemoteLink() override;

    [[nodiscard]] qint64 pendingBytes() const override { return m_tally->outgoing(); }
    [[nodiscard]] bool hasRoom() override;

    // What the worker's half tells:
    void take(const Envelope &envelope, qsizetype bytes);
    void noteDrained() { noteWritten(); }
    void end(const Error &reason) { finish(reason); }

protected:
    void writeFrame(const QByteArray &frame) override;
    void shutDown() override;
    void drop() override;

private:
    LinkWorker &m_worker;
    LinkId m_id;
    std::shared_ptr<LinkTally> m_tally;
    bool m_isDropped = false;
};

} // namespace cid
