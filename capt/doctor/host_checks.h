// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/doctor/finding.h"
#include "common/config/cid_conf.h"

// What can be seen on the server without asking cidd. All of these read files, and nothing else; none takes long.
namespace cid::doctor {

/// cid.conf and what it names, as "cidctl config check" sees them.
[[nodiscard]] CheckedPart checkFiles(const QString &cidConf);
/// The key files that cid.conf names: there, readable for those alone who may. Only root sees all of them.
[[nodiscard]] CheckedPart checkKeys(const CidConf &conf);
/// Room and inodes where cidd writes.
[[nodiscard]] CheckedPart checkRoom(const CidConf &conf);
/// What machines start from: there, whole, and not older than the keys inside.
[[nodiscard]] CheckedPart checkBootFiles(const CidConf &conf);
/// Whether the kernel believes its clock.
[[nodiscard]] CheckedPart checkClock();

} // namespace cid::doctor
