// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace cid {

/// The names inside a folder of a root, such as "boot"; empty where there is no such folder.
using FolderNames = std::function<QStringList(const QString &folder)>;

/// A kernel of a root with the initrd that was made for it, as absolute paths inside the root.
struct KernelPair
{
    QString version; ///< as the names say it: "6.1.0-18-amd64"; of Alpine and Arch "lts", "linux"; may be empty
    QString kernel;
    QString initrd; ///< empty where there is none
    bool operator==(const KernelPair &) const = default;
};

/// Every kernel of a root, by the names that distributions give it: in boot vmlinuz-V, Image-V and vmlinux-V, and
/// usr/lib/modules/V/vmlinuz. Its initrd is initrd.img-V (Debian, Ubuntu), initramfs-V.img (Red Hat, dracut, Arch),
/// initrd-V (SUSE) or initramfs-V (Alpine, Gentoo). The best comes first: one with an initrd, and of those the newest
/// (compareKernelVersions). Left out is what no node should start by itself: what package managers put aside, debug
/// kernels, rescue and fallback entries.
[[nodiscard]] QList<KernelPair> kernelPairs(const FolderNames &names);

/// The names that kernelPairs() looks for, for a message.
[[nodiscard]] QString kernelNamesInWords();
[[nodiscard]] QString initrdNamesInWords(const QString &version);

} // namespace cid
