// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct archive;
struct archive_entry;

namespace cid {

// Names are bytes, but libarchive takes them for text in the calling thread's locale. These are its calls that do so,
// and go through here; others know no locale. Safe from any thread.

/// What archive_read_next_header() found.
enum class NextEntry : unsigned char {
    Entry,
    End,
    Damaged, ///< archive_error_string() says how: whatever libarchive warns of, but for what names are in a locale
};

/// The next entry, with its names as the bytes that stand in the archive. In a locale of UTF-8 libarchive would compose
/// letters and their marks (Unicode's form C), so that two files become one and links lead nowhere.
[[nodiscard]] NextEntry readEntry(struct archive *archive, struct archive_entry **entry);

/// archive_write_header(): names that are UTF-8 stand in a pax header as such, all others as bytes, whatever the locale
/// of the program is. False below ARCHIVE_WARN.
[[nodiscard]] bool writeEntry(struct archive *archive, struct archive_entry *entry);

} // namespace cid
