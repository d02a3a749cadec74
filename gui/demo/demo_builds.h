// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/build/build_plan.h"

namespace cid {

/// Programs that act as mkimg, blancmange and cid-build --publish: they say what those would say, take some seconds and
/// leave small files. \a tick is the pause between two lines, in seconds.
[[nodiscard]] Result<BuildPrograms> writeDemoPrograms(const QString &folder, double tick);

/// The files of Blancmange that an earlier build made.
[[nodiscard]] Status writeDemoOutput(const BuildConf &conf);

} // namespace cid
