// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// Every cap of the sessions.
namespace cid::net {

/// Events that one question takes out of the store, and of those that wait for a slow reader, bytes: he gets the rest
/// out of the store.
constexpr int eventsPerReply = 500;
constexpr qsizetype maxWaitingEvents = 256 * 1024;
/// Long answers that one client has not read to their end.
constexpr qsizetype maxAnswers = 32;
/// Letters of one text of a folded host list.
constexpr qsizetype hostTextBytes = 32 * 1024;
constexpr qsizetype kindsOfEvents = 16;
/// The longest time that a client can say; the core has a shorter one.
constexpr qint64 longestSeconds = qint64(10) * 365 * 86'400;
constexpr int jobsPerReply = 1'000;
constexpr qsizetype entriesPerReply = 1'000;
/// Bytes of the paths and targets of one answer; a path may have 64 KiB.
constexpr qsizetype pathBytesPerReply = 256 * 1024;
/// How often somebody is told how far a task is.
constexpr int taskReportMs = 200;
constexpr int deploymentsOfNode = 20;
/// Jobs, node lists and histories that one client follows at once.
constexpr qsizetype maxFollowed = 64;
/// Of one data connection: a manifest of a gigabyte in parts.
constexpr qsizetype maxQueuedReads = 8'192;
/// On which disks are waited for.
constexpr int readerThreads = 4;
constexpr qint64 maxChunksPerRequest = 256;
constexpr qint64 chunksPerRead = 4;
/// Of Blancmange's own files, in one request.
constexpr qint64 maxBlancmangeRead = 4 * 1024 * 1024;
/// Of the boot files: connections in all and of one address, and how long one may stand still.
constexpr int maxBootConnections = 2'048;
constexpr qsizetype maxBootConnectionsPerAddress = 64;
constexpr int bootIdleMs = 60'000;
/// Bytes of the node list of one job that is told to clients that know no counts: half a frame, beside one part.
constexpr qsizetype olderClientsNodes = 512 * 1024;
/// Changes are collected that long before they are sent.
constexpr int collectMs = 50;
/// Saved states of each text file that are kept.
constexpr qsizetype keptVersions = 200;
/// Characters of one problem's text, and problems of one answer.
constexpr qsizetype maxProblemText = 300;
constexpr qsizetype maxProblems = 100;
/// Characters of the name that an operator's program gives itself.
constexpr qsizetype maxPeerName = 40;
/// After the proof: until a machine asked for its key, a node reported, a client asked for anything.
constexpr int enrolPatienceMs = 10'000;
constexpr int reportPatienceMs = 30'000;
constexpr int requestPatienceMs = 60'000;
/// Connections of one node, of one address and of all clients.
constexpr qsizetype controlLinksPerNode = 2;
constexpr qsizetype dataLinksPerNode = 4;
constexpr qsizetype enrolLinksPerAddress = 1'024;
constexpr qsizetype clientLinksPerAddress = 2'048;
constexpr qsizetype maxClientLinks = 8'192;
/// One log line a minute for each kind of refusal of each address.
constexpr int refusalLogSeconds = 60;
/// So many may wait for one reload.
constexpr qsizetype maxRoundWaiters = 1'000;

} // namespace cid::net
