// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/process_runner.h"
#include "common/system/unique_fd.h"

#include <functional>

namespace cid {

/// A mounted root as it was at one moment, seen by itself: nothing that is mounted over it hides its files. Where its
/// storage makes snapshots (btrfs; LVM with room left in the volume group) that is what it stays, whatever goes on
/// meanwhile; else the root as it lives. The snapshot goes with this object; one that a killed process left behind
/// goes before the next is made. Needs root's rights for all but the folder itself. Blocks; for one worker thread.
class RootSnapshot
{
public:
    RootSnapshot(const QString &root, ProcessRunner &runner);
    ~RootSnapshot();
    RootSnapshot(const RootSnapshot &) = delete;
    RootSnapshot &operator=(const RootSnapshot &) = delete;

    /// A path that stays valid as long as this object, below /proc/self/fd where it can.
    [[nodiscard]] const QString &path() const { return m_path; }
    /// "a btrfs snapshot", "an LVM snapshot", or why there is none; for the operator.
    [[nodiscard]] const QString &description() const { return m_description; }

    static constexpr char label[] = "notp-capture"; ///< names the volume and, with a dot in front, the subvolume

private:
    [[nodiscard]] Status takeBtrfs();
    [[nodiscard]] Status takeLvm();
    /// The tree below \a folder on its own, without the mounts in it.
    [[nodiscard]] Status see(const QString &folder);
    [[nodiscard]] Result<QByteArray> call(const QString &program, const QStringList &arguments) const;
    [[nodiscard]] Status mountVolume(const QString &device);

    ProcessRunner &m_runner;
    const QString m_root;
    QString m_path;
    QString m_description;
    UniqueFd m_tree;
    std::function<void()> m_remove;
};

} // namespace cid
