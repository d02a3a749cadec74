// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "kid/machine/target_disk.h"

namespace cid {

/// What boots next: GRUB's environment block in partition 1 (/grub/grubenv), 1,024 bytes that are made once and from
/// then on overwritten in place, never renamed, because GRUB replays no journal and knows the file by its blocks.
struct BootState
{
    int slot = 0; ///< the partition number of the slot that boots; 0: Blancmange
    int tries = 0; ///< starts of that slot that nobody confirmed; at three Blancmange boots instead
    QString kernel; ///< path inside the slot; may be empty on a pretended machine
    QString initrd;
    QString rootUuid;
    QString append;
    bool operator==(const BootState &) const = default;
};
constexpr int maxBootTries = 3;
constexpr qsizetype grubEnvSize = 1024;

/// Exactly 1,024 bytes; Invalid "boot.env-too-large", "boot.env-bad-value".
[[nodiscard]] Result<QByteArray> encodeBootState(const BootState &state);
/// Corrupt "boot.env-damaged" where the block is not one; unknown variables are ignored.
[[nodiscard]] Result<BootState> decodeBootState(const QByteArray &block);

/// The boot state of one disk. Mounts partition 1 for as long as a call takes. Same thread as the disk.
class BootStateFile
{
public:
    BootStateFile(TargetDisk &disk, FileSystem &files);

    /// NotFound "boot.no-grub" where the disk has no complete partition 1.
    [[nodiscard]] Result<BootState> read(ProcessRunner &runner);
    /// Makes the file; for the installation alone.
    [[nodiscard]] Status create(ProcessRunner &runner, const BootState &state);
    /// One in-place overwrite, on the disk when it returns.
    [[nodiscard]] Status write(ProcessRunner &runner, const BootState &state);
    /// The running image was accepted: sets tries to 0, and writes only where that changes something.
    [[nodiscard]] Status confirm(ProcessRunner &runner);

private:
    [[nodiscard]] Result<std::unique_ptr<Mounted>> mountGrub(ProcessRunner &runner, MountAccess access);

    TargetDisk &m_disk;
    FileSystem &m_files;
};

} // namespace cid
