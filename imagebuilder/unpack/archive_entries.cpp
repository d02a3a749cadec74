// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/archive_entries.h"

#include "imagebuilder/archive_names.h"

#include <archive.h>

namespace cid {

using namespace Qt::StringLiterals;

ArchiveReader newArchiveReader()
{
    return {archive_read_new(), &archive_read_free};
}

namespace {

// libarchive does not always say what it does not like.
Status damaged(const ArchiveEntries &entries)
{
    const char *text = archive_error_string(entries.archive);
    return entries.explain(text ? text : "it is damaged, or ends too early");
}

} // namespace

Status createEntries(const ArchiveEntries &entries, TreeWriter &writer, const UnpackOptions &options,
                     UnpackReport &report)
{
    for (;;) {
        struct archive_entry *entry = nullptr;
        const NextEntry next = readEntry(entries.archive, &entry);
        if (next == NextEntry::End)
            return {};
        if (next == NextEntry::Damaged)
            return damaged(entries);
        if (options.cancelled && options.cancelled())
            return fail(makeError(ErrorKind::Cancelled, "unpack.cancelled", u"stopped on request"_s));
        Status added = entries.beforeEntry ? entries.beforeEntry(report.entries) : Status();
        if (added)
            added = writer.add(entries.archive, entry);
        if (!added) {
            const Status below = entries.explain(nullptr);
            return below ? added : below;
        }
        ++report.entries;
    }
}

} // namespace cid
