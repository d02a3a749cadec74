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

/// Every mistake in cid.conf and in the node_db and image_db that it names; empty where there is none.
[[nodiscard]] QList<Error> checkConfiguration(const QString &cidConf);

} // namespace cid
