// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QStringList>

namespace cid {

/// Copies Blancmange's kernel and initramfs into the folder that machines start from: both are complete on the disk
/// there before the first takes its place, and what lay there stays beside them as NAME.old. Returns what was done, a
/// line a file. NotFound "publish.nothing", Io "publish.write".
[[nodiscard]] Result<QStringList> publishBlancmange(const QString &from, const QString &to);

} // namespace cid
