// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/pack/packer.h"

class QCommandLineParser;

namespace cid {

/// Invalid "mkimg.usage".
[[nodiscard]] tl::unexpected<Error> usageError(const QString &text);

/// The options of mkimg that say how the engine packs: level, attributes, times, mounts, what to do about errors.
void addEngineOptions(QCommandLineParser &parser);
/// Invalid "mkimg.usage" with the option and what it takes, NotFound "mkimg.excludes".
[[nodiscard]] Status readEngineOptions(const QCommandLineParser &parser, PackOptions &options);

} // namespace cid
