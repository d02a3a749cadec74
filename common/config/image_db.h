// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/schema.h"
#include "common/domain/image.h"

namespace cid {

/// As loadCidConf(): the sections of image_db, in their order.
[[nodiscard]] Result<QList<ImageDefinition>> loadImageDb(const QString &path);

/// The same of a document that is not on the disk yet.
[[nodiscard]] Result<QList<ImageDefinition>> readImageDb(const Document &document);

[[nodiscard]] const Schema &imageDbSchema();

} // namespace cid
