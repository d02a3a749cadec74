// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace cid {

Q_DECLARE_LOGGING_CATEGORY(lcLink)

} // namespace cid
