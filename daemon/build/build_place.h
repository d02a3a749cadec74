// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/cid_conf.h"
#include "common/wire/build_messages.h"

namespace cid {

/// What can be built here, what an operator has to have read before, what is there already.
[[nodiscard]] BuildPlaceReply describePlace(const CidConf &conf);

/// The table of sizes in the file "manifest" that Blancmange's last step writes; lines that are none are passed over.
[[nodiscard]] QList<PackageSize> readPackageSizes(const QByteArray &manifest);

} // namespace cid
