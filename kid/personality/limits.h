// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/units.h"

// How much of an image is looked at to make it a node's own.
namespace cid::personality {

constexpr ByteCount largestText = 1 * MiB; ///< of a configuration file
constexpr ByteCount largestPolicy = 8 * MiB; ///< of the labels that a policy has for paths
constexpr qsizetype mostNames = 2000; ///< of one folder
constexpr int deepest = 16; ///< folders in what was put aside

} // namespace cid::personality
