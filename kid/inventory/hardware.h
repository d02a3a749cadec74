// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/inventory.h"
#include "common/system/file_system.h"
#include "kid/machine/system_folders.h"

namespace cid {

/// Processor, memory, firmware and network interfaces of this machine; no disks. What the kernel does not show stays
/// empty. Of the interfaces those with hardware behind them, each with the address that is burnt into it.
[[nodiscard]] Inventory readHardware(FileSystem &files, const SystemFolders &folders);

/// The words of the kernel's command line.
[[nodiscard]] QStringList kernelArguments(FileSystem &files, const SystemFolders &folders);
/// The value of "NAME=VALUE", the last one where there are several; empty where there is none.
[[nodiscard]] QString kernelArgument(const QStringList &arguments, const QString &name);

} // namespace cid
