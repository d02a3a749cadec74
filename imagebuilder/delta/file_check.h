// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/delta/tree_check.h"

#include <QHash>

#include <atomic>
#include <mutex>
#include <optional>

struct stat;

namespace cid {

/// image::comparedFileFlags of a file or folder, asked without opening it; nothing where its
/// file system does not tell. \a path is relative to the opened \a folder, empty for itself; links are not followed.
[[nodiscard]] std::optional<quint32> comparedFlagsOf(int folder, const QByteArray &path);

/// Compares single files with their records: the facts at once, what is in regular files afterwards on several threads.
class FileCheck
{
public:
    /// \a root is borrowed.
    FileCheck(int root, const TreeCheckOptions &options)
        : m_root(root)
        , m_options(options)
    { }

    /// Everything that needs no reading; remembers what does.
    [[nodiscard]] FileAspects compare(const FileRecord &record, const struct stat &facts);
    /// Reads what compare() remembered. Cancelled "check.cancelled".
    [[nodiscard]] Result<std::vector<TreeDifference>> finish();
    /// What was read: without holes.
    [[nodiscard]] ByteCount bytes() const { return m_read; }

private:
    [[nodiscard]] FileAspects compareLink(const FileRecord &record, const struct stat &facts) const;
    [[nodiscard]] bool hasTarget(const FileRecord &record) const;
    [[nodiscard]] FileAspects read(const FileRecord &record, QByteArray &buffer);
    /// The content's digest; nothing where it cannot be read, ends early, or the check was stopped.
    [[nodiscard]] std::optional<QByteArray> hashOf(int file, ByteCount size, QByteArray &buffer);
    void note(ByteCount done, ByteCount read);
    void work();

    int m_root;
    const TreeCheckOptions &m_options;
    std::vector<const FileRecord *> m_toRead;
    ByteCount m_toReadBytes = 0;
    std::atomic<size_t> m_next = 0;
    std::atomic<bool> m_stopped = false;
    std::mutex m_mutex; ///< of what follows
    ByteCount m_bytes = 0; ///< that were checked
    ByteCount m_read = 0; ///< of them
    std::vector<TreeDifference> m_found;
};

} // namespace cid
