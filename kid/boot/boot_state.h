// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/target_disk.h"

namespace cid {

/// What boots next.
struct BootState
{
    int slot = 0; ///< the partition number of the slot that boots; 0: Blancmange
    int tries = 0; ///< starts of that slot that nobody confirmed; at three Blancmange boots instead
    QString kernel; ///< path inside the slot; may be empty on a pretended machine
    QString initrd;
    QString rootUuid;
    QString append;
    bool accepted = false; ///< cidd said yes to it once: its starts are not counted any more, and tries is 0
    bool operator==(const BootState &) const = default;
};
constexpr int maxBootTries = 3;

/// Whose boot state it is. All borrowed for one call.
struct BootStatePlace
{
    TargetDisk *disk = nullptr;
    FileSystem *files = nullptr;
    ProcessRunner *runner = nullptr;
    DiskPartition partition; ///< the boot loader's; complete
};

/// How a boot loader reads the boot state: a block of constant size that is made once and from then on overwritten in
/// place, because boot loaders replay no journal and GRUB knows its file by its blocks. Stateless.
class BootStateFormat
{
public:
    BootStateFormat() = default;
    virtual ~BootStateFormat() = default;
    BootStateFormat(const BootStateFormat &) = delete;
    BootStateFormat &operator=(const BootStateFormat &) = delete;

    /// True where the boot loader counts BootState::tries.
    [[nodiscard]] virtual bool countsStarts() const = 0;
    /// Makes the file, in which Blancmange boots; does nothing where the block comes with the boot loader.
    [[nodiscard]] virtual Status create(const BootStatePlace &place) const = 0;
    /// Corrupt "boot.env-damaged" where the block is not one, NotFound where there is none.
    [[nodiscard]] virtual Result<BootState> read(const BootStatePlace &place) const = 0;
    /// In place; on the disk when it returns. Invalid "boot.env-too-large", "boot.env-bad-value".
    [[nodiscard]] virtual Status write(const BootStatePlace &place, const BootState &state) const = 0;
};

/// A state as variables, in their order in every format. An accepted one has "default=0" in the place of "cid_tries":
/// it is no longer than before, and a grub.cfg that knows nothing of it takes its first entry, the image, for the same
/// reason. Invalid "boot.env-bad-value" where a value has control characters.
using BootVariables = QList<std::pair<QByteArray, QString>>;
[[nodiscard]] Result<BootVariables> bootVariables(const BootState &state);
/// Takes one of them back; any other name changes nothing.
void setBootVariable(BootState &state, const QByteArray &name, const QString &value);

/// The boot state of one disk. Mounts its partition for as long as a call takes. Same thread as the disk.
class BootStateFile
{
public:
    BootStateFile(TargetDisk &disk, FileSystem &files);

    /// NotFound "boot.no-grub" where the disk has no complete partition for it.
    [[nodiscard]] Result<BootState> read(ProcessRunner &runner);
    /// Makes it, and Blancmange boots; for the installation alone.
    [[nodiscard]] Status create(ProcessRunner &runner);
    /// One in-place overwrite, on the disk when it returns.
    [[nodiscard]] Status write(ProcessRunner &runner, const BootState &state);
    /// The image that runs from the partition \a slot was accepted: from here on its starts are not counted. Nothing
    /// happens where something else is to boot next. 0, nobody knows where it runs from: the count alone begins anew.
    [[nodiscard]] Status confirm(ProcessRunner &runner, int slot);

private:
    /// How it is written, and where.
    using Found = std::pair<const BootStateFormat *, BootStatePlace>;
    [[nodiscard]] Result<Found> find(ProcessRunner &runner);

    TargetDisk &m_disk;
    FileSystem &m_files;
};

} // namespace cid
