// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/file_system.h"

namespace cid {

/// What starts services in a root.
enum class InitSystem : quint8 { None, Systemd, OpenRc, Runit, SysV, Busybox };

/// The one that the root's /sbin/init leads to; where that says nothing, the first of the known ones that is there.
/// Looks at files alone: nothing of the root runs. \a named is what the kernel's command line says with init=; may be
/// empty.
[[nodiscard]] InitSystem initSystemOf(FileSystem &files, const QString &root, const QByteArray &named = {});
/// What a kernel's command line says with init=; may be empty.
[[nodiscard]] QByteArray namedInit(const QString &commandLine);
[[nodiscard]] QLatin1StringView initSystemName(InitSystem init);
/// "systemd, OpenRC, ...", for a message.
[[nodiscard]] QString initSystemsInWords();

/// Where a root has its runlevels, such as "etc/rc%1.d" with the level for %1; empty where it has none.
[[nodiscard]] QByteArray runlevelFolders(FileSystem &files, const QString &root);

} // namespace cid
