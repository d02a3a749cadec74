// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

namespace cid {

/// Unpacks a .deb below \a folder, with bin, sbin, lib and lib64 merged into usr. Files get 0755 or 0644: nothing that
/// an initramfs needs is lost by that. Corrupt "unpack.deb", Io "unpack.write".
[[nodiscard]] Status unpackDeb(const QString &path, const QString &folder);

/// Unpacks a tarball of sources below \a folder, without the one folder in which all of it lies. Corrupt "unpack.tar",
/// Io "unpack.write".
[[nodiscard]] Status unpackTarball(const QString &path, const QString &folder);

/// Io "unpack.write" about what could not be written.
[[nodiscard]] Error unpackWriteError(const QString &path);

/// "sbin/x" is "usr/sbin/x"; other paths stay.
[[nodiscard]] QString mergedUsr(const QString &path);

} // namespace cid
