// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace cid {

/// What the kernel knows of a process.
struct ProcessCost
{
    double seconds = 0; ///< of processor time, of all its threads
    double megabytes = 0; ///< resident
};
[[nodiscard]] ProcessCost costOf(qint64 pid);

/// The value below which that part of them lies; 0 of none.
[[nodiscard]] double percentile(QList<double> values, double part);

/// The longest turn of each event loop that cidd's log names from that place on, in ms: "main loop 3.1, sessions
/// 1 2.0".
[[nodiscard]] QString longestTurns(const QByteArray &log);
/// The longest of all of them in ms.
[[nodiscard]] double longestTurn(const QByteArray &log);

/// Seconds of processor time that openssl's own server and client need for one TLS 1.3 handshake, as {server, client};
/// zeros where there is no openssl. Takes a few seconds.
[[nodiscard]] std::pair<double, double> opensslHandshake();

} // namespace cid
