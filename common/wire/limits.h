// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// Every cap of the protocol. Bytes unless the name says otherwise. A peer that passes one is cut off; PROTOCOL.md names
// them, so a change here is a change there.
namespace cid::limits {

/// The versions that this build speaks.
constexpr int minProtocolVersion = 1;
constexpr int maxProtocolVersion = 1;

/// One frame's CBOR, without the four bytes of length, once the peer has proved itself.
constexpr qsizetype maxFrame = 1024 * 1024;
/// All bytes inside TLS before the proof, and so the largest frame then.
constexpr qsizetype maxBeforeProof = 64 * 1024;

/// Maps and lists inside each other, the message's own map included.
constexpr int maxNesting = 8;
/// Elements of one list.
constexpr qsizetype maxListLength = 20'000;
/// Elements of all lists and maps of one message together: 1 MiB of empty maps must not become gigabytes of structs.
constexpr qsizetype maxElements = 100'000;
/// UTF-8 bytes of one text.
constexpr qsizetype maxText = 256 * 1024;
/// One byte string; the frame's cap binds first.
constexpr qsizetype maxBytes = maxFrame;
/// Fields of one map, unknown ones included.
constexpr qsizetype maxFields = 64;

/// Bulk content of one message: chunks of an image, parts of a manifest, one overlay file.
constexpr qsizetype maxChunk = 512 * 1024;
constexpr qsizetype maxManifestPart = 256 * 1024;
constexpr qsizetype maxOverlayFile = 768 * 1024;
constexpr qsizetype maxCapturePart = 256 * 1024;

/// What one part of a long answer holds at most, where its single fields and first element leave room.
constexpr qsizetype partBytes = 128 * 1024;
/// A host list above this is sent in parts of this size; so much of one is taken in all.
constexpr qsizetype hostsPartBytes = 128 * 1024;
constexpr qsizetype maxHostsBytes = 4 * 1024 * 1024;

/// Queued for one peer and not yet taken by the operating system: above it the link is closed.
constexpr qint64 maxQueued = 16 * 1024 * 1024;
/// Link::drained() is emitted when the queue falls below this; bulk senders stop above it.
constexpr qint64 lowWater = 1024 * 1024;

/// Heartbeat intervals in a row without a byte from the peer before the link is closed.
constexpr int missedHeartbeats = 3;
constexpr int defaultHeartbeatMs = 10'000;
/// What a client accepts from Welcome.
constexpr int minHeartbeatMs = 10;
constexpr int maxHeartbeatMs = 3600 * 1000;

/// From the moment at which the server begins to work on a connection to its proof.
constexpr int proofDeadlineMs = 5'000;
/// Connections that one thread works on at once; the others wait for their turn. Few: what is begun must be ended in
/// time by peers that may be as busy as the server.
constexpr qsizetype handshakesAtOnce = 64;
/// After that long a connection does not count as worked on any more: silent peers keep nobody waiting.
constexpr int handshakePlaceMs = 1'000;
/// Connections of one address that have not proved themselves yet.
constexpr int unprovedPerAddress = 256;
/// The same for all addresses together. Above it nobody is refused: the kernel keeps the next ones.
constexpr int unprovedTotal = 16'384;
/// Refusals are answered together this often, so that their timing tells nothing.
constexpr int refusalDelayMs = 50;
/// The kernel's queue of connections not yet accepted.
constexpr int listenBacklog = 4'096;
/// A client's patience until a server's machine takes the connection, and from then on until the server has answered:
/// that is a place in a queue, which ten thousand nodes make half a minute long when they come back at once. Who leaves
/// it begins again at its end.
constexpr int connectDeadlineMs = 15'000;
constexpr int answerDeadlineMs = 45'000;
/// close() waits that long for the queue to empty.
constexpr int lingerMs = 5'000;

/// Proof::id, in characters.
constexpr qsizetype maxPeerId = 255;
/// Ports below the second are for root's programs; those from the first on are not for well-known services.
constexpr int firstPrivilegedPort = 512;
constexpr int firstOrdinaryPort = 1'024;
/// How many of them are tried before any port will do.
constexpr int privilegedPortTries = 16;
/// Proof::key, in characters.
constexpr qsizetype maxKeyName = 64;
constexpr qsizetype nonceSize = 32;
constexpr qsizetype macSize = 32;

} // namespace cid::limits
