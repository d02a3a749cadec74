// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/process_runner.h"

namespace cid {

/// Holds this system against \a tests, each as readReadyTest() reads it, up to the first that does not pass, and says
/// in words what does not; empty where all pass. Blocks for as long as the programs take, half a minute each at most:
/// for a worker thread. A cancelled one says anything.
[[nodiscard]] QString readyProblem(ProcessRunner &runner, const QStringList &tests, const CancelToken &cancel);

} // namespace cid
