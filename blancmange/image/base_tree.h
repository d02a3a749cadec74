// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blancmange/image/image_tree.h"
#include "common/config/top_config.h"

namespace cid {

/// The folders, device nodes, init and configuration files that every Blancmange has. Reads the key and the authorized
/// keys that \a config names. NotFound "image.no-key" and the like, with what to do.
[[nodiscard]] Status addBase(ImageTree &tree, const TopConfig &config, const QString &initFolder);

/// cid.conf as the nodes get it.
[[nodiscard]] QByteArray nodeConf(const TopConfig &config);

/// The settings that init reads: shell assignments, every value quoted.
[[nodiscard]] QByteArray initSettings(const TopConfig &config);

/// Lines of inittab for consoles that let root in; none where they do not.
[[nodiscard]] QByteArray consoleLogins(const TopConfig &config);

/// "sbin/x" is "usr/sbin/x": the tree's /sbin is a link.
[[nodiscard]] QString mergedPath(const QString &path);

} // namespace cid
