// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/system/unique_fd.h"

#include <QFile>

namespace cid {

/// Opens for reading what is a file of bytes, and nothing else: to open a pipe waits for somebody who writes to it,
/// and to open a device may do something. Links are followed. Errors: "file.open" with the errno among its arguments,
/// "file.not-regular".
[[nodiscard]] Result<UniqueFd> openRegular(const QString &path);
/// The same for a QFile that has its name.
[[nodiscard]] Status openRegular(QFile &file);

} // namespace cid
