// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/log_fields.h"

// systemd's native journal protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL): one datagram an entry.
namespace cid {

/// The entry's bytes: "NAME=value\n", or for a value with line ends the name, a line end, the length as 64 bits little
/// endian, the value and a line end.
[[nodiscard]] QByteArray journalEntry(const QList<LogFields::Field> &fields);

/// True where standard error is the stream that systemd announced in JOURNAL_STREAM as <device>:<inode>.
[[nodiscard]] bool standardErrorIsJournal();

/// Where entries go; before the first one. For tests; the system's own is /run/systemd/journal/socket.
void setJournalSocket(const QByteArray &path);

/// False where the entry could not be sent. Never blocks; any thread.
[[nodiscard]] bool sendToJournal(const QList<LogFields::Field> &fields);

} // namespace cid
