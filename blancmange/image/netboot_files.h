// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/node_db.h"
#include "common/config/top_config.h"

namespace cid {

/// What a boot server needs beside the kernel and the initramfs, by name: boot.ipxe, pxelinux.cfg/default, grub.cfg,
/// dnsmasq.conf, dnsmasq-proxy.conf, node_db.disk. Reads the node_db that \a config names; as NodeDb::load().
[[nodiscard]] Result<QMap<QString, QByteArray>> netbootFiles(const TopConfig &config);

/// The kernel's command line without what tells Blancmange in RAM from Blancmange on the disk.
[[nodiscard]] QByteArray commandLine(const TopConfig &config);

} // namespace cid
