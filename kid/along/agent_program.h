// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/file_system.h"

namespace cid {

/// The program \a path as it is written into images. Refused "agent.not-static" where it needs libraries, which another
/// system need not have; Invalid "agent.no-program" where it is none.
[[nodiscard]] Result<QByteArray> readAgentProgram(FileSystem &files, const QString &path);

/// The same without reading all of it.
[[nodiscard]] Status checkAgentProgram(FileSystem &files, const QString &path);

} // namespace cid
