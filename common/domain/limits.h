// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// How much of what machines tell is kept: bytes of UTF-8 unless the name says otherwise. Whatever comes over the
// network or out of the store is clamped to these (clamp.h), so that nothing that is known can be too long to be shown.
namespace cid::domain {

/// Names of hosts, disks, interfaces and nodes, serial numbers, addresses, groups.
constexpr qsizetype maxName = 255;
/// A stable code such as "disk.none", a digest, a nonce.
constexpr qsizetype maxCode = 64;
/// A sentence: a reason, a detail.
constexpr qsizetype maxText = 2 * 1024;
/// Names of an image, <name>-<version>-<subversion>.
constexpr qsizetype maxImage = 303;

/// Hardware addresses of one machine, and bytes of one: InfiniBand's have 59.
constexpr qsizetype maxMacs = 64;
constexpr qsizetype maxMac = 64;
/// Of one machine: an enclosure has hundreds of disks.
constexpr qsizetype maxDisks = 512;
constexpr qsizetype maxInterfaces = 128;
constexpr qsizetype maxDiskNames = 32; ///< below /dev/disk/by-id
constexpr qsizetype maxSignatures = 64; ///< of one disk
constexpr qsizetype maxInventory = 128 * 1024; ///< all of it
/// A GPT has 128 partitions.
constexpr qsizetype maxSlots = 128;

/// One line of a log; lines and bytes of what one report brings, of what is kept of a node and of what goes with a
/// failure.
constexpr qsizetype maxLine = 4 * 1024;
constexpr qsizetype maxReportLines = 1'000;
constexpr qsizetype maxReportLog = 256 * 1024;
constexpr qsizetype maxNodeLines = 200;
constexpr qsizetype maxNodeLog = 32 * 1024;
constexpr qsizetype maxFailureLines = 50;
constexpr qsizetype maxFailureLog = 16 * 1024;

/// Groups of one node, as its status names them.
constexpr qsizetype maxGroups = 64;
/// Job::hosts.
constexpr qsizetype maxHosts = 1'000;

} // namespace cid::domain
