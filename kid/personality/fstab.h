// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>

namespace cid {

/// A line of fstab(5).
struct FstabEntry
{
    QByteArray device; ///< "UUID=..."
    QByteArray mountPoint; ///< "/", "none"; any bytes
    QByteArray fileSystem;
    QByteArray options;
    QByteArray numbers; ///< "0 1": for dump, and the order of checks
};

struct MergedFstab
{
    QByteArray text;
    QByteArrayList leftOut; ///< lines of the machine that the image was made of
};

/// A machine's table out of the image's: first what is notP's, then all other lines as they are, byte for byte, but
/// those that are another machine's:
///  - what is mounted on "/" and where one of \a own is;
///  - local disks on /boot, /boot/efi and /efi, and swap partitions;
///  - local disks by names that no other machine's have (UUID=, /dev/sda1, a volume), unless nofail or noauto says that
///    they need not be there.
/// Merging again gives the same. Pure.
[[nodiscard]] MergedFstab mergeFstab(const QByteArray &before, const QList<FstabEntry> &own);

/// Blanks, tabs, line ends and backslashes in a field as fstab(5) has them: "\040".
[[nodiscard]] QByteArray escapedField(const QByteArray &field);

} // namespace cid
