// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/image.h"

namespace cid {

/// The whole of mkimg.linux and mkimg.darwin behind their command line; makes the application object. Returns the exit
/// status: 0 done, 1 not done, 2 a wrong call, 130 interrupted.
[[nodiscard]] int runMkimg(int argc, char **argv, ImageKind kind);

} // namespace cid
