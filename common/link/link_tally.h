// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <utility>

namespace cid {

/// Bytes of frames that lie between a worker and a session that has not taken them; above it nothing is read for it.
constexpr qint64 maxUntaken = 128 * 1024;

/// What both halves of a link that is served on a worker's thread count together: the bytes that are under way between
/// them, so that back-pressure works across the threads in both directions. Each direction is one number that both
/// halves change, and one word that is left for the other half; whoever leaves a word looks at the number once more,
/// so that no word is lost between the two. Each function belongs to one half, on that half's thread.
class LinkTally
{
public:
    /// The session's half: that much was handed to the worker.
    void noteSent(qint64 bytes) { m_outgoing += bytes; }
    /// The session's half: less than \a mark is on its way. Where it says no, noteWritten() will say yes once.
    [[nodiscard]] bool hasRoom(qint64 mark)
    {
        if (m_outgoing < mark)
            return true;
        m_wantsDrained = true;
        // The worker may have written everything in between: then it says nothing any more.
        return m_outgoing < mark && m_wantsDrained.exchange(false);
    }
    /// Any half: what the operating system has not taken yet.
    [[nodiscard]] qint64 outgoing() const { return m_outgoing; }
    /// The worker's half: of what was handed over, \a bytes went to the socket, which holds \a inSocket now. True where
    /// the session waits to be told that there is room again.
    [[nodiscard]] bool noteWritten(qint64 bytes, qint64 inSocket, qint64 mark)
    {
        // In one step: what is between the queue and the socket is never counted twice.
        m_outgoing += inSocket - std::exchange(m_inSocket, inSocket) - bytes;
        return m_wantsDrained && m_outgoing < mark && m_wantsDrained.exchange(false);
    }

    /// The worker's half: that much was handed to the session. True where it should stop reading until noteTaken() says
    /// otherwise.
    [[nodiscard]] bool noteReceived(qint64 bytes, qint64 mark)
    {
        if ((m_incoming += bytes) < mark)
            return false;
        m_isPaused = true;
        // The session may have taken everything in between: then nobody else would say so.
        return m_incoming >= mark / 2 || !m_isPaused.exchange(false);
    }
    /// The session's half: it has dealt with so much. True where the worker waits to go on.
    [[nodiscard]] bool noteTaken(qint64 bytes, qint64 mark)
    {
        return (m_incoming -= bytes) < mark / 2 && m_isPaused && m_isPaused.exchange(false);
    }

private:
    qint64 m_inSocket = 0; ///< the worker's own
    std::atomic<qint64> m_outgoing{0};
    std::atomic<qint64> m_incoming{0};
    std::atomic<bool> m_wantsDrained{false};
    std::atomic<bool> m_isPaused{false};
};

} // namespace cid
