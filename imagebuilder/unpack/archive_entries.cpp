// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/archive_entries.h"

#include <archive.h>

namespace cid {

using namespace Qt::StringLiterals;

ArchiveReader newArchiveReader()
{
    return {archive_read_new(), &archive_read_free};
}

Status createEntries(const ArchiveEntries &entries, TreeWriter &writer, const UnpackOptions &options,
                     UnpackReport &report)
{
    for (;;) {
        struct archive_entry *entry = nullptr;
        const int result = archive_read_next_header(entries.archive, &entry);
        if (result == ARCHIVE_EOF)
            return {};
        if (result < ARCHIVE_WARN)
            return entries.explain(archive_error_string(entries.archive));
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
