// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deploy_order.h"
#include "kid/deploy/current_image.h"
#include "kid/machine/target_disk.h"

namespace cid {

/// One image slot and what lies complete in it.
struct Slot
{
    DiskPartition partition;
    std::optional<CurrentImage> content; ///< nothing: empty, foreign or partial
    QByteArray unpacking; ///< digest of the image that is here in part, and can be gone on with; else empty
    bool isPartial = false; ///< an installation began here and did not end
};

/// The complete image below \a root; nothing where it is partial or not deployed by notP.
[[nodiscard]] std::optional<CurrentImage> contentOf(FileSystem &files, const QString &root);

/// Reads the slots of a disk; each is mounted read-only for a moment. \a rootPartition and \a rootFolder name the slot
/// that is mounted already, because it runs (0: none).
struct SlotScan
{
    FileSystem *files = nullptr;
    int rootPartition = 0;
    QString rootFolder;

    [[nodiscard]] Result<QList<Slot>> scan(ProcessRunner &runner, TargetDisk &disk, const DiskRecord &record) const;
};

/// The slot in the words of a NodeReport, without what the boot loader and the running root know of it.
[[nodiscard]] SlotContent factsOf(const Slot &slot);
/// The slot that holds this image with this digest; nothing where none does.
[[nodiscard]] std::optional<Slot> slotWithImage(const QList<Slot> &all, const ImageId &image, const QByteArray &digest);
/// The slot in which an interrupted installation of this very image can go on; nothing where none is.
[[nodiscard]] std::optional<Slot> slotToResume(const QList<Slot> &all, const DeployOrder &order);
/// The slot to install into: an empty one, else one with another version of the same image, else any; of several the
/// one with the oldest deployment; never \a avoid (what runs). Refused "slot.too-small" where the image does not fit,
/// "slot.too-few-inodes", "slot.too-few-blocks", "slot.none".
[[nodiscard]] Result<Slot> chooseSlot(const QList<Slot> &all, const DeployOrder &order, int avoid);
/// The slot whose files lend chunks to what is installed into \a chosen: the newest version of the same image, else the
/// newest image; nothing where all others are empty.
[[nodiscard]] std::optional<Slot> lenderFor(const QList<Slot> &all, const DeployOrder &order, int chosen);

} // namespace cid
