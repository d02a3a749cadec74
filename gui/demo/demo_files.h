// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/cid_conf.h"

namespace cid {

/// Writes what a cidd needs into a folder: keys, node_db with that many nodes in racks of up to 64, image_db with
/// comments, images that are manifests and holes. Gives the configuration; its fingerprint is the server's.
[[nodiscard]] Result<CidConf> writeDemoFiles(const QString &folder, int nodes);

/// Io "demo.write".
[[nodiscard]] Status writeDemoFile(const QString &path, const QByteArray &text);

} // namespace cid
