// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/link_log.h"

namespace cid {

Q_LOGGING_CATEGORY(lcLink, "cid.link")

} // namespace cid
