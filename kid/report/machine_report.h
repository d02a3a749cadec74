// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/file_system.h"
#include "common/system/process_runner.h"
#include "kid/machine/system_folders.h"

namespace cid {

/// What a report is made with; all borrowed.
struct ReportTools
{
    ProcessRunner *runner = nullptr;
    FileSystem *files = nullptr;
    SystemFolders folders;
    QString confPath; ///< cid.conf
};

/// cidkid --report: all that somebody who was not there has to know of a machine that does not do what it should: what
/// runs on it, its hardware with the drivers that took it, each disk with what lies on it and why it is notP's or not,
/// network, whether cidd answers, configuration, logs. Text under headings, without secrets (see ReportText), at most
/// a few MiB.
///
/// Reads only, and goes on where a part of it fails: the failure stands in its place. An agent may run beside it.
/// Blocks for as long as programs and disks take, each with a deadline of its own; for a program that does nothing
/// else.
[[nodiscard]] QByteArray machineReport(const ReportTools &tools);

} // namespace cid
