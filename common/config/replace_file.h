// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>

namespace cid {

/// Replaces a configuration file in one step, and returns when it is on the disk: after a power failure the old text is
/// there or the new one. A file that is there keeps its mode, and its owner and group where this process may give them
/// to a file; where it may not, the file becomes its own if nobody loses or wins a right by that (root needs none, and
/// a group that may do no more than everybody has none). A link is followed. A new file gets \a newMode. Io
/// "config.write", and then the old file is as it was. Blocks for as long as the disk takes.
[[nodiscard]] Status replaceFile(const QString &path, const QByteArray &content, int newMode);

} // namespace cid
