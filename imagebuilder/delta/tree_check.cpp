// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/delta/tree_check.h"

#include "imagebuilder/delta/file_check.h"
#include "imagebuilder/pack/tree_walker.h"

#include <QFile>
#include <QScopeGuard>

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

using Records = std::vector<const FileRecord *>;

// In byte order of their paths. Ours are in that order already.
Records sortedRecords(const Manifest &manifest, const ExcludeList &ignored)
{
    Records records;
    records.reserve(manifest.files.size());
    for (const FileRecord &file : manifest.files) {
        if (!ignored.matches(file.path))
            records.push_back(&file);
    }
    const auto isBefore = [](const FileRecord *a, const FileRecord *b) { return a->path < b->path; };
    if (!std::is_sorted(records.begin(), records.end(), isBefore))
        std::sort(records.begin(), records.end(), isBefore);
    return records;
}

/// Walks the tree and the records side by side; both are in byte order.
class SideBySide
{
public:
    SideBySide(Records records, FileCheck &files, TreeCheck &result, const TreeCheckOptions &options)
        : m_records(std::move(records))
        , m_files(files)
        , m_result(result)
        , m_options(options)
        , m_kept(options.kept)
    { }

    Result<WalkStep> visit(const WalkedEntry &entry)
    {
        if (m_options.cancelled && m_options.cancelled())
            return fail(makeError(ErrorKind::Cancelled, "check.cancelled", u"stopped on request"_s));
        while (m_next < m_records.size() && m_records[m_next]->path < entry.path)
            miss();
        if (m_next == m_records.size() || m_records[m_next]->path != entry.path) {
            if (m_kept.matches(entry.path))
                return WalkStep::Skip;
            m_result.extra.append(entry.path);
            return m_options.eachExtra ? WalkStep::Go : WalkStep::Skip;
        }
        const FileRecord &record = *m_records[m_next++];
        ++m_result.entries;
        const FileAspects aspects = m_files.compare(record, entry.facts);
        if (aspects)
            m_result.differing.push_back({record.path, aspects});
        // Below what should be no folder everything is extra, and the folder itself says so already.
        const bool isExtraBelow = S_ISDIR(entry.facts.st_mode) && aspects.testFlag(FileAspect::Type);
        return isExtraBelow && !m_options.eachExtra ? WalkStep::Skip : WalkStep::Go;
    }
    void finish()
    {
        while (m_next < m_records.size())
            miss();
    }

private:
    void miss()
    {
        ++m_result.entries;
        m_result.differing.push_back({m_records[m_next++]->path, FileAspect::Missing});
    }

    Records m_records;
    size_t m_next = 0;
    FileCheck &m_files;
    TreeCheck &m_result;
    const TreeCheckOptions &m_options;
    ExcludeList m_kept;
};

// What the content's check found joins what the walk found.
void merge(TreeCheck &result, const std::vector<TreeDifference> &later)
{
    result.differing.insert(result.differing.end(), later.begin(), later.end());
    std::stable_sort(result.differing.begin(), result.differing.end(),
                     [](const TreeDifference &a, const TreeDifference &b) { return a.path < b.path; });
    std::vector<TreeDifference> merged;
    for (TreeDifference &difference : result.differing) {
        if (!merged.empty() && merged.back().path == difference.path)
            merged.back().aspects |= difference.aspects;
        else
            merged.push_back(std::move(difference));
    }
    result.differing = std::move(merged);
}

} // namespace

Result<TreeCheck> verifyTree(const Manifest &manifest, const QString &root, const TreeCheckOptions &options)
{
    const int folder = ::open(QFile::encodeName(root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return fail(makeError(ErrorKind::NotFound, "check.no-root", errnoError("check.no-root", root).text));
    const auto closer = qScopeGuard([folder] { ::close(folder); });
    TreeCheck result;
    const ExcludeList ignored(options.ignored);
    FileCheck files(folder, options);
    SideBySide both(sortedRecords(manifest, ignored), files, result, options);
    WalkOptions walk;
    walk.excludes = ignored;
    walk.oneFileSystem = true;
    TreeWalker walker(folder, walk);
    const Status walked = walker.walk([&both](const WalkedEntry &entry) { return both.visit(entry); });
    if (!walked) {
        Error error = walked.error();
        if (error.kind == ErrorKind::Io)
            error.code = "check.read";
        return fail(withContext(std::move(error), root));
    }
    both.finish();
    const auto content = files.finish();
    if (!content)
        return fail(content.error());
    merge(result, *content);
    result.bytes = files.bytes();
    return result;
}

QString describeAspects(FileAspects aspects)
{
    static constexpr std::array names{
        std::pair{FileAspect::Missing, "missing"_L1},       std::pair{FileAspect::Type, "type"_L1},
        std::pair{FileAspect::Content, "content"_L1},       std::pair{FileAspect::Mode, "mode"_L1},
        std::pair{FileAspect::Owner, "owner"_L1},           std::pair{FileAspect::Time, "time"_L1},
        std::pair{FileAspect::Link, "hard link"_L1},        std::pair{FileAspect::Flags, "flags"_L1},
        std::pair{FileAspect::Unreadable, "unreadable"_L1},
    };
    QStringList found;
    for (const auto &[aspect, name] : names) {
        if (aspects.testFlag(aspect))
            found.append(name);
    }
    return found.join(u", "_s);
}

} // namespace cid
