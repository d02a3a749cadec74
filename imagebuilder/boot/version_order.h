// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace cid {

/// How rpm orders two parts of a version (rpmvercmp): runs of digits compare as numbers of any length and are newer
/// than runs of letters; what stands between them only parts them; "~" is older than nothing, "^" newer than nothing
/// and older than anything else. Below 0 where \a a is the older one, 0 where neither is.
[[nodiscard]] int compareVersionParts(QStringView a, QStringView b);

/// Two kernels' versions, "5.14.0-427.13.1.el9_4.x86_64": what is before the first hyphen decides, then what is behind
/// it. For the versions that Debian gives its kernels this is dpkg's order, too.
[[nodiscard]] int compareKernelVersions(QStringView a, QStringView b);

} // namespace cid
