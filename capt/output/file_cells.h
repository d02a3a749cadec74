// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/output/records.h"
#include "common/domain/image_contents.h"

namespace cid {

/// The records of an image's files and of what is not the same in two images.
[[nodiscard]] QStringList fileKeys();
[[nodiscard]] QList<Cell> fileCells(const ImageEntry &file);
[[nodiscard]] QStringList fileChangeKeys();
[[nodiscard]] QList<Cell> fileChangeCells(const FileChange &change);
[[nodiscard]] QStringList packageChangeKeys();
[[nodiscard]] QList<Cell> packageChangeCells(const PackageChange &change);

} // namespace cid
